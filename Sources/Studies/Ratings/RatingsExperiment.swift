import CrossModal
import Dense
import Settings
import VectorFiles

/// Experiment 2 of the paper: do similarities of word vectors agree with human ratings, plain and behind untrained maps?
///
/// A unit is a set of vectors, plain or behind one kind of map, measured against all ratings: `word2vec/none`,
/// `glove/nn/initializer=uniform,scale=1,activation=tanh,units=256,outputs=128`.
package struct RatingsExperiment: Experiment {
  /// `ratings`.
  package static let kind = "ratings"
  /// `rows`.
  package static let units = "rows"
  /// A kind of map.
  package static let exampleName =
    "glove/nn/initializer=uniform,scale=1,activation=tanh,units=256,outputs=128"

  /// What is measured, in the order of the plan.
  package let rows: [RatingsConfiguration.Row]
  let configuration: RatingsConfiguration
  private let inputs: RatingsInputs
  private let names: [String]
  private let places: [String: Int]

  /// The plan of a configuration on these inputs.
  package init(_ configuration: RatingsConfiguration, content: RatingsInputs) {
    (self.configuration, inputs) = (configuration, content)
    rows = configuration.rows
    names = rows.map { $0.name(configuration) }
    places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// All rows.
  package var unitCount: Int { rows.count }
  /// All rows.
  package var namedCount: Int { rows.count }
  /// The name of a row.
  package func name(of unit: Int, in ledger: Ledger<RatingsExperiment>) -> String? { names[unit] }
  /// The row with this name.
  package func unit(named name: String) -> Int? { places[name] }

  /// Each row by itself, in the order of the plan: a worker keeps the vectors of the last one.
  package var work: WorkPlan {
    WorkPlan(
      independent: rows.indices.map { WorkUnit(name: names[$0], units: [$0], cost: cost(rows[$0])) },
      unitCount: rows.count)
  }

  /// The multiply-adds of the maps, and those of the similarities.
  private func cost(_ row: RatingsConfiguration.Row) -> Double {
    let source = inputs.vectors(configuration.vectors[row.vectors].name)
    let (words, dimension) = (Double(source?.words ?? 1), Double(source?.dimension ?? 1))
    guard let map = row.map else { return words * dimension }
    let hidden = Double(map.hiddenUnits)
    let weights =
      map.family.hiddenLayers == 0
      ? dimension * Double(map.outputs) : dimension * hidden + hidden * Double(map.outputs)
    return Double(configuration.draws) * words * (weights + Double(map.outputs))
  }

  /// There are no batches.
  package func isReady(batch: Int, in ledger: Ledger<RatingsExperiment>) -> Bool { true }
  /// There are no batches.
  package func cost(ofBatch batch: Int, in ledger: Ledger<RatingsExperiment>) -> Double { 0 }

  /// The rows of each set of vectors.
  package var groups: [[Int]] {
    configuration.vectors.indices.map { place in rows.indices.filter { rows[$0].vectors == place } }
  }

  /// Reads, checks and keeps ratings and the vectors of their words.
  package static func content(
    of configuration: RatingsConfiguration, in directory: StudyDirectory, kernels: KernelChoice,
    onProgress: @escaping (String) -> Void
  ) throws -> RatingsInputs {
    try RatingsImport(configuration: configuration, directory: directory, onProgress: onProgress).inputs()
  }

  /// Checks that the files are those that the study was made of, and takes vectors that are new.
  package static func content(
    _ known: RatingsInputs, grownTo configuration: RatingsConfiguration, in directory: StudyDirectory,
    kernels: KernelChoice, onProgress: @escaping (String) -> Void
  ) throws -> RatingsInputs {
    try RatingsImport(configuration: configuration, directory: directory, onProgress: onProgress).grown(known)
  }

  /// What the data are like.
  package static func report(of configuration: RatingsConfiguration, kernels: KernelChoice) -> DataReport {
    RatingsImport.report(configuration)
  }

  /// A runner that keeps the ratings and the vectors of the last row.
  package static func runner(_ study: RatingsStudy, path: KernelPath) throws -> RatingsRunner {
    try RatingsRunner(study)
  }
}

extension RatingsConfiguration: ExperimentConfiguration {
  /// Ratings.
  package typealias Planned = RatingsExperiment
}

/// A study of ratings.
package typealias RatingsStudy = Study<RatingsExperiment>
/// The results of a study of ratings.
package typealias RatingsLedger = Ledger<RatingsExperiment>

extension RatingsExperiment {
  /// Nothing is summed up over rows.
  package typealias Summary = NoSummary<RatingsExperiment>
  /// What is measured with one set of vectors.
  package typealias Result = RatingsMeasurement
}

extension RatingsConfiguration.Row {
  // Intervals cost a bootstrap, and only the rows of table 10 have them.
  fileprivate func name(_ configuration: RatingsConfiguration) -> String {
    let resamples = isHeadline && configuration.bootstrap > 0 ? "/bootstrap=\(configuration.bootstrap)" : ""
    let vectors = configuration.vectors[self.vectors].name
    guard let map else { return "\(vectors)/none\(resamples)" }
    let setting = RatingsMeasurement.Setting(map)
    var parts = ["initializer=\(setting.initializer)"]
    if let scale = setting.scale { parts.append("scale=\(DecimalText.text(scale))") }
    if let activation = setting.activation { parts.append("activation=\(activation)") }
    if let units = setting.hiddenUnits { parts.append("units=\(units)") }
    parts.append("outputs=\(setting.outputs)")
    return "\(vectors)/\(map.family.rawValue)/\(parts.joined(separator: ","))\(resamples)"
  }
}
