import CrossModal

/// Where a study stands: counts, the best of each cell so far, and what went wrong.
public struct StudyStatus: Codable, Sendable {
  /// Name of the study.
  public var name: String
  /// How far it is.
  public var progress: StudyProgress
  /// Seconds of computing in the finished fits.
  public var computed: Double
  /// Seconds to the end if nothing but one worker computed, from the cost of what is left; nil before the first fit.
  public var secondsLeftForOneWorker: Double?
  /// The best of each cell so far.
  public var best: [CellChoice]
  /// Fits that diverged or failed, with their reasons.
  public var failures: [Failure]
  /// Journals that end in a torn line, which is ignored.
  public var tornJournals: [String]

  /// A fit that came to nothing.
  public struct Failure: Codable, Sendable {
    /// Which fit.
    public var fit: FitIdentifier
    /// Its cell.
    public var cell: String
    /// diverged or failed.
    public var state: FitRecord.State
    /// Why.
    public var reason: String
  }

  /// The status of a study as its journals tell it.
  public init(_ study: Study) throws {
    let ledger = try study.ledger(allowsMixedKernels: true)
    name = study.manifest.name
    progress = try ProgressMeter(study, ledger: ledger).update()
    computed = ledger.records.values.reduce(0) { $0 + $1.seconds }
    if progress.share > 0 { secondsLeftForOneWorker = computed / progress.share * (1 - progress.share) }
    best = CellChoice.all(study, ledger: ledger)
    failures = ledger.records.values.filter { $0.state != .finished }.sorted { $0.fit < $1.fit }.map {
      record in
      Failure(
        fit: record.fit, cell: study.plan.cells[record.fit.cell].cell.id, state: record.state,
        reason: record.reason
          ?? "not finite in epoch \(record.divergedEpoch ?? 0), batch \(record.divergedBatch ?? 0)")
    }
    tornJournals = ledger.torn.keys.sorted()
  }

  /// The status for people, at most 80 columns where names allow it.
  public var text: String {
    var lines = [
      "\(ReportText.terminal(name)): \(progress.done) of \(progress.total) fits have results "
        + "(\(format(100 * progress.share, 1)) % of the cost)",
      "diverged \(progress.diverged), failed \(progress.failed), computed \(format(computed, 1)) s",
    ]
    if progress.done < progress.total, let left = secondsLeftForOneWorker {
      lines.append("left: about \(format(left, 0)) s of computing, divided by the number of workers")
    }
    for failure in failures.prefix(10) {
      lines.append("\(failure.state) \(failure.fit) \(failure.cell): \(ReportText.terminal(failure.reason))")
    }
    if failures.count > 10 { lines.append("… and \(failures.count - 10) more; see 'crossmodal results'") }
    for journal in tornJournals { lines.append("ignored a torn line at the end of \(journal)") }
    return lines.joined(separator: "\n") + "\n\nbest so far\n" + CellChoice.text(best)
  }
}
