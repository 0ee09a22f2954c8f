import Dense
import Foundation

/// What was found in a study that is right as far as it goes.
package struct VerificationOutcome: Codable, Sendable {
  /// Units with a result.
  package var done: Int
  /// Units that are to be run and that have no result yet.
  package var missing: Int
  /// Units that were run again and gave the same bits.
  package var repeated: [String]
  /// Results of an earlier configuration or choice, which are kept and not shown.
  package var hidden: Int
  /// Journals that end in a torn line, which is ignored.
  package var tornJournals: [String]
}

/// Checks a study from end to end: checksums, counts against the plan, and a sample of units run again.
package struct StudyVerification<Kind: Experiment> {
  private let study: Study<Kind>
  private let ledger: Ledger<Kind>
  private let runner: Kind.Runner
  private let kernels: KernelChoice

  /// Opens everything; what is damaged is an error that names it: manifest, configuration, data files, journals, results
  /// that differ. Units can only be run again with the kernels that the study was made with.
  package init(_ study: Study<Kind>) throws {
    self.study = study
    kernels = KernelChoice(path: study.manifest.kernels.kernelPath)
    try study.check(kernels)
    runner = try Kind.runner(study, path: kernels.kernelPath)
    ledger = try study.ledger(allowsMixedKernels: true)
  }

  /// Goes through all groups of units; runs `sample` of each again. `onUnit` is told the name of each before it is run.
  package func run(sample: Int, onUnit: (String) -> Void) throws -> VerificationOutcome {
    var again: [String] = []
    for (place, group) in study.experiment.groups.enumerated() {
      let known = group.filter { unit in
        ledger.record(unit).map { $0.kernels == kernels.description && $0.state != .failed } ?? false
      }
      // Keyed, so that two verifications take the same sample.
      var stream = RandomStream(
        StreamKey(seed: study.configuration.seed).adding("verification").adding(place))
      for index in stream.permutation(known.count).prefix(sample) {
        guard let record = ledger.record(known[index]) else { continue }
        onUnit(record.unit)
        try runAgain(known[index], record)
        again.append(record.unit)
      }
    }
    let done = ledger.totals.count
    return VerificationOutcome(
      done: done, missing: ledger.wantedCount - done, repeated: again, hidden: ledger.hiddenCount,
      tornJournals: ledger.torn.keys.sorted())
  }

  private func runAgain(_ unit: Int, _ known: UnitRecord<Kind.Result>) throws {
    guard let outcome = try runner.run(unit, ledger: ledger, shouldContinue: { true }) else { return }
    let record = UnitRecord(
      unit: known.unit, outcome, attempt: known.attempt, kernels, ProcessIdentity.current, began: .now,
      seconds: 0)
    guard record.agrees(with: known) else {
      throw StudyError.damaged(
        place: "\(study.directory.journals)/\(known.worker).jsonl",
        message:
          "unit \(known.unit), run again, gave other bits; 'crossmodal retry \(study.directory.path) "
          + "\(known.unit)' has it done again")
    }
  }
}
