import CrossModal

/// Every fit of a study, in a fixed order, with exact counts; made from the configuration alone, without the data.
package struct StudyPlan: Hashable, Sendable {
  /// A cell and the settings among which it chooses.
  package struct Entry: Hashable, Sendable {
    /// The cell.
    package let cell: Cell
    /// The settings that are tried: those of its grid, in the order of ``Grid/settings(for:losses:)``, or those of the trials
    /// of a random search, each once.
    package let settings: [Setting]
    /// Trials of a random search; nil for a grid.
    package let trials: Int?
    /// What its settings are chosen by.
    package let measure: SelectionMeasure
    /// Number of search fits: settings × folds of all repeats.
    package let fits: Int
    /// Number of final fits: folds of all repeats of a cross-validation, runs of a holdout.
    package let finalFits: Int
  }

  /// The cells, in the order image features, text features, direction, loss, model; the last varies fastest. A solved map
  /// stands once, with the mean squared error, whatever the losses of the networks are.
  package let cells: [Entry]
  /// How the cells' settings are chosen and measured.
  package let evaluation: EvaluationProtocol
  /// How the settings are tried.
  package let search: SearchMethod
  /// How a fit trains.
  package let training: TrainingConfiguration
  /// The race in which settings are tried; nil where all train to the end.
  package let race: Race?
  // The cells in which there is a race.
  let racingCells: [Int]

  /// The fits as the engine numbers them.
  let numbers: FitNumbers

  /// Number of settings over all cells.
  package let settings: Int
  /// Number of search fits over all cells; of a race those of the first rung.
  package let fits: Int
  /// Number of final fits over all cells.
  package let finalFits: Int

  /// The plan of a configuration. Cells of one loss and family share their settings in memory.
  package init(_ configuration: StudyConfiguration) {
    let evaluation = configuration.evaluation
    let dataset = configuration.dataset
    let columns = configuration.columns.map {
      (
        loss: $0.loss, model: $0.model,
        settings: configuration.settings(of: $0)
      )
    }
    var cells = [Entry]()
    for image in dataset.image {
      for text in dataset.text {
        for direction in configuration.directions {
          for column in columns {
            let cell = Cell(
              dataset: dataset.name, first: image.name, second: text.name, direction: direction,
              loss: column.loss, model: column.model, sides: dataset.sides)
            cells.append(
              Entry(
                cell: cell, settings: column.settings,
                trials: configuration.search.kind == .random ? configuration.search.trials : nil,
                measure: configuration.selectionMeasure(of: cell),
                fits: column.settings.count * evaluation.foldCount, finalFits: evaluation.finalFits))
          }
        }
      }
    }
    self.cells = cells
    self.evaluation = evaluation
    (search, training) = (configuration.search, configuration.training)
    let race = configuration.race
    self.race = race
    racingCells = race == nil ? [] : cells.indices.filter { cells[$0].cell.model.isTrained }
    numbers = FitNumbers(
      settings: cells.map(\.settings.count), folds: evaluation.foldCount, finalFits: evaluation.finalFits,
      laterRungs: cells.map { $0.cell.model.isTrained ? (race?.epochs.count ?? 1) - 1 : 0 })
    settings = cells.reduce(0) { $0 + $1.settings.count }
    fits = cells.reduce(0) { $0 + $1.fits }
    finalFits = cells.reduce(0) { $0 + $1.finalFits }
  }

  /// The search fits of one cell: setting by setting, the folds of a setting side by side.
  package func searchFits(ofCell index: Int) -> [FitIdentifier] {
    cells[index].settings.indices.flatMap { setting in
      (0..<evaluation.foldCount).map { .search(cell: index, setting: setting, fold: $0) }
    }
  }

  /// The final fits of one cell.
  package func finalFits(ofCell index: Int) -> [FitIdentifier] {
    (0..<cells[index].finalFits).map { .final(cell: index, repetition: $0) }
  }

  /// All search fits, cell by cell; made as they are asked for.
  package var searchFitIdentifiers: some Sequence<FitIdentifier> {
    cells.indices.lazy.flatMap { searchFits(ofCell: $0) }
  }

  /// All final fits, cell by cell; made as they are asked for.
  package var finalFitIdentifiers: some Sequence<FitIdentifier> {
    cells.indices.lazy.flatMap { finalFits(ofCell: $0) }
  }

  /// The setting of a search fit that the plan has; nil for a final fit, whose setting is chosen later.
  package func setting(of fit: FitIdentifier) -> Setting? {
    switch fit {
    case .search(let cell, let setting, _), .rung(let cell, let setting, _, _): cells[cell].settings[setting]
    case .final: nil
    }
  }

  /// The losses of the cells, each once.
  package var losses: [LossName] {
    cells.reduce(into: []) { if !$0.contains($1.cell.loss) { $0.append($1.cell.loss) } }
  }

  /// Multiply-adds of one fit of a cell at one of its settings; see ``FitCost``. `rows` is the number of training rows.
  package func cost(of setting: Setting, in cell: Cell, inputs: Int, outputs: Int, rows: Int) -> FitCost {
    guard cell.model.isTrained else {
      return FitCost(closedFormOf: inputs, outputs: outputs, rows: rows)
    }
    return FitCost(
      model: cell.model, hiddenUnits: setting.hiddenUnits, inputs: inputs, outputs: outputs, rows: rows,
      batchSize: setting.batchSize ?? training.batchSize, epochs: training.maxEpochs)
  }

  /// The number of a fit in the engine's order.
  package func unit(of fit: FitIdentifier) -> Int { numbers.unit(of: fit) }

  /// The fit of a number.
  package func fit(of unit: Int) -> FitIdentifier { numbers.fit(of: unit) }

  /// Multiply-adds of a search fit that the plan has; nil for a final fit, whose setting is chosen later.
  package func cost(of fit: FitIdentifier, inputs: Int, outputs: Int, rows: Int) -> FitCost? {
    setting(of: fit).map {
      cost(of: $0, in: cells[fit.cell].cell, inputs: inputs, outputs: outputs, rows: rows)
    }
  }
}
