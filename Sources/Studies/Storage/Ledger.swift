import CrossModal

/// What is known of every fit of a study: the journals, brought together.
///
/// A fit that stands in several records counts once. Fits are deterministic, so two results of one fit must agree; if they
/// do not, that is an error which names both workers. A finished or diverged record stands above a failed one.
public final class Ledger {
  /// The plan whose fits are counted.
  public let plan: StudyPlan
  private let reader: JournalReader
  private let directory: StudyDirectory
  /// The result of each fit that has one.
  public private(set) var records: [FitIdentifier: FitRecord] = [:]
  /// Whether records of different kernels are allowed to differ.
  private let allowsMixedKernels: Bool

  /// An empty ledger; ``refresh()`` fills it.
  public init(_ directory: StudyDirectory, plan: StudyPlan, allowsMixedKernels: Bool = false) {
    (self.directory, self.plan) = (directory, plan)
    self.allowsMixedKernels = allowsMixedKernels
    reader = JournalReader(directory)
  }

  /// Bytes at the end of journals that are no whole line, by journal.
  public var torn: [String: Int] { reader.torn }

  /// Takes in what the journals have gained.
  /// - Returns: the fits that are new.
  @discardableResult public func refresh() throws -> [FitIdentifier] {
    var fresh: [FitIdentifier] = []
    for record in try reader.newRecords() {
      guard plan.contains(record.fit) else {
        throw StudyError.damaged(
          place: "\(directory.journals)/\(record.worker).jsonl", message: "the plan has no fit \(record.fit)")
      }
      if let known = records[record.fit] {
        try reconcile(known, record)
      } else {
        records[record.fit] = record
        fresh.append(record.fit)
      }
    }
    return fresh
  }

  private func reconcile(_ known: FitRecord, _ record: FitRecord) throws {
    if known.state == .failed {
      records[record.fit] = record
    } else if record.state != .failed, !record.agrees(with: known),
      !(allowsMixedKernels && record.kernels != known.kernels)
    {
      throw StudyError.damaged(
        place: "\(directory.journals)/\(record.worker).jsonl",
        message: "fit \(record.fit) differs from the one in \(known.worker).jsonl; "
          + "fits are deterministic, so one of the two is wrong: remove it to have the fit done again")
    }
  }

  /// Whether every search fit of a cell has a result.
  public func searchIsComplete(cell: Int) -> Bool {
    plan.searchFits(ofCell: cell).allSatisfy { records[$0] != nil }
  }

  /// The choice among a cell's settings by the results so far; final only when ``searchIsComplete(cell:)``.
  public func selection(cell: Int) -> SettingSelection {
    let folds = plan.evaluation.folds
    return SettingSelection(
      curves: plan.cells[cell].settings.indices.map { setting in
        (0..<folds).map { fold -> [Double]? in
          guard let record = records[.search(cell: cell, setting: setting, fold: fold)],
            record.state == .finished
          else { return nil }
          return record.heldOut.values
        }
      })
  }
}
