import CrossModal
import Dense
import Foundation

/// Claims units of a study and runs their fits until there is nothing left to do.
///
/// Every launcher starts these and nothing else. A worker that dies loses its current fit, no more: what is finished
/// stands in its journal, flushed to disk.
package final class Worker {
  /// What a worker is told.
  package struct Options: Sendable {
    /// Seconds without a sign of life after which a claim from another host is free.
    package var staleAfter = 600.0
    /// Goes on although this process's kernels are not the study's.
    package var allowsMixedKernels = false
    /// The layers' path; nil takes the study's.
    package var path: KernelPath?
    /// Stops when this process is no longer the parent; nil looks at none.
    package var parent: Int32?
    /// Stops after this many seconds.
    package var timeLimit: Double?
    /// Seconds that a fit in progress has to end after SIGUSR1.
    package var grace = 60.0

    /// The defaults.
    package init() {}
  }

  /// Why a worker came to its end.
  package enum End: Sendable {
    /// Every fit of the study has a result.
    case complete
    /// It was asked to stop, or its time was up.
    case stopped
  }

  private let study: Study
  private let runner: FitRunner
  private let claims: Claims
  private let ledger: Ledger
  private let queue: WorkQueue
  private let kernels: KernelChoice
  private let identity = ProcessIdentity.current
  private var request: StopRequest
  private var journal: JournalWriter?

  /// A worker for an existing study.
  package init(_ study: Study, options: Options = Options()) throws {
    self.study = study
    let path = options.path ?? study.manifest.kernels.kernelPath
    kernels = KernelChoice(path: path)
    if !options.allowsMixedKernels { try study.check(kernels) }
    runner = FitRunner(study, data: try StudyData(study), path: path)
    claims = Claims(
      study.directory, staleAfter: options.staleAfter,
      watcher: options.parent.flatMap { ProcessIdentity(living: $0) })
    ledger = Ledger(study.directory, plan: study.plan, allowsMixedKernels: options.allowsMixedKernels)
    queue = WorkQueue(study, ledger: ledger)
    request = StopRequest(options)
  }

  /// Works until the study is complete or the worker is asked to stop.
  package func run() throws -> End {
    defer { claims.release() }
    var waiting: ContinuousClock.Instant?
    while true {
      try ledger.refresh()
      request.look()
      if request.beginsNothing { return .stopped }
      if let unit = try queue.next(claim) {
        waiting = nil
        let finished = try work(unit)
        claims.release()
        if !finished { return .stopped }
      } else if queue.isComplete {
        return .complete
      } else {
        // Others hold what is left: look for their results, ever more patiently, but never a tenth too late.
        let since = waiting ?? .now
        waiting = since
        let waited = since.duration(to: .now).seconds
        Thread.sleep(forTimeInterval: min(0.5, max(0.005, waited / 10)))
      }
    }
  }

  private func claim(_ unit: WorkUnit) throws -> Bool {
    guard try claims.claim(unit) else { return false }
    // Its last holder may have finished it between our reading of the journals and the claim.
    try ledger.refresh()
    if queue.isDone(unit) {
      claims.release()
      return false
    }
    return true
  }

  // False if the worker was stopped before the end of the unit.
  private func work(_ unit: WorkUnit) throws -> Bool {
    for (place, fit) in unit.fits.enumerated() where ledger.records[fit] == nil {
      guard let record = try record(of: fit) else { return false }
      let journal = try self.journal ?? JournalWriter(study.directory, worker: identity.journalName)
      self.journal = journal
      try journal.append(.record(record))
      request.look()
      if request.beginsNothing, place < unit.fits.count - 1 { return false }
    }
    return true
  }

  // Nil if the fit was dropped: it is done again, from its first epoch, on the next run.
  private func record(of fit: FitIdentifier) throws -> FitRecord? {
    let (began, clock) = (Date(), ContinuousClock.now)
    guard let task = FitTask(fit, study: study, ledger: ledger) else {
      return FitRecord.withoutChoice(
        fit, attempt: ledger.nextAttempt(of: fit), kernels, identity, began: began)
    }
    let attempt = ledger.nextAttempt(of: fit)
    let outcome = try runner.run(task) {
      request.look()
      return !request.dropsFit
    }
    guard let outcome else { return nil }
    return FitRecord(
      task, outcome, attempt: attempt, kernels, identity, began: began,
      seconds: clock.duration(to: .now).seconds)
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
