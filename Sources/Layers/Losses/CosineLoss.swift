import Dense

/// 1 − cos(f(x), y), averaged over the batch.
struct CosineLoss<Scalar: LayerScalar> {
  private let reduction: Loss.CosineReduction
  private let rows: LossRows<Scalar>

  /// The loss with its buffers.
  init(_ reduction: Loss.CosineReduction, _ rows: LossRows<Scalar>) {
    (self.reduction, self.rows) = (reduction, rows)
  }

  /// See ``LossEvaluator/evaluate(_:targets:negatives:gradient:learns:)``.
  func evaluate(
    _ predictions: UnsafePointer<Scalar>, _ targets: RowSelection<Scalar>,
    _ gradient: UnsafeMutablePointer<Scalar>, _ learns: Bool
  ) -> Double {
    rows.load(predictions, count: targets.count)
    let outputs = rows.outputs
    let scale = 1 / (Double(targets.count) * (reduction == .mean ? Double(outputs) : 1))
    var sum = 0.0
    for item in 0..<targets.count {
      let (prediction, target) = (rows.prediction(item), targets.row(item))
      let angle = Angle(prediction, target, outputs)
      sum += 1 - angle.cosine
      if learns {
        Scalar.combine(
          rows.gradient + item * rows.stride, scale * angle.slopeOther, target, scale * angle.slopeSelf,
          prediction, count: outputs)
      }
    }
    if learns { rows.storeGradient(gradient, count: targets.count) }
    return sum * scale
  }
}
