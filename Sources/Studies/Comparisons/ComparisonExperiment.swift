import CrossModal
import Dense
import Settings
import VectorFiles

/// What do many spaces of the same items share? Every pair is compared by all measures, next to the same random alignments.
///
/// A unit is a pair, named after its two spaces: `bert.3~resnet`. Spaces are in the order of their names, layers by number,
/// whatever their order in the configuration: so that a pair that is measured keeps its name and its first side.
package struct ComparisonExperiment: Experiment {
  /// `comparison`.
  package static let kind = "comparison"
  /// `pairs`.
  package static let units = "pairs"
  /// Two spaces.
  package static let exampleName = "bert.3~resnet"

  /// Two spaces by their places, the first before the second.
  package struct Pair: Hashable, Sendable {
    package let first: Int
    package let second: Int
  }

  /// The spaces, by the names of their files and their layers.
  package let spaces: [ComparisonInputs.Space]
  /// All pairs, those of one first space side by side.
  package let pairs: [Pair]
  /// Rows of every space.
  package let items: Int
  /// What is measured of every pair.
  package let request: ComparisonRequest
  private let names: [String]
  private let places: [String: Int]

  /// The plan of a configuration on these inputs.
  package init(_ configuration: ComparisonConfiguration, content: ComparisonInputs) {
    let sources = Set(configuration.spaces.map(\.name))
    let spaces = content.spaces.filter { sources.contains($0.source) }
      .sorted { ($0.source, $0.layer ?? 0) < ($1.source, $1.layer ?? 0) }
    pairs = spaces.indices.flatMap { first in
      spaces.indices.dropFirst(first + 1).map { Pair(first: first, second: $0) }
    }
    names = pairs.map { "\(spaces[$0.first].name)~\(spaces[$0.second].name)" }
    places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    (self.spaces, items) = (spaces, content.items)
    request = configuration.request(items: content.items)
  }

  /// All pairs.
  package var unitCount: Int { pairs.count }
  /// All pairs.
  package var namedCount: Int { pairs.count }
  /// The name of a pair.
  package func name(of unit: Int, in ledger: Ledger<ComparisonExperiment>) -> String? { names[unit] }
  /// The pair with this name.
  package func unit(named name: String) -> Int? { places[name] }

  /// Each pair by itself, in the order of the plan: a worker keeps spaces that it has searched.
  package var work: WorkPlan {
    WorkPlan(
      independent: pairs.indices.map { WorkUnit(name: names[$0], units: [$0], cost: cost(pairs[$0])) },
      unitCount: pairs.count)
  }

  /// The multiply-adds of two searches, and those of the products of all alignments.
  private func cost(_ pair: Pair) -> Double {
    let n = Double(items)
    let (p, q) = (Double(spaces[pair.first].dimensions), Double(spaces[pair.second].dimensions))
    return n * n * (p + q) + Double(request.permutations + 1) * n * min(n, p) * min(n, q)
  }

  /// There are no batches.
  package func isReady(batch: Int, in ledger: Ledger<ComparisonExperiment>) -> Bool { true }
  /// There are no batches.
  package func cost(ofBatch batch: Int, in ledger: Ledger<ComparisonExperiment>) -> Double { 0 }

  /// The pairs of each first space.
  package var groups: [[Int]] {
    spaces.indices.map { place in pairs.indices.filter { pairs[$0].first == place } }.filter { !$0.isEmpty }
  }

  /// Reads, aligns, checks and keeps spaces.
  package static func content(
    of configuration: ComparisonConfiguration, in directory: StudyDirectory, kernels: KernelChoice,
    onProgress: @escaping (String) -> Void
  ) throws -> ComparisonInputs {
    try ComparisonImport(configuration: configuration, directory: directory, onProgress: onProgress).inputs()
  }

  /// Checks that the files are those that the study was made of, and takes spaces that are new.
  package static func content(
    _ known: ComparisonInputs, grownTo configuration: ComparisonConfiguration, in directory: StudyDirectory,
    kernels: KernelChoice, onProgress: @escaping (String) -> Void
  ) throws -> ComparisonInputs {
    try ComparisonImport(configuration: configuration, directory: directory, onProgress: onProgress)
      .grown(known)
  }

  /// What the data are like.
  package static func report(of configuration: ComparisonConfiguration, kernels: KernelChoice) -> DataReport {
    ComparisonImport.report(configuration)
  }

  /// A runner that keeps the spaces of the last pairs.
  package static func runner(_ study: ComparisonStudy, path: KernelPath) throws -> ComparisonRunner {
    ComparisonRunner(study)
  }
}

extension ComparisonConfiguration: ExperimentConfiguration {
  /// Comparisons.
  package typealias Planned = ComparisonExperiment
}

/// A study of comparisons.
package typealias ComparisonStudy = Study<ComparisonExperiment>
/// The results of a study of comparisons.
package typealias ComparisonLedger = Ledger<ComparisonExperiment>

extension ComparisonExperiment {
  /// Nothing is summed up over pairs.
  package typealias Summary = NoSummary<ComparisonExperiment>
  /// What is measured of a pair.
  package typealias Result = PairComparison
}
