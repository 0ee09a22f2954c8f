import Dense

/// A batch by rows, for losses that look at one prediction at a time: copies of the panels of predictions, and the
/// gradient before it becomes panels.
final class LossRows<Scalar: LayerScalar> {
  /// Numbers of a prediction.
  let outputs: Int
  /// Distance of the rows.
  let stride: Int
  private let predictions: AlignedBuffer<Scalar>
  private let gradients: AlignedBuffer<Scalar>

  /// Room for a batch of some panels.
  init(outputs: Int, panels: Int) {
    self.outputs = outputs
    stride = LayerParameters<Scalar>.paddedStride(outputs)
    predictions = AlignedBuffer(count: panels * LayerPanel.width * stride)
    gradients = AlignedBuffer(count: panels * LayerPanel.width * stride)
  }

  /// Prediction number `item` of the batch.
  @inline(__always) func prediction(_ item: Int) -> UnsafePointer<Scalar> {
    UnsafePointer(predictions.pointer + item * stride)
  }

  /// The rows of the gradient.
  var gradient: UnsafeMutablePointer<Scalar> { gradients.pointer }

  /// Copies the predictions of `count` samples.
  func load(_ panels: UnsafePointer<Scalar>, count: Int) {
    let width = LayerPanel.width
    for panel in 0..<LayerPanel.count(samples: count) {
      Scalar.transpose(
        predictions.pointer + panel * width * stride, stride: stride,
        from: panels + panel * width * outputs, stride: width, rows: outputs, columns: width)
    }
  }

  /// The gradient of `count` samples as panels. Samples beyond get a zero gradient: they then change nothing.
  func storeGradient(_ panels: UnsafeMutablePointer<Scalar>, count: Int) {
    let width = LayerPanel.width
    let used = LayerPanel.count(samples: count)
    if count < used * width {
      (gradients.pointer + count * stride).update(repeating: 0, count: (used * width - count) * stride)
    }
    for panel in 0..<used {
      Scalar.transpose(
        panels + panel * width * outputs, stride: width, from: gradients.pointer + panel * width * stride,
        stride: stride, rows: width, columns: outputs)
    }
  }
}
