import Dense
import Foundation

/// What a worker is told.
package struct WorkerOptions: Sendable {
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
  /// Whether SIGINT ends it, as of a worker that a person started; else whoever started it decides.
  package var endsOnInterrupt = false
  /// Told how often SIGINT has come, on a queue of its own.
  package var onInterrupt: @Sendable (Int) -> Void = { _ in }
  /// Seconds that a unit in progress has to end after SIGUSR1.
  package var grace = 60.0

  /// The defaults.
  package init() {}
}

/// Claims work of a study and runs it until there is nothing left to do.
///
/// Every launcher starts these and nothing else. A worker that dies loses its current unit, no more: what is finished
/// is in its journal, flushed to disk.
package final class Worker<Kind: Experiment> {
  /// Why a worker came to its end.
  package enum End: Sendable {
    /// Every unit of the study has a result.
    case complete
    /// It was asked to stop, or its time was up.
    case stopped
  }

  private let study: Study<Kind>
  private let runner: Kind.Runner
  private let claims: Claims
  private let ledger: Ledger<Kind>
  private let queue: WorkQueue<Kind>
  private let kernels: KernelChoice
  private let identity = ProcessIdentity.current
  private let request: StopRequest
  private var journal: JournalWriter?
  private var watch: StudyWatch<Kind>

  /// A worker for an existing study.
  package init(_ study: Study<Kind>, options: WorkerOptions = WorkerOptions()) throws {
    self.study = study
    watch = StudyWatch(study)
    let path = options.path ?? study.manifest.kernels.kernelPath
    kernels = KernelChoice(path: path)
    if !options.allowsMixedKernels { try study.check(kernels) }
    runner = try Kind.runner(study, path: path)
    runner.beginWork()
    claims = Claims(
      study.directory, staleAfter: options.staleAfter,
      watcher: options.parent.flatMap { ProcessIdentity(living: $0) })
    ledger = Ledger(
      study.directory, study.experiment, allowsMixedKernels: options.allowsMixedKernels)
    queue = WorkQueue(ledger)
    request = StopRequest(options)
  }

  /// Works until the study is complete or the worker is asked to stop.
  /// - Throws: ``StudyError`` also where the study is moved, deleted or replaced meanwhile; that is noticed within a unit.
  package func run() throws -> End {
    defer { claims.release() }
    var waiting: ContinuousClock.Instant?
    while true {
      try watch.look()
      try ledger.refresh()
      request.look()
      if request.beginsNothing { return .stopped }
      if let work = try queue.next(claim) {
        waiting = nil
        let finished = try run(work)
        claims.release()
        if !finished { return .stopped }
      } else if queue.isComplete {
        runner.endWork()
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

  private func claim(_ work: WorkUnit) throws -> Bool {
    guard try claims.claim(work) else { return false }
    // Its last holder may have finished it between our reading of the journals and the claim.
    try ledger.refresh()
    if queue.isDone(work) {
      claims.release()
      return false
    }
    return true
  }

  // False if the worker was stopped before the end of the work.
  private func run(_ work: WorkUnit) throws -> Bool {
    for (place, unit) in work.units.enumerated() {
      // A run of another configuration may cut the same work into other claims.
      if place > 0 { try ledger.refresh() }
      if ledger.has(unit) { continue }
      // What results no longer ask for is not done.
      guard let name = study.experiment.name(of: unit, in: ledger) else { continue }
      guard let record = try record(of: unit, name) else { return false }
      try append(record)
      runner.recorded(unit, ledger: ledger)
      request.look()
      if request.beginsNothing, place < work.units.count - 1 { return false }
    }
    return true
  }

  // A journal that is open goes with a study that is moved: what has just finished is not lost with the move.
  private func append(_ record: UnitRecord<Kind.Result>) throws {
    if journal == nil {
      try watch.look()
      journal = try JournalWriter(study.directory, worker: identity.journalName)
    }
    try journal?.append(.record(record))
  }

  // Nil if the unit was dropped: it is done again, from its start, on the next run.
  private func record(of unit: Int, _ name: String) throws -> UnitRecord<Kind.Result>? {
    let (began, clock) = (Date(), ContinuousClock.now)
    let attempt = ledger.nextAttempt(of: name)
    let request = request
    let outcome = try UnitWatch.run({ request.dropsUnit }) { shouldContinue in
      try runner.run(unit, ledger: ledger, shouldContinue: shouldContinue)
    }
    guard let outcome else { return nil }
    return UnitRecord(
      unit: name, outcome, attempt: attempt, kernels, identity, began: began,
      seconds: clock.duration(to: .now).seconds)
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
