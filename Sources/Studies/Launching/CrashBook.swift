import Foundation

/// Notes which fits workers died at, and gives up those at which too many did; then frees what they held.
///
/// The claim of a dead worker names its unit; the fit in progress was the unit's first without a result. One lock guards
/// everything.
final class CrashBook: @unchecked Sendable {
  private let study: Study
  private let maxAttempts: Int
  private let lock = NSLock()
  private var ledger: Ledger?
  private var units: [String: WorkUnit] = [:]
  private var journal: JournalWriter?

  init(_ study: Study, maxAttempts: Int) { (self.study, self.maxAttempts) = (study, maxAttempts) }

  /// A worker that this process watched died; returns whether it had come to a fit.
  func note(_ worker: pid_t, _ reason: String) throws -> Bool {
    lock.lock()
    defer { lock.unlock() }
    let ledger = try openLedger()
    try ledger.refresh()
    let (claims, journals) = (study.directory.claims, study.directory.journals)
    let journal = ProcessIdentity.journalPrefix(process: worker)
    var cameToAFit = try FileManager.default.contentsOfDirectory(atPath: journals).contains {
      $0.hasPrefix(journal)
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: claims).sorted() {
      let path = claims + "/" + name
      // By now the number may be that of another process, but that one lives.
      guard let unit = units[name], let holder = ClaimFile(path)?.holder, holder.watcher == .current,
        holder.process.process == worker, holder.process.isAlive == false
      else { continue }
      if let fit = unit.fits.first(where: { ledger.records[$0] == nil }) {
        cameToAFit = true
        try blame(fit, holder.process, reason, ledger)
      }
      // Only now may another worker take the unit: it must know of this death.
      unlink(path)
    }
    return cameToAFit
  }

  private func blame(_ fit: FitIdentifier, _ worker: ProcessIdentity, _ reason: String, _ ledger: Ledger)
    throws
  {
    let journal =
      try self.journal ?? JournalWriter(study.directory, worker: ProcessIdentity.current.journalName)
    self.journal = journal
    let attempt = ledger.nextAttempt(of: fit)
    try journal.append(
      .crash(CrashRecord(fit: fit, attempt: attempt, reason: reason, worker: worker.journalName)))
    let deaths = ledger.crashes(of: fit).count + 1
    guard deaths >= maxAttempts else { return }
    let task = FitTask(fit, study: study, ledger: ledger)
    try journal.append(
      .record(
        .failed(
          fit, setting: task?.setting ?? 0, epochs: task?.epochs ?? 0,
          reason: "given up after \(deaths) attempts; the last worker \(reason)", attempt: attempt,
          study.manifest.kernels, .current, began: Date())))
  }

  private func openLedger() throws -> Ledger {
    if let ledger { return ledger }
    let made = try study.ledger(allowsMixedKernels: true)
    let units = WorkUnits(study)
    for unit in units.search + units.final.flatMap({ $0 }) { self.units[unit.name] = unit }
    ledger = made
    return made
  }
}
