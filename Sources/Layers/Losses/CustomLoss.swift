import Dense

/// A loss of one's own, averaged over the batch. Allocates an array or three a row, unlike the other losses.
struct CustomLoss<Scalar: LayerScalar> {
  private let custom: Loss.Custom
  private let rows: LossRows<Scalar>

  /// The loss with its buffers.
  init(_ custom: Loss.Custom, _ rows: LossRows<Scalar>) { (self.custom, self.rows) = (custom, rows) }

  /// See ``LossEvaluator/evaluate(_:targets:negatives:gradient:learns:)``.
  func evaluate(
    _ predictions: UnsafePointer<Scalar>, _ targets: RowSelection<Scalar>,
    _ gradient: UnsafeMutablePointer<Scalar>, _ learns: Bool
  ) -> Double {
    rows.load(predictions, count: targets.count)
    let outputs = rows.outputs
    func row(_ start: UnsafePointer<Scalar>) -> [Double] {
      UnsafeBufferPointer(start: start, count: outputs).map { Double($0) }
    }
    let scale = 1 / Double(targets.count)
    var sum = 0.0
    for item in 0..<targets.count {
      let (loss, slope) = custom.evaluate(row(rows.prediction(item)), row(targets.row(item)))
      precondition(
        slope.count == outputs, "\(custom.name): a gradient of \(slope.count) numbers for \(outputs) outputs")
      sum += loss
      guard learns else { continue }
      for (place, number) in slope.enumerated() {
        rows.gradient[item * rows.stride + place] = Scalar(scale * number)
      }
    }
    if learns { rows.storeGradient(gradient, count: targets.count) }
    return sum * scale
  }
}
