import CrossModal
import Dense

/// Checks a study from end to end: checksums, counts against the plan, choices, and a sample of fits trained again.
package struct StudyVerification {
  /// What was found in a study that is right as far as it goes.
  package struct Outcome: Codable, Sendable {
    /// Fits with a result.
    package var fits: Int
    /// Fits that the plan has and that have no result yet.
    package var missing: Int
    /// Fits that were trained again and gave the same bits.
    package var trainedAgain: [FitIdentifier]
    /// Journals that end in a torn line, which is ignored.
    package var tornJournals: [String]
  }

  private let study: Study
  private let ledger: Ledger
  private let runner: FitRunner
  private let kernels: KernelChoice

  /// Opens everything; what is damaged is an error that names it: manifest, configuration, data files, journals, results
  /// that differ. Fits can only be trained again with the kernels that the study was made with.
  package init(_ study: Study) throws {
    self.study = study
    kernels = KernelChoice(path: study.manifest.kernels.kernelPath)
    try study.check(kernels)
    runner = FitRunner(study, data: try StudyData(study), path: kernels.kernelPath)
    ledger = try study.ledger(allowsMixedKernels: true)
  }

  /// Goes through all cells; trains `sample` fits of each again. `onFit` is told each fit before it is trained.
  package func run(sample: Int, onFit: (FitIdentifier) -> Void) throws -> Outcome {
    var again: [FitIdentifier] = []
    for cell in study.plan.cells.indices {
      try checkChoice(cell)
      let fits = study.plan.searchFits(ofCell: cell) + study.plan.finalFits(ofCell: cell)
      let known = fits.filter { ledger.records[$0].map { $0.kernels == kernels.description } ?? false }
        .filter { ledger.records[$0]?.state != .failed }
      // Keyed, so that two verifications take the same sample.
      var stream = RandomStream(StreamKey(seed: study.configuration.seed).adding("verification").adding(cell))
      for place in stream.permutation(known.count).prefix(sample) {
        onFit(known[place])
        try trainAgain(known[place])
        again.append(known[place])
      }
    }
    let count = study.plan.fits + study.plan.finalFits
    return Outcome(
      fits: ledger.records.count, missing: count - ledger.records.count, trainedAgain: again,
      tornJournals: ledger.torn.keys.sorted())
  }

  // Final fits must have been made with what the search chose.
  private func checkChoice(_ cell: Int) throws {
    let finals = study.plan.finalFits(ofCell: cell).compactMap { ledger.records[$0] }
      .filter { $0.state != .failed }
    guard !finals.isEmpty else { return }
    let choice = ledger.searchIsComplete(cell: cell) ? ledger.selection(cell: cell).best : nil
    for record in finals where record.setting != choice?.setting || record.epochs != choice?.epoch {
      throw StudyError.damaged(
        place: "\(study.directory.journals)/\(record.worker).jsonl",
        message: "fit \(record.fit) was made with setting \(record.setting) and \(record.epochs) epochs, but "
          + (choice.map { "the search chose setting \($0.setting) and \($0.epoch) epochs" }
            ?? "the search of its cell is not complete"))
    }
  }

  private func trainAgain(_ fit: FitIdentifier) throws {
    guard let known = ledger.records[fit] else { return }
    let task = FitTask(of: known)
    guard let outcome = try runner.run(task, shouldContinue: { true }) else { return }
    var record = FitRecord(
      task, outcome, attempt: known.attempt, kernels, ProcessIdentity.current, began: .now, seconds: 0)
    record.kernels = known.kernels
    guard record.agrees(with: known) else {
      throw StudyError.damaged(
        place: "\(study.directory.journals)/\(known.worker).jsonl",
        message:
          "fit \(fit), trained again, gave other bits; 'crossmodal retry \(study.directory.path) \(fit)' has it "
          + "done again")
    }
  }
}
