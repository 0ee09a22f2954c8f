import Dense

/// Whether two items are partners, pair by pair; formula at ``Loss/Sigmoid``.
struct SigmoidLoss<Kernels: LayerKernels> {
  private let options: Loss.Sigmoid
  private let pairs: ContrastPairs<Kernels>

  /// The loss with its buffers.
  init(_ options: Loss.Sigmoid, _ pairs: ContrastPairs<Kernels>) {
    (self.options, self.pairs) = (options, pairs)
  }

  /// See ``LossEvaluator/evaluate(_:targets:negatives:gradient:learns:)``.
  func evaluate(
    _ predictions: UnsafePointer<Kernels.Scalar>, _ targets: RowSelection<Kernels.Scalar>,
    _ gradient: UnsafeMutablePointer<Kernels.Scalar>, _ learns: Bool
  ) -> Double {
    pairs.evaluate(predictions, targets, gradient, learns) {
      Kernels.Scalar.pairSigmoid($0, sharpness: options.temperature, bias: options.bias)
    }
  }
}
