/// Sums over the records of a study: a look at a hundred thousand of them takes a while.
package struct RecordSums: Sendable {
  private var counts = (finished: 0, diverged: 0, failed: 0)
  /// Seconds of computing in all records.
  package private(set) var seconds = 0.0
  /// The longest time that a unit took, in seconds; not taken back with its record.
  package private(set) var longest = 0.0
  /// The latest start of a unit, as it is written; empty before the first. Not taken back with its record.
  package private(set) var latestStart = ""

  /// Number of records of a state.
  package func count(of state: UnitState) -> Int {
    switch state {
    case .finished: counts.finished
    case .diverged: counts.diverged
    case .failed: counts.failed
    }
  }

  /// Number of records.
  package var count: Int { counts.finished + counts.diverged + counts.failed }

  private mutating func add(_ number: Int, to state: UnitState) {
    switch state {
    case .finished: counts.finished += number
    case .diverged: counts.diverged += number
    case .failed: counts.failed += number
    }
  }

  /// A record takes the place of another, or comes, or goes.
  mutating func replace<Result>(_ old: UnitRecord<Result>?, by record: UnitRecord<Result>?) {
    if let old {
      add(-1, to: old.state)
      seconds -= old.seconds
    }
    guard let record else { return }
    add(1, to: record.state)
    seconds += record.seconds
    longest = max(longest, record.seconds)
    if record.started > latestStart { latestStart = record.started }
  }
}

extension Ledger {
  /// Sums over all records that count now.
  package var totals: RecordSums {
    var sums = self.sums
    for unit in dependentUnits { sums.replace(nil, by: record(unit)) }
    return sums
  }

  /// Calls `body` with every unit that has a record, in the order of the plan.
  package func forEachRecord(_ body: (_ unit: Int, Record) throws -> Void) rethrows {
    for unit in 0..<experiment.unitCount {
      if let record = record(unit) { try body(unit, record) }
    }
  }

  /// Units that diverged or failed, in the order of the plan.
  package var unfinished: [Int] {
    let totals = totals
    guard totals.count(of: .diverged) + totals.count(of: .failed) > 0 else { return [] }
    return (0..<experiment.unitCount).filter { record($0).map { $0.state != .finished } ?? false }
  }
}
