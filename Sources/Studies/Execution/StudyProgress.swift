import Foundation

/// How far a study is, and when it will be done.
package struct StudyProgress: Sendable, Codable, Equatable {
  /// Units that have a result.
  package var done: Int
  /// Units of the study.
  package var total: Int
  /// Units that diverged.
  package var diverged: Int
  /// Units given up.
  package var failed: Int
  /// Cost of the finished units over the cost of all, 0…1.
  package var share: Double
  /// Finished units per second while this command watched; nil before the first.
  package var rate: Double?
  /// Seconds to the end, from the cost of what is left; nil before the first finished unit.
  package var secondsLeft: Double?
}

/// Follows a study while it runs. Safe to ask from several threads: a lock guards the ledger and the sums.
package final class ProgressMeter<Kind: Experiment>: @unchecked Sendable {
  private let lock = NSLock()
  private let ledger: Ledger<Kind>
  private let work: WorkPlan
  // Of the units with names of their own.
  private let totalNamedCost: Double
  private let start = ContinuousClock.now
  private var doneAtStart = 0
  private var costAtStart = 0.0
  // Cost of the units with names of their own that have a result.
  private var namedCost = 0.0

  /// A meter that begins to count now.
  package init(_ ledger: Ledger<Kind>) {
    self.ledger = ledger
    work = ledger.experiment.work
    totalNamedCost = (0..<ledger.experiment.namedCount).reduce(0) { [work] in $0 + work.cost(of: $1) }
    namedCost = costOfNamed()
    (doneAtStart, costAtStart) = (ledger.totals.count, costs.done)
  }

  /// The cost of a unit of the plan.
  package func cost(_ unit: Int) -> Double { work.cost(of: unit) }

  /// Cost of the units that have no result.
  package var costLeft: Double {
    lock.lock()
    defer { lock.unlock() }
    let costs = costs
    return max(0, costs.total - costs.done)
  }

  // Cost of what has a result, and of all that is to be run by what is known.
  private var costs: (done: Double, total: Double) {
    var costs = (done: namedCost, total: totalNamedCost)
    for unit in ledger.dependentUnits {
      let cost = work.cost(of: unit)
      if ledger.has(unit) {
        costs.done += cost
        costs.total += cost
      } else if !ledger.isSettled(unit) {
        costs.total += cost
      }
    }
    return costs
  }

  private func costOfNamed() -> Double {
    (0..<ledger.experiment.namedCount).reduce(0) { ledger.has($1) ? $0 + work.cost(of: $1) : $0 }
  }

  /// Reads what is new and tells where the study stands.
  package func update() throws -> StudyProgress {
    lock.lock()
    defer { lock.unlock() }
    let withdrawals = ledger.withdrawals
    for unit in try ledger.refresh() { namedCost += work.cost(of: unit) }
    if ledger.withdrawals != withdrawals { namedCost = costOfNamed() }
    let (totals, costs) = (ledger.totals, costs)
    let (doneCost, totalCost) = costs
    let (done, total) = (totals.count, ledger.wantedCount)
    // Results may be taken back, and what they decided with them.
    (doneAtStart, costAtStart) = (min(doneAtStart, done), min(costAtStart, doneCost))
    let elapsed = start.duration(to: .now).seconds
    let gained = doneCost - costAtStart
    var progress = StudyProgress(
      done: done, total: total, diverged: totals.count(of: .diverged), failed: totals.count(of: .failed),
      // The sum of the costs of all units is not to the last bit the cost of all.
      share: done < total && totalCost > 0 ? min(1, doneCost / totalCost) : 1)
    if done > doneAtStart, elapsed > 0 {
      progress.rate = Double(done - doneAtStart) / elapsed
      progress.secondsLeft = done == total ? 0 : max(0, totalCost - doneCost) / (gained / elapsed)
    }
    return progress
  }
}
