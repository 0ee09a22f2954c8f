import Dense

/// Mean squared error and its gradient, panel by panel without a detour over rows: the loss of most fits, and of the
/// fastest.
struct SquaredErrorLoss<Scalar: LayerScalar> {
  let outputs: Int

  /// The mean over outputs and batch; the gradient comes with it.
  func evaluate(
    _ predictions: UnsafePointer<Scalar>, _ targets: RowSelection<Scalar>,
    _ gradient: UnsafeMutablePointer<Scalar>
  ) -> Double {
    let width = LayerPanel.width
    let count = Double(targets.count) * Double(outputs)
    var sum = 0.0
    for panel in 0..<LayerPanel.count(samples: targets.count) {
      let offset = panel * width * outputs
      sum += Scalar.squaredErrorGradient(
        gradient + offset, predictions + offset,
        targets: targets.slice(panel * width, min(width, targets.count - panel * width)), features: outputs,
        scale: 2 / count)
    }
    return sum / count
  }
}
