import Messages

/// Has fits done again.
package struct StudyRetry {
  private let study: Study

  /// For a study.
  package init(_ study: Study) { self.study = study }

  /// Takes the results of fits back, so that the next run does them again: those that are named, or all that failed.
  /// With a search fit go the final fits of its cell, whose setting may now be another one.
  /// - Returns: the fits in the order of the plan, final fits included.
  /// - Throws: a usage error in ``StudyError/data(message:)`` for a fit that the plan does not have.
  package func withdraw(_ names: [String] = []) throws -> [FitIdentifier] {
    // Where two results differ, this is how a person gets out of it.
    let ledger = Ledger(study.directory, plan: study.plan, allowsMixedKernels: true, toleratesConflicts: true)
    try ledger.refresh()
    var fits = Set(try names.map { try fit($0) })
    if names.isEmpty {
      // A final fit for which there was nothing to choose comes back with its cell's search.
      fits = Set(ledger.records.values.filter { $0.state == .failed }.map(\.fit))
    }
    for cell in Set(fits.filter(\.isSearch).map(\.cell)) {
      fits.formUnion(study.plan.finalFits(ofCell: cell))
    }
    guard !fits.isEmpty else { return [] }
    let journal = try JournalWriter(study.directory, worker: ProcessIdentity.current.journalName)
    let ordered = fits.sorted()
    for fit in ordered {
      // An attempt that is in progress at this moment does not count either.
      let last = max(ledger.records[fit]?.attempt ?? 0, ledger.nextAttempt(of: fit))
      try journal.append(.retry(RetryRecord(fit: fit, after: last)))
    }
    return ordered
  }

  private func fit(_ name: String) throws -> FitIdentifier {
    guard let fit = FitIdentifier(name), study.plan.contains(fit) else {
      throw StudyError.unknownFit(
        study: study.directory.path, name: name.quotedForMessage.escapingControlCharacters)
    }
    return fit
  }
}
