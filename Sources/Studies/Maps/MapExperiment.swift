import CrossModal
import Dense

/// The experiment of the paper: maps between two modalities, their settings chosen by cross-validation, and what the chosen
/// maps do to neighborhoods.
package struct MapExperiment: Experiment {
  /// What is kept of a fit.
  package typealias Result = FitResult
  /// What is summed up over the search.
  package typealias Summary = FitSummary
  /// What trains fits.
  package typealias Runner = FitRunner

  /// `maps`.
  package static let kind = "maps"
  /// `fits`.
  package static let units = "fits"
  /// A search fit.
  package static let exampleName =
    "iaprtc12/vgg128/bigru/image-to-text/mse/nn/lr=0.001,units=128/fold=2"

  /// The fits.
  package let plan: StudyPlan
  private let configuration: StudyConfiguration
  private let inputs: MapInputs
  private let names: FitNames

  /// The plan of a configuration on these inputs.
  package init(_ configuration: StudyConfiguration, content: MapInputs) {
    (self.configuration, inputs) = (configuration, content)
    plan = StudyPlan(configuration)
    names = FitNames(plan, measures: configuration.measures)
  }

  /// Search and final fits.
  package var unitCount: Int { plan.numbers.count }
  /// Search fits.
  package var namedCount: Int { plan.numbers.searchCount }

  /// The name of a fit; that of a final fit once its cell's search is complete.
  package func name(of unit: Int, in ledger: MapLedger) -> String? {
    switch plan.fit(of: unit) {
    case .search(let cell, let setting, let fold):
      return names.search(cell: cell, setting: setting, fold: fold)
    case .final(let cell, let repetition):
      guard ledger.searchIsComplete(cell: cell) else { return nil }
      return names.final(cell: cell, repetition: repetition, choice: ledger.selection(cell: cell).best)
    }
  }

  /// The fit with this name.
  package func unit(named name: String) -> Int? { names.fit(named: name).map(plan.unit) }

  /// Searches, and the final fits cell by cell.
  package var work: WorkPlan { FitCosts(plan, inputs).work(names) }

  /// Whether the search of a cell is complete.
  package func isReady(batch cell: Int, in ledger: MapLedger) -> Bool { ledger.searchIsComplete(cell: cell) }

  /// The cost of a cell's final fits with what was chosen.
  package func cost(ofBatch cell: Int, in ledger: MapLedger) -> Double {
    ledger.selection(cell: cell).best.map { FitCosts(plan, inputs).cost(of: $0, cell: cell) } ?? 0
  }

  /// The fits of each cell.
  package var groups: [[Int]] {
    plan.cells.indices.map { (plan.searchFits(ofCell: $0) + plan.finalFits(ofCell: $0)).map(plan.unit) }
  }

  /// Reads, checks and keeps the data, and makes the features of texts.
  package static func content(
    of configuration: StudyConfiguration, in directory: StudyDirectory, kernels: KernelChoice,
    onProgress: @escaping (String) -> Void
  ) throws -> MapInputs {
    try MapImport(configuration: configuration, directory: directory, kernels: kernels) {
      onProgress($0.text)
    }.inputs()
  }

  /// Checks that the files are those that the study was made of, and takes feature sets that are new.
  package static func content(
    _ known: MapInputs, grownTo configuration: StudyConfiguration, in directory: StudyDirectory,
    kernels: KernelChoice, onProgress: @escaping (String) -> Void
  ) throws -> MapInputs {
    try MapImport(configuration: configuration, directory: directory, kernels: kernels) {
      onProgress($0.text)
    }.grown(known)
  }

  /// What the data are like.
  package static func report(of configuration: StudyConfiguration, kernels: KernelChoice) -> DataReport {
    MapImport.report(configuration, kernels: kernels)
  }

  /// A runner that maps the study's data into memory.
  package static func runner(_ study: MapStudy, path: KernelPath) throws -> FitRunner {
    FitRunner(study, data: try MapData(study), path: path)
  }
}

extension StudyConfiguration: ExperimentConfiguration {
  /// Maps.
  package typealias Planned = MapExperiment
}

/// A study of maps.
package typealias MapStudy = Study<MapExperiment>
/// The results of a study of maps.
package typealias MapLedger = Ledger<MapExperiment>

extension Study where Kind == MapExperiment {
  /// Its fits.
  package var plan: StudyPlan { experiment.plan }
}
