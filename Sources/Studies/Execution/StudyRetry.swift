import Messages

/// Has units done again.
package struct StudyRetry<Kind: Experiment> {
  private let study: Study<Kind>

  /// For a study.
  package init(_ study: Study<Kind>) { self.study = study }

  /// Takes the results of units back, so that the next run does them again: those that are named, or all that failed.
  /// What results decide follows by itself: a choice that changes asks for other units.
  /// - Returns: the names in the order of the plan.
  /// - Throws: ``StudyError/unknownUnit(study:name:example:)`` for a unit that the plan does not have.
  package func withdraw(_ names: [String] = []) throws -> [String] {
    // Where two results differ, this is how a person gets out of it.
    let ledger = try study.ledger(allowsMixedKernels: true, toleratesConflicts: true)
    var units = try names.map { (unit: try unit($0), name: $0) }
    if names.isEmpty {
      for unit in ledger.unfinished {
        guard let record = ledger.record(unit), record.state == .failed else { continue }
        units.append((unit, record.unit))
      }
    }
    guard !units.isEmpty else { return [] }
    let journal = try JournalWriter(study.directory, worker: ProcessIdentity.current.journalName)
    var seen: Set<String> = []
    let ordered = units.sorted { ($0.unit, $0.name) < ($1.unit, $1.name) }.map(\.name)
      .filter { seen.insert($0).inserted }
    for name in ordered {
      // An attempt that is in progress at this moment does not count either.
      let last = max(ledger.attempt(of: name), ledger.nextAttempt(of: name))
      try journal.append(JournalEntry<Kind.Result>.retry(RetryRecord(unit: name, after: last)))
    }
    return ordered
  }

  private func unit(_ name: String) throws -> Int {
    guard let unit = study.experiment.unit(named: name) else {
      throw StudyError.unknownUnit(
        study: study.directory.path, name: name.quotedForMessage.escapingControlCharacters,
        example: Kind.exampleName)
    }
    return unit
  }
}
