import Dense
internal import DenseKernels

extension Double: LayerScalar {
  /// Bias and activation over one panel. `dense_bias_activation_d`.
  package static func biasActivation(
    _ panel: UnsafeMutablePointer<Double>, bias: UnsafePointer<Double>, features: Int, activation: Activation
  ) {
    dense_bias_activation_d(panel, bias, Int64(features), activation.code)
  }

  /// Times the derivative of the activation. `dense_activation_gradient_d`.
  package static func activationGradient(
    _ d: UnsafeMutablePointer<Double>, h: UnsafePointer<Double>, count: Int, activation: Activation
  ) {
    dense_activation_gradient_d(d, h, Int64(count), activation.code)
  }

  /// Elementwise product. `dense_multiply_d`.
  package static func multiply(
    _ out: UnsafeMutablePointer<Double>, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int
  ) {
    dense_multiply_d(out, a, b, Int64(count))
  }

  /// Inverted-scaling dropout mask. `dense_dropout_mask_d`.
  package static func dropoutMask(
    _ mask: UnsafeMutablePointer<Double>, count: Int, keep: Double, key: UInt64, counter: UInt64
  ) {
    dense_dropout_mask_d(mask, Int64(count), keep, key, counter)
  }

  /// One optimizer step on a tile. `dense_update_d`.
  package static func update(
    weights: UnsafeMutablePointer<Double>, squares: UnsafeMutablePointer<Double>,
    means: UnsafeMutablePointer<Double>,
    stride: Int, gradient: UnsafePointer<Double>, gradientStride: Int, rows: Int, columns: Int,
    _ step: OptimizerStep
  ) {
    var optimizer = step.kernelValue
    dense_update_d(
      weights, squares, means, Int64(stride), gradient, Int64(gradientStride), Int64(rows), Int64(columns),
      &optimizer)
  }

  /// Sums over the samples of a panel. `dense_panel_sums_d`.
  package static func panelSums(
    _ sums: UnsafeMutablePointer<Double>, _ d: UnsafePointer<Double>, features: Int
  ) {
    dense_panel_sums_d(sums, d, Int64(features))
  }

  /// Transposition. `dense_transpose_d`.
  package static func transpose(
    _ out: UnsafeMutablePointer<Double>, stride: Int, from input: UnsafePointer<Double>,
    stride inputStride: Int,
    rows: Int, columns: Int
  ) {
    dense_transpose_d(out, Int64(stride), input, Int64(inputStride), Int64(rows), Int64(columns))
  }

  /// Gradient and sum of squared errors over one panel. `dense_mse_gradient_d`.
  package static func squaredErrorGradient(
    _ d: UnsafeMutablePointer<Double>, _ y: UnsafePointer<Double>, targets: RowSelection<Double>,
    features: Int,
    scale: Double
  ) -> Double {
    precondition(
      targets.count > 0 && targets.count <= LayerPanel.width, "\(targets.count) target rows for one panel")
    return dense_mse_gradient_d(
      d, y, targets.base, Int64(targets.stride), targets.indices, Int64(targets.count), Int64(features), scale
    )
  }

  /// Inner product in Double. `dense_dot_d`.
  package static func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int) -> Double {
    dense_dot_d(a, b, Int64(count))
  }

  /// Squared Euclidean distance in Double. `dense_squared_distance_d`.
  package static func squaredDistance(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int)
    -> Double
  {
    dense_squared_distance_d(a, b, Int64(count))
  }

  /// Linear combination. `dense_combine_d`.
  package static func combine(
    _ out: UnsafeMutablePointer<Double>, _ alpha: Double, _ a: UnsafePointer<Double>, _ beta: Double,
    _ b: UnsafePointer<Double>, count: Int
  ) {
    dense_combine_d(out, alpha, a, beta, b, Int64(count))
  }

  /// Adds a scaled difference. `dense_add_difference_d`.
  package static func addDifference(
    _ out: UnsafeMutablePointer<Double>, _ alpha: Double, _ a: UnsafePointer<Double>,
    _ b: UnsafePointer<Double>, count: Int
  ) {
    dense_add_difference_d(out, alpha, a, b, Int64(count))
  }

  /// First number that is not finite. `dense_first_not_finite_d`.
  package static func firstNotFinite(_ a: UnsafePointer<Double>, count: Int) -> Int? {
    let index = dense_first_not_finite_d(a, Int64(count))
    return index < 0 ? nil : Int(index)
  }
}
