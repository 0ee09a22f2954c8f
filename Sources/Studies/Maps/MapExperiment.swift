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
  /// Search fits; of a race those of the first rung.
  package var namedCount: Int { plan.numbers.searchCount }

  /// The name of a fit; that of a final fit once its cell's search is complete.
  package func name(of unit: Int, in ledger: MapLedger) -> String? {
    switch plan.fit(of: unit) {
    case .search(let cell, let setting, let fold):
      return names.search(cell: cell, setting: setting, fold: fold)
    case .rung(let cell, let setting, let fold, let rung):
      guard ledger.race(cell: cell).rungs(of: setting) > rung else { return nil }
      return names.search(cell: cell, setting: setting, fold: fold, rung: rung)
    case .final(let cell, let repetition):
      guard ledger.searchIsComplete(cell: cell) else { return nil }
      return names.final(cell: cell, repetition: repetition, choice: ledger.selection(cell: cell).best)
    }
  }

  /// The name of a search fit of any rung, whether or not results ask for it.
  func searchName(cell: Int, setting: Int, fold: Int, rung: Int) -> String {
    names.search(cell: cell, setting: setting, fold: fold, rung: rung)
  }

  /// Whether a setting stopped before a rung.
  package func isSpared(_ unit: Int, in ledger: MapLedger) -> Bool {
    guard case .rung(let cell, let setting, _, let rung) = plan.fit(of: unit) else { return false }
    let race = ledger.race(cell: cell)
    return race.isStopped(setting, before: rung)
  }

  /// The fit with this name.
  package func unit(named name: String) -> Int? { names.fit(named: name).map(plan.unit) }

  /// Searches, and the final fits cell by cell.
  package var work: WorkPlan { FitCosts(plan, inputs).work(names) }

  /// Whether the search of a cell is complete, or which settings are in a rung is decided.
  package func isReady(batch: Int, in ledger: MapLedger) -> Bool {
    guard let (cell, rung) = plan.rungBatch(batch) else { return ledger.searchIsComplete(cell: batch) }
    return ledger.race(cell: cell).rungs > rung
  }

  /// The cost of a cell's final fits with what was chosen, or of the costliest setting of a rung.
  package func cost(ofBatch batch: Int, in ledger: MapLedger) -> Double {
    let costs = FitCosts(plan, inputs)
    guard let (cell, rung) = plan.rungBatch(batch) else {
      return ledger.selection(cell: batch).best.map { costs.cost(of: $0, cell: batch) } ?? 0
    }
    return ledger.race(cell: cell).settings(in: rung).map { costs.cost(of: $0, cell: cell, rung: rung) }.max()
      ?? 0
  }

  /// The fits of each cell.
  package var groups: [[Int]] {
    plan.cells.indices.map {
      (plan.searchFits(ofCell: $0) + plan.rungFits(ofCell: $0) + plan.finalFits(ofCell: $0)).map(plan.unit)
    }
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
