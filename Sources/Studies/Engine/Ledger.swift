/// What is known of every unit of a study: the journals, brought together.
///
/// A unit that is in several records counts once. Units are deterministic, so two results of one unit must agree; if
/// they do not, that is an error which names both workers. A finished or diverged record stands above a failed one.
/// Nothing depends on the order in which journals are read. Records of units that the plan does not have, or that results
/// no longer ask for, stay in the journals and are not shown.
package final class Ledger<Kind: Experiment> {
  /// A record of this experiment.
  package typealias Record = UnitRecord<Kind.Result>

  /// The plan whose units are counted.
  package let experiment: Kind
  /// What the experiment sums up.
  package var summary: Kind.Summary
  private let reader: JournalReader<Kind.Result>
  private let directory: StudyDirectory
  // Records by unit, for those with names of their own.
  private var named: [Record?]
  // Which of them have one: a look at a record of any type costs ten times as much.
  private var isThere: [Bool]
  // Records by name, for those whose names hang on results: also those that results no longer ask for.
  private var dependent: [String: Record] = [:]
  // Names in journals that the plan does not have.
  private var strangers: Set<String> = []
  private let allowsMixedKernels: Bool
  private let toleratesConflicts: Bool
  // By unit, the attempt up to which nothing counts, because a person asked for the unit to be done again.
  private var floors: [String: Int] = [:]
  private var crashes: [String: [CrashRecord]] = [:]
  // Pairs of results of one unit that differ, with the place of the second.
  private var conflicts: [(Record, Record, place: String)] = []
  /// Sums over the records of units with names of their own.
  private(set) var sums = RecordSums()
  /// How often results were taken back since the ledger was made.
  private(set) var withdrawals = 0

  /// An empty ledger; ``refresh()`` fills it.
  /// - Parameters:
  ///   - allowsMixedKernels: whether records of different kernels are allowed to differ.
  ///   - toleratesConflicts: whether to go on where two results of a unit differ, for those who repair that.
  package init(
    _ directory: StudyDirectory, _ experiment: Kind, allowsMixedKernels: Bool = false,
    toleratesConflicts: Bool = false
  ) {
    (self.directory, self.experiment) = (directory, experiment)
    (self.allowsMixedKernels, self.toleratesConflicts) = (allowsMixedKernels, toleratesConflicts)
    summary = Kind.Summary(experiment)
    reader = JournalReader(directory)
    named = Array(repeating: nil, count: experiment.namedCount)
    isThere = Array(repeating: false, count: experiment.namedCount)
  }

  /// Bytes at the end of journals that are no whole line, by journal.
  package var torn: [String: Int] { reader.torn }

  /// Size of each journal when it was last read.
  package var journalSizes: [String: Int] { reader.sizes }

  /// The record of a unit; nil where it has no result, or where what it does is not decided yet.
  package func record(_ unit: Int) -> Record? { Kind.record(unit, in: self) }

  /// What ``record(_:)`` gives.
  func found(_ unit: Int) -> Record? {
    if unit < named.count { return named[unit] }
    return dependent.isEmpty ? nil : experiment.name(of: unit, in: self).flatMap { dependent[$0] }
  }

  /// Whether a unit has a record, see ``record(_:)``.
  package func has(_ unit: Int) -> Bool { unit < isThere.count ? isThere[unit] : record(unit) != nil }

  /// The result of a unit with a name of its own that has finished; without the rest of its record, which costs as much to
  /// hand on.
  func finished(_ unit: Int) -> Kind.Result? {
    named[unit]?.state == .finished ? named[unit]?.result : nil
  }

  /// The record under a name that hangs on results, whether or not results ask for it; nil without one.
  func dependent(named name: String) -> Record? { dependent[name] }

  /// Whether there is nothing left to do for a unit: it has a record, or results spare it.
  func isSettled(_ unit: Int) -> Bool { has(unit) || isSpared(unit) }

  /// Whether results have decided that a unit is not to be run.
  private func isSpared(_ unit: Int) -> Bool { unit >= named.count && experiment.isSpared(unit, in: self) }

  /// Units that are to be run by what is known: those of the plan without those that results spare.
  package var wantedCount: Int { experiment.unitCount - dependentUnits.count(where: isSpared) }

  /// Units whose names hang on results.
  var dependentUnits: Range<Int> { named.count..<experiment.unitCount }

  /// Number of results in the journals that are not shown: of an earlier configuration, or of a choice that is no longer
  /// the choice.
  package var hiddenCount: Int {
    strangers.count + dependent.count - dependentUnits.count { has($0) }
  }

  /// Takes in what the journals have gained.
  /// - Returns: the units with names of their own that have a result now and had none.
  @discardableResult package func refresh() throws -> [Int] { try Kind.refresh(self) }

  /// What ``refresh()`` does.
  func readNew() throws -> [Int] {
    var fresh: [Int] = []
    try reader.readNew { entry, place in
      switch entry {
      case .record(let record): if let unit = take(record, place()) { fresh.append(unit) }
      case .crash(let crash): crashes[crash.unit, default: []].append(crash)
      case .retry(let retry): withdraw(retry)
      }
    }
    // Only now, because a journal that is read later may say that the unit was to be done again.
    conflicts.removeAll { pair in min(pair.0.attempt, pair.1.attempt) <= floors[pair.0.unit] ?? 0 }
    if let (first, second, place) = conflicts.first, !toleratesConflicts {
      throw StudyError.damaged(
        place: place,
        message:
          "unit \(first.unit) differs from the one in \(first.worker).jsonl; units are deterministic, so one of "
          + "the two is wrong: 'crossmodal retry \(directory.path) \(second.unit)' has it done again")
    }
    return withdrawals == 0 ? fresh : fresh.filter { named[$0] != nil }
  }

  private func withdraw(_ retry: RetryRecord) {
    floors[retry.unit] = max(floors[retry.unit] ?? 0, retry.after)
    guard let unit = experiment.unit(named: retry.unit) else { return }
    let known = unit < named.count ? named[unit] : dependent[retry.unit]
    if let known, known.attempt <= retry.after {
      put(nil, retry.unit, unit)
      withdrawals += 1
    }
  }

  // The unit, if it has a name of its own and had no result before.
  private func take(_ record: Record, _ place: @autoclosure () -> String) -> Int? {
    if !floors.isEmpty, let floor = floors[record.unit], record.attempt <= floor { return nil }
    guard let unit = experiment.unit(named: record.unit) else {
      strangers.insert(record.unit)
      return nil
    }
    let isNamed = unit < named.count
    guard let known = isNamed ? named[unit] : dependent[record.unit] else {
      put(record, record.unit, unit)
      return isNamed ? unit : nil
    }
    if known.state == .failed || record.state == .failed {
      if record.isPreferred(to: known) { put(record, record.unit, unit) }
    } else if !record.agrees(with: known) {
      if !(allowsMixedKernels && record.kernels != known.kernels) {
        conflicts.append((known, record, place()))
      }
      if record.isPreferred(to: known) { put(record, record.unit, unit) }
    }
    return nil
  }

  private func put(_ record: Record?, _ name: String, _ unit: Int) {
    guard unit < named.count else {
      dependent[name] = record
      summary.dependentChanged(unit)
      return
    }
    let old = named[unit]
    named[unit] = record
    isThere[unit] = record != nil
    sums.replace(old, by: record)
    summary.changed(unit, had: old != nil, has: record != nil)
  }

  /// The attempt that the result of a name comes from; 0 without one. Counts also what results no longer ask for.
  func attempt(of name: String) -> Int {
    guard let unit = experiment.unit(named: name) else { return 0 }
    return (unit < named.count ? named[unit] : dependent[name])?.attempt ?? 0
  }

  /// How often a worker died at a unit since it was last asked for.
  func crashes(of name: String) -> [CrashRecord] {
    let floor = floors[name] ?? 0
    return (crashes[name] ?? []).filter { $0.attempt > floor }
  }

  /// The number of the next attempt at a unit, from 1.
  func nextAttempt(of name: String) -> Int {
    let last = crashes(of: name).map(\.attempt).max() ?? 0
    return max(last, floors[name] ?? 0) + 1
  }
}
