import Foundation

/// Notes which units workers died at, and gives up those at which too many did; then frees what they held.
///
/// The claim of a dead worker names its work; the unit in progress was the first of it without a result. One lock guards
/// everything.
final class CrashBook<Kind: Experiment>: @unchecked Sendable {
  private let study: Study<Kind>
  private let maxAttempts: Int
  private let lock = NSLock()
  private var ledger: Ledger<Kind>?
  // By the file name of its claim.
  private var work: [String: WorkUnit] = [:]
  private var journal: JournalWriter?
  // Results when they were last asked for.
  private var results = 0

  init(_ study: Study<Kind>, maxAttempts: Int) { (self.study, self.maxAttempts) = (study, maxAttempts) }

  /// A worker that this process watched died; returns whether it had come to a unit.
  func note(_ worker: pid_t, _ reason: String) throws -> Bool {
    lock.lock()
    defer { lock.unlock() }
    let ledger = try openLedger()
    try ledger.refresh()
    let (claims, journals) = (study.directory.claims, study.directory.journals)
    let journal = ProcessIdentity.journalPrefix(process: worker)
    var cameToAUnit = try FileManager.default.contentsOfDirectory(atPath: journals).contains {
      $0.hasPrefix(journal)
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: claims).sorted() {
      let path = claims + "/" + name
      // By now the number may be that of another process, but that one lives.
      guard let claimed = work[name], let holder = ClaimFile(path)?.holder, holder.watcher == .current,
        holder.process.process == worker, holder.process.isAlive == false
      else { continue }
      if let unit = claimed.units.first(where: { !ledger.has($0) }),
        let name = study.experiment.name(of: unit, in: ledger)
      {
        cameToAUnit = true
        try blame(name, holder.process, reason, ledger)
      }
      // Only now may another worker take the work: it must know of this death.
      unlink(path)
    }
    return cameToAUnit
  }

  /// Whether any results came since this was last asked: all that can be known of workers that a command started, which
  /// may be on other machines.
  func hasGained() throws -> Bool {
    lock.lock()
    defer { lock.unlock() }
    let ledger = try openLedger()
    try ledger.refresh()
    defer { results = ledger.totals.count }
    return ledger.totals.count > results
  }

  private func blame(
    _ unit: String, _ worker: ProcessIdentity, _ reason: String, _ ledger: Ledger<Kind>
  ) throws {
    let journal =
      try self.journal ?? JournalWriter(study.directory, worker: ProcessIdentity.current.journalName)
    self.journal = journal
    let attempt = ledger.nextAttempt(of: unit)
    try journal.append(
      JournalEntry<Kind.Result>.crash(
        CrashRecord(unit: unit, attempt: attempt, reason: reason, worker: worker.journalName)))
    let deaths = ledger.crashes(of: unit).count + 1
    guard deaths >= maxAttempts else { return }
    let outcome = UnitOutcome<Kind.Result>(
      .failed, reason: "given up after \(deaths) attempts; the last worker \(reason)")
    try journal.append(
      .record(
        UnitRecord(
          unit: unit, outcome, attempt: attempt, study.manifest.kernels, .current, began: Date(), seconds: 0))
    )
  }

  private func openLedger() throws -> Ledger<Kind> {
    if let ledger { return ledger }
    let made = try study.ledger(allowsMixedKernels: true)
    for claimed in study.experiment.work.all { work[ClaimName.file(claimed.name)] = claimed }
    ledger = made
    return made
  }
}
