import Dense

/// Finding an item's partner among those of the batch; formula at ``Loss/InfoNCE``.
struct InfoNCELoss<Kernels: LayerKernels> {
  private let options: Loss.InfoNCE
  private let pairs: ContrastPairs<Kernels>

  /// The loss with its buffers.
  init(_ options: Loss.InfoNCE, _ pairs: ContrastPairs<Kernels>) {
    (self.options, self.pairs) = (options, pairs)
  }

  /// See ``LossEvaluator/evaluate(_:targets:negatives:gradient:learns:)``.
  func evaluate(
    _ predictions: UnsafePointer<Kernels.Scalar>, _ targets: RowSelection<Kernels.Scalar>,
    _ gradient: UnsafeMutablePointer<Kernels.Scalar>, _ learns: Bool
  ) -> Double {
    pairs.evaluate(predictions, targets, gradient, learns) {
      Kernels.Scalar.infoNCE($0, sharpness: 1 / options.temperature, both: options.direction == .both)
    }
  }
}
