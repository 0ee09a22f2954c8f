import CrossModal

extension MapImport {
  /// Refuses feature steps that the smallest number of training rows of a fit does not allow, before anything is written.
  /// Folds of groups may be smaller still; then the fit says so.
  func checkSteps(of read: [FeatureInput], _ inputs: MapInputs) throws {
    let (items, folds) = (inputs.trainingItems ?? inputs.items, configuration.evaluation.folds)
    let training = items - (items + folds - 1) / folds
    for input in read where !input.set.steps.isEmpty {
      let columns = input.set.encoder?.recipe.units ?? input.vectors.first?.columns ?? 0
      do { _ = try input.set.steps.outputs(rows: training, columns: columns) } catch {
        throw StudyError.data(
          message: "\(configuration.dataset.section(input.side, input.set)).steps: \(error)")
      }
    }
  }
}
