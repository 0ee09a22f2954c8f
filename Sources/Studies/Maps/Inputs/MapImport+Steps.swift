import CrossModal

extension MapImport {
  /// Refuses feature steps that the smallest number of training rows of a fit does not allow, before anything is written.
  /// Folds of groups may be smaller still; then the fit says so.
  func checkSteps(of read: [FeatureInput], _ inputs: MapInputs) throws {
    let training = smallestTraining(inputs)
    for input in read where !input.set.steps.isEmpty {
      do { _ = try input.set.steps.outputs(rows: training, columns: input.columns) } catch {
        throw StudyError.data(
          message: "\(configuration.dataset.section(input.side, input.set)).steps: \(error)")
      }
      try checkWhitening(of: input, inputs)
    }
  }

  // Whitening needs variance in as many directions, which only the rows themselves tell: it is tried on every fold.
  private func checkWhitening(of input: FeatureInput, _ inputs: MapInputs) throws {
    let steps = input.set.steps
    let whitens = steps.contains { if case .whiten = $0 { true } else { false } }
    guard whitens, let rows = input.vectors.first else { return }
    let folds = inputs.folds(configuration.evaluation, key: FitStreams(configuration).folds)
    for fold in 0..<folds.count {
      do { _ = try steps.fitted(on: rows, rows: folds.training(fold)) } catch {
        throw StudyError.data(
          message:
            "dataset.\(configuration.dataset.sides.name(of: input.side)).\(input.set.name).steps, fold \(fold): \(error)"
        )
      }
    }
  }

  /// Refuses ranks of the grid that a pair of sets does not allow, before anything is written.
  /// - Parameter columns: dimension of a feature set before its steps; nil for one that is not known.
  func checkRanks(_ inputs: MapInputs, columns: (MapInputs.Side, FeatureSet) -> Int?) throws {
    let drawn = configuration.search.drawnRanges.rank
    guard let rank = drawn.map({ Int($0.high) }) ?? configuration.grid.ranks?.max(),
      configuration.models.contains(where: { $0 == .cca || $0 == .reducedRank })
    else { return }
    let dataset = configuration.dataset
    let training = smallestTraining(inputs)
    func dimensions(_ side: MapInputs.Side, _ sets: [FeatureSet]) throws -> [(name: String, columns: Int)] {
      try sets.compactMap { set in
        try columns(side, set).map { (set.name, try set.steps.outputs(rows: training, columns: $0)) }
      }
    }
    for first in try dimensions(.first, dataset.image) {
      for second in try dimensions(.second, dataset.text) where rank > min(first.columns, second.columns) {
        throw StudyError.data(
          message:
            "\(drawn == nil ? "grid.rank" : "search.ranges.rank"): found \(rank), but \(first.name) has \(first.columns) dimensions and \(second.name) "
            + "\(second.columns); allowed: 1 to \(min(first.columns, second.columns))")
      }
    }
  }

  // The training rows of the largest fold.
  private func smallestTraining(_ inputs: MapInputs) -> Int {
    let (items, folds) = (inputs.trainingItems ?? inputs.items, configuration.evaluation.folds)
    return items - (items + folds - 1) / folds
  }
}
