import Foundation

/// How far a study is, and when it will be done.
package struct StudyProgress: Sendable, Codable, Equatable {
  /// Fits that have a result.
  package var done: Int
  /// Fits of the study, search and final.
  package var total: Int
  /// Fits that diverged.
  package var diverged: Int
  /// Fits given up.
  package var failed: Int
  /// Cost of the finished fits over the cost of all, 0…1.
  package var share: Double
  /// Finished fits per second while this command watched; nil before the first.
  package var rate: Double?
  /// Seconds to the end, from the cost of what is left; nil before the first finished fit.
  package var secondsLeft: Double?
}

/// Follows a study while it runs. Safe to ask from several threads: a lock guards the ledger and the sums.
package final class ProgressMeter: @unchecked Sendable {
  private let lock = NSLock()
  private let ledger: Ledger
  private let units: WorkUnits
  private let totalCost: Double
  private let total: Int
  private let start = ContinuousClock.now
  private var doneAtStart = 0
  private var costAtStart = 0.0
  private var doneCost = 0.0
  private var seen = 0

  /// A meter that begins to count now.
  package init(_ study: Study, ledger: Ledger) {
    self.ledger = ledger
    units = WorkUnits(study)
    totalCost = (units.search + units.final.joined()).reduce(0) { $0 + $1.cost }
    total = study.plan.fits + study.plan.finalFits
    doneCost = ledger.records.keys.reduce(0) { $0 + units.cost(of: $1) }
    (doneAtStart, costAtStart) = (ledger.records.count, doneCost)
  }

  /// The cost of a fit of the plan.
  package func cost(_ fit: FitIdentifier) -> Double { units.cost(of: fit) }

  /// Cost of the fits that have no result.
  package var costLeft: Double {
    lock.lock()
    defer { lock.unlock() }
    return max(0, totalCost - doneCost)
  }

  /// Reads what is new and tells where the study stands.
  package func update() throws -> StudyProgress {
    lock.lock()
    defer { lock.unlock() }
    let withdrawals = ledger.withdrawals
    for fit in try ledger.refresh() { doneCost += units.cost(of: fit) }
    if ledger.withdrawals != withdrawals {
      doneCost = ledger.records.keys.reduce(0) { $0 + units.cost(of: $1) }
      (doneAtStart, costAtStart) = (min(doneAtStart, ledger.records.count), min(costAtStart, doneCost))
    }
    let done = ledger.records.count
    let elapsed = start.duration(to: .now).seconds
    let gained = doneCost - costAtStart
    var progress = StudyProgress(
      done: done, total: total,
      diverged: ledger.count(of: .diverged),
      failed: ledger.count(of: .failed),
      // The sum of the costs of all fits is not to the last bit the sum of the units.
      share: done < total && totalCost > 0 ? doneCost / totalCost : 1)
    if done > doneAtStart, elapsed > 0 {
      progress.rate = Double(done - doneAtStart) / elapsed
      progress.secondsLeft = done == total ? 0 : max(0, totalCost - doneCost) / (gained / elapsed)
    }
    return progress
  }
}
