import CrossModal
import Dense

extension StudyConfiguration {
  /// A loss and a family that make cells, and the variants of the loss.
  package struct Column: Hashable, Sendable {
    /// The loss.
    package let loss: LossName
    /// The family.
    package let model: ModelFamily
    /// The loss at each of its margins or temperatures.
    package let losses: [Loss]
  }

  /// The columns of cells, in the order of losses, then of models. A solved map minimizes no other loss than the squared
  /// error, so it stands once: with `mse`, or behind all others where there is no `mse`.
  package var columns: [Column] {
    var columns = losses.flatMap { axis in
      models.filter { $0.isTrained || axis.name == .mse }.map {
        Column(loss: axis.name, model: $0, losses: axis.losses)
      }
    }
    if !losses.contains(where: { $0.name == .mse }) {
      columns += models.filter { !$0.isTrained }.map {
        Column(loss: .mse, model: $0, losses: [.meanSquaredError])
      }
    }
    return columns
  }

  /// The settings that are tried in cells of a column, each once: all of the grid, or those of the trials of a random search.
  package func settings(of column: Column) -> [Setting] {
    guard search.kind == .random else { return grid.settings(for: column.model, losses: column.losses) }
    let key = StreamKey(seed: seed).adding("search")
    return RandomSettings(grid, ranges: search.ranges, key: key)
      .settings(for: column.model, losses: column.losses, trials: search.trials)
  }

  /// What the settings of a cell are chosen by.
  ///
  /// Where nothing is said, the loss, unless the settings minimize different functions, whose values do not compare: of
  /// max-margin the smallest margin would always win. Then it is the mean reciprocal rank.
  package func selectionMeasure(of cell: Cell) -> SelectionMeasure {
    selectBy ?? (cell.comparesLosses ? .loss : .meanReciprocalRank)
  }
}

extension Cell {
  /// Whether the held-out losses of the cell's settings are values of one function.
  fileprivate var comparesLosses: Bool {
    switch (model, loss) {
    // The common space of a canonical correlation is another one for each penalty.
    case (.cca, _): false
    case (_, .maxMargin), (_, .infoNCE): false
    case (_, .mse), (_, .cosine), (_, .sigmoid): true
    }
  }
}
