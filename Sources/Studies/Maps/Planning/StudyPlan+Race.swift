import CrossModal

extension StudyConfiguration {
  /// The race in which settings are tried; nil where all train to the end.
  var race: Race? {
    let firstEpochs = search.firstRung(of: training.maxEpochs)
    guard search.kind == .racing, training.maxEpochs > firstEpochs else { return nil }
    return Race(firstEpochs: firstEpochs, factor: search.factor, maxEpochs: training.maxEpochs)
  }
}

extension StudyPlan {
  /// The race of a cell's settings; nil without one, and for solved maps, which have no epochs.
  package func race(ofCell cell: Int) -> Race? { cells[cell].cell.model.isTrained ? race : nil }

  /// Epochs at the end of each rung of a cell; one number where there is no race.
  package func rungs(ofCell cell: Int) -> [Int] { race(ofCell: cell)?.epochs ?? [training.maxEpochs] }

  /// The fits of the rungs after the first of one cell: all that there can be, rung by rung, setting by setting.
  package func rungFits(ofCell index: Int) -> [FitIdentifier] {
    rungs(ofCell: index).indices.dropFirst().flatMap { rungFits(ofCell: index, rung: $0) }
  }

  /// The fits of one rung after the first: all that there can be.
  func rungFits(ofCell index: Int, rung: Int) -> [FitIdentifier] {
    cells[index].settings.indices.flatMap { setting in
      (0..<evaluation.foldCount).map { .rung(cell: index, setting: setting, fold: $0, rung: rung) }
    }
  }

  /// The later rungs in the order in which the work has them as batches, behind the final fits of all cells.
  var rungBatches: [(cell: Int, rung: Int)] {
    guard let race else { return [] }
    return racingCells.flatMap { cell in race.epochs.indices.dropFirst().map { (cell, $0) } }
  }

  /// The cell and rung of a batch; nil for one of final fits.
  func rungBatch(_ batch: Int) -> (cell: Int, rung: Int)? {
    guard let race, batch >= cells.count else { return nil }
    let later = race.epochs.count - 1
    let place = batch - cells.count
    return (racingCells[place / later], place % later + 1)
  }

  /// What a search trains at most and at least.
  package struct Extent: Hashable, Sendable {
    /// Fits; each rung of a setting on a fold is one.
    package var fits: Int
    /// Epochs of networks; solved maps have none.
    package var epochs: Int
  }

  /// What the search trains if no setting stops.
  package var most: Extent {
    extent { cell in
      let rungs = rungs(ofCell: cell)
      return (rungs.count * cells[cell].settings.count, training.maxEpochs * cells[cell].settings.count)
    }
  }

  /// What the search trains if from each rung no more settings go on than must, and none diverges.
  package var least: Extent {
    extent { cell in
      let settings = cells[cell].settings.count
      guard let race = race(ofCell: cell) else { return (settings, training.maxEpochs * settings) }
      let counts = race.fewest(of: settings)
      let lengths = zip(race.epochs, [0] + race.epochs).map { $0 - $1 }
      return (counts.reduce(0, +), zip(counts, lengths).reduce(0) { $0 + $1.0 * $1.1 })
    }
  }

  // Sums over cells of what one fold takes, times the folds.
  private func extent(_ ofCell: (Int) -> (fits: Int, epochs: Int)) -> Extent {
    var extent = Extent(fits: 0, epochs: 0)
    for cell in cells.indices {
      let (fits, epochs) = ofCell(cell)
      extent.fits += fits * evaluation.foldCount
      if cells[cell].cell.model.isTrained { extent.epochs += epochs * evaluation.foldCount }
    }
    return extent
  }
}
