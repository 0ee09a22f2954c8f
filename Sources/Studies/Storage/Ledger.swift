import CrossModal

/// What is known of every fit of a study: the journals, brought together.
///
/// A fit that stands in several records counts once. Fits are deterministic, so two results of one fit must agree; if they
/// do not, that is an error which names both workers. A finished or diverged record stands above a failed one. Nothing
/// depends on the order in which journals are read.
package final class Ledger {
  /// The plan whose fits are counted.
  package let plan: StudyPlan
  private let reader: JournalReader
  private let directory: StudyDirectory
  /// The result of each fit that has one.
  package private(set) var records: [FitIdentifier: FitRecord] = [:]
  /// Whether records of different kernels are allowed to differ.
  private let allowsMixedKernels: Bool
  private let toleratesConflicts: Bool
  /// By fit, the attempt up to which nothing counts, because a person asked for the fit to be done again.
  private var floors: [FitIdentifier: Int] = [:]
  private var crashes: [FitIdentifier: [CrashRecord]] = [:]
  // Sums over the records, kept up to date: a look at a hundred thousand of them takes a while.
  private var counts: [FitRecord.State: Int] = [:]
  private var searchCounts: [Int]
  private var selections: [Int: SettingSelection] = [:]
  /// Fits that diverged or failed.
  package private(set) var unfinished: Set<FitIdentifier> = []
  /// Seconds of computing in all records.
  package private(set) var secondsComputed = 0.0
  /// The longest time that a fit took, in seconds.
  package private(set) var longestFit = 0.0
  /// The latest start of a fit, as it is written; empty before the first.
  package private(set) var latestStart = ""
  // Pairs of results of one fit that differ, with the place of the second.
  private var conflicts: [(FitRecord, FitRecord, place: String)] = []
  /// How often results were taken back since the ledger was made.
  private(set) var withdrawals = 0

  /// An empty ledger; ``refresh()`` fills it.
  package convenience init(_ directory: StudyDirectory, plan: StudyPlan, allowsMixedKernels: Bool = false) {
    self.init(directory, plan: plan, allowsMixedKernels: allowsMixedKernels, toleratesConflicts: false)
  }

  /// A ledger that may also go on where two results of a fit differ, for those who repair that.
  init(_ directory: StudyDirectory, plan: StudyPlan, allowsMixedKernels: Bool, toleratesConflicts: Bool) {
    (self.directory, self.plan) = (directory, plan)
    (self.allowsMixedKernels, self.toleratesConflicts) = (allowsMixedKernels, toleratesConflicts)
    reader = JournalReader(directory)
    searchCounts = Array(repeating: 0, count: plan.cells.count)
    records.reserveCapacity(plan.fits + plan.finalFits)
  }

  /// Bytes at the end of journals that are no whole line, by journal.
  package var torn: [String: Int] { reader.torn }

  /// Size of each journal when it was last read.
  package var journalSizes: [String: Int] { reader.sizes }

  /// Takes in what the journals have gained.
  /// - Returns: the fits that are new.
  @discardableResult package func refresh() throws -> [FitIdentifier] {
    var fresh: [FitIdentifier] = []
    try reader.readNew { entry, place in
      let fit = entry.fit
      guard plan.contains(fit) else {
        throw StudyError.damaged(place: place(), message: "the plan has no fit \(fit)")
      }
      switch entry {
      case .record(let record):
        guard plan.cells[fit.cell].settings.indices.contains(record.setting) else {
          throw StudyError.damaged(
            place: place(), message: "the plan has no setting \(record.setting) for fit \(fit)")
        }
        if take(record, place()) { fresh.append(fit) }
      case .crash(let crash): crashes[fit, default: []].append(crash)
      case .retry(let retry): withdraw(retry)
      }
    }
    // Only now, because a journal that is read later may say that the fit was to be done again.
    conflicts.removeAll { pair in min(pair.0.attempt, pair.1.attempt) <= floors[pair.0.fit] ?? 0 }
    if let (first, second, place) = conflicts.first, !toleratesConflicts {
      throw StudyError.damaged(
        place: place,
        message:
          "fit \(first.fit) differs from the one in \(first.worker).jsonl; fits are deterministic, so one of "
          + "the two is wrong: 'crossmodal retry \(directory.path) \(second.fit)' has it done again")
    }
    return withdrawals == 0 ? fresh : fresh.filter { records[$0] != nil }
  }

  private func withdraw(_ retry: RetryRecord) {
    floors[retry.fit] = max(floors[retry.fit] ?? 0, retry.after)
    if let known = records[retry.fit], known.attempt <= retry.after {
      put(nil, retry.fit)
      withdrawals += 1
    }
  }

  // Whether the fit had no result before.
  private func take(_ record: FitRecord, _ place: @autoclosure () -> String) -> Bool {
    if !floors.isEmpty, let floor = floors[record.fit], record.attempt <= floor { return false }
    guard let known = records[record.fit] else {
      put(record, record.fit)
      return true
    }
    if known.state == .failed || record.state == .failed {
      if record.isPreferred(to: known) { put(record, record.fit) }
    } else if !record.agrees(with: known) {
      if !(allowsMixedKernels && record.kernels != known.kernels) {
        conflicts.append((known, record, place()))
      }
      if record.isPreferred(to: known) { put(record, record.fit) }
    }
    return false
  }

  private func put(_ record: FitRecord?, _ fit: FitIdentifier) {
    let old: FitRecord?
    if let record {
      old = records.updateValue(record, forKey: fit)
    } else {
      old = records.removeValue(forKey: fit)
    }
    if let old {
      counts[old.state, default: 0] -= 1
      secondsComputed -= old.seconds
      unfinished.remove(fit)
    }
    if fit.isSearch {
      searchCounts[fit.cell] += (record == nil ? 0 : 1) - (old == nil ? 0 : 1)
      if !selections.isEmpty { selections[fit.cell] = nil }
    }
    guard let record else { return }
    counts[record.state, default: 0] += 1
    secondsComputed += record.seconds
    longestFit = max(longestFit, record.seconds)
    if record.started > latestStart { latestStart = record.started }
    if record.state != .finished { unfinished.insert(fit) }
  }

  /// Number of records of a state.
  func count(of state: FitRecord.State) -> Int { counts[state] ?? 0 }

  /// How often a worker died at a fit since it was last asked for.
  func crashes(of fit: FitIdentifier) -> [CrashRecord] {
    let floor = floors[fit] ?? 0
    return (crashes[fit] ?? []).filter { $0.attempt > floor }
  }

  /// The number of the next attempt at a fit, from 1.
  func nextAttempt(of fit: FitIdentifier) -> Int {
    let last = crashes(of: fit).map(\.attempt).max() ?? 0
    return max(last, floors[fit] ?? 0) + 1
  }

  /// Number of search fits of a cell that have a result.
  package func searchCount(cell: Int) -> Int { searchCounts[cell] }

  /// Whether every search fit of a cell has a result.
  package func searchIsComplete(cell: Int) -> Bool { searchCounts[cell] == plan.cells[cell].fits }

  /// The choice among a cell's settings by the results so far; final only when ``searchIsComplete(cell:)``. It is kept
  /// until a result of the cell comes or goes.
  package func selection(cell: Int) -> SettingSelection {
    if let known = selections[cell] { return known }
    let folds = plan.evaluation.folds
    let selection = SettingSelection(
      curves: plan.cells[cell].settings.indices.map { setting in
        (0..<folds).map { fold -> [Double]? in
          guard let record = records[.search(cell: cell, setting: setting, fold: fold)],
            record.state == .finished
          else { return nil }
          return record.heldOut.values
        }
      })
    selections[cell] = selection
    return selection
  }
}

extension JournalEntry {
  /// The fit that it is about.
  var fit: FitIdentifier {
    switch self {
    case .record(let record): record.fit
    case .crash(let crash): crash.fit
    case .retry(let retry): retry.fit
    }
  }
}

extension FitRecord {
  // Results before failures, then the later attempt, then by text: the same choice in whatever order records come.
  fileprivate func isPreferred(to other: FitRecord) -> Bool {
    let (failed, otherFailed) = (state == .failed, other.state == .failed)
    if failed != otherFailed { return otherFailed }
    if attempt != other.attempt { return attempt > other.attempt }
    return (kernels, reason ?? "", worker) < (other.kernels, other.reason ?? "", other.worker)
  }
}
