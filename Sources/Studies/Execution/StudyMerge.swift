import Foundation
import VectorFiles

/// Brings studies of one configuration together that were run on machines that share nothing.
///
/// Axes may differ, as where each machine had some of the learning rates: the new study follows the first configuration, and
/// results that its plan does not have count as soon as it grows by them. Results are taken, each once: of a unit that failed in one study and finished in another the latter, of units that failed
/// everywhere the last attempt. What a person took back in a study does not count, and how often workers died is not carried
/// over. The studies themselves stay as they are. Merging is possible while they run: what comes later is not in the new one.
package struct StudyMerge<Kind: Experiment> {
  /// What came together.
  package struct Outcome: Equatable, Sendable {
    /// Units that have a result in the new study.
    package var done: Int
    /// Units of the plan.
    package var total: Int
    /// Results of each study, in their order.
    package var results: [Int]
    /// Results that more than one study had.
    package var shared: Int
    /// Results that the plan of the first study does not have.
    package var hidden: Int
  }

  private typealias Record = UnitRecord<Kind.Result>
  private let studies: [Study<Kind>]

  /// Several studies, of which the first gives the configuration.
  /// - Throws: ``StudyError/otherConfiguration(study:difference:)`` where a study has another configuration, seed or data than
  ///   the first, ``StudyError/otherKernel(study:found:expected:)`` where its results have other bits.
  package init(_ studies: [Study<Kind>]) throws {
    precondition(!studies.isEmpty, "a merge of no studies")
    self.studies = studies
    for study in studies.dropFirst() { try Self.check(study, studies[0]) }
  }

  private static func check(_ study: Study<Kind>, _ first: Study<Kind>) throws {
    func refuse(_ difference: String) -> StudyError {
      .unlike(study: study.directory.path, first: first.directory.path, difference: difference)
    }
    if let conflict = study.configuration.firstConflict(with: first.configuration) {
      throw refuse(conflict.description)
    }
    let (parts, others) = (first.content.parts, study.content.parts)
    for name in others.keys.sorted() where parts[name] != others[name] {
      throw refuse(parts[name] == nil ? "only it has a \(name)" : "its \(name) is another")
    }
    guard study.manifest.kernels == first.manifest.kernels else {
      throw refuse(
        "it was computed with \(study.manifest.kernels), the other with \(first.manifest.kernels), whose bits differ"
      )
    }
  }

  /// Writes the study that has all results to a new or empty directory; its manifest comes last, so that a merge that is cut
  /// short leaves no study.
  /// - Throws: ``StudyError/damaged(place:message:)`` where two studies have different results of one unit,
  ///   ``StudyError/foreignDirectory(path:found:)`` where something is at `path`.
  package func write(to path: String) throws -> Outcome {
    let (records, results, shared) = try merged()
    let directory = StudyDirectory(path)
    guard !FileManager.default.fileExists(atPath: directory.manifest) else {
      throw StudyError.occupied(path: path)
    }
    try StudyDirectory.requireOwn(path)
    try directory.create()
    let lock = try DirectoryLock(path)
    defer { lock.release() }
    try copyData(to: directory)
    for (worker, own) in Dictionary(grouping: records, by: \.worker) {
      let name = worker.isEmpty || worker.contains("/") || worker.hasPrefix(".") ? "merged" : worker
      try AtomicFile.write(directory.journals + "/\(name).jsonl") { file in
        for record in own.sorted(by: { $0.unit < $1.unit }) {
          try file.write(JournalLine.bytes(of: JournalEntry<Kind.Result>.record(record)))
        }
      }
    }
    let first = studies[0]
    try AtomicFile.write(text: first.configuration.resolvedYAML, to: directory.configuration)
    try first.manifest.write(directory)
    let study = try Study<Kind>(opening: path)
    let ledger = try study.ledger(allowsMixedKernels: true)
    return Outcome(
      done: ledger.totals.count, total: ledger.wantedCount, results: results, shared: shared,
      hidden: ledger.hiddenCount)
  }

  // All results that count, each once, with how many each study has and how many several have.
  private func merged() throws -> (records: [Record], results: [Int], shared: Int) {
    var known: [String: (record: Record, study: Int)] = [:]
    var results: [Int] = []
    var shared: Set<String> = []
    for (place, study) in studies.enumerated() {
      let own = try records(study)
      results.append(own.count)
      for (unit, record) in own {
        guard let (other, from) = known[unit] else {
          known[unit] = (record, place)
          continue
        }
        shared.insert(unit)
        let isContradiction =
          other.state != .failed && record.state != .failed && other.kernels == record.kernels
          && !record.agrees(with: other)
        if isContradiction {
          throw StudyError.damaged(
            place: "\(study.directory.journals)/\(record.worker).jsonl",
            message:
              "unit \(unit) differs from the one in \(studies[from].directory.path); units are deterministic, so one of "
              + "the two is wrong: 'crossmodal verify' finds which, 'crossmodal retry' has it done again")
        }
        if record.isPreferred(to: other) { known[unit] = (record, place) }
      }
    }
    return (known.values.map(\.record), results, shared.count)
  }

  // What counts in one study, with what its plan does not show.
  private func records(_ study: Study<Kind>) throws -> [String: Record] {
    // Finds results that contradict each other inside the study.
    _ = try study.ledger(allowsMixedKernels: true)
    var floors: [String: Int] = [:]
    var found: [Record] = []
    try JournalReader<Kind.Result>(study.directory).readNew { entry, _ in
      switch entry {
      case .record(let record): found.append(record)
      case .retry(let retry): floors[retry.unit] = max(floors[retry.unit] ?? 0, retry.after)
      case .crash: break
      }
    }
    var counted: [String: Record] = [:]
    for record in found where record.attempt > floors[record.unit] ?? 0 {
      if counted[record.unit].map({ record.isPreferred(to: $0) }) ?? true { counted[record.unit] = record }
    }
    return counted
  }

  private func copyData(to directory: StudyDirectory) throws {
    let source = studies[0].directory.data
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: source) } catch {
      throw StudyError.file(path: source, reason: systemReason(error, otherwise: "cannot read the directory"))
    }
    for name in names.sorted() {
      let target = directory.data + "/" + name
      // Of a merge that was cut short.
      unlink(target)
      do { try FileManager.default.copyItem(atPath: source + "/" + name, toPath: target) } catch {
        throw StudyError.file(path: target, reason: systemReason(error, otherwise: "cannot be written"))
      }
    }
  }
}
