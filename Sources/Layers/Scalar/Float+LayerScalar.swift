import Dense
internal import DenseKernels

extension Float: LayerScalar {
  /// Bias and activation over one panel. `dense_bias_activation_f`.
  package static func biasActivation(
    _ panel: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>, features: Int, activation: Activation
  ) {
    dense_bias_activation_f(panel, bias, Int64(features), activation.code)
  }

  /// Times the derivative of the activation. `dense_activation_gradient_f`.
  package static func activationGradient(
    _ d: UnsafeMutablePointer<Float>, h: UnsafePointer<Float>, count: Int, activation: Activation
  ) {
    dense_activation_gradient_f(d, h, Int64(count), activation.code)
  }

  /// Elementwise product. `dense_multiply_f`.
  package static func multiply(
    _ out: UnsafeMutablePointer<Float>, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int
  ) {
    dense_multiply_f(out, a, b, Int64(count))
  }

  /// Inverted-scaling dropout mask. `dense_dropout_mask_f`.
  package static func dropoutMask(
    _ mask: UnsafeMutablePointer<Float>, count: Int, keep: Double, key: UInt64, counter: UInt64
  ) {
    dense_dropout_mask_f(mask, Int64(count), keep, key, counter)
  }

  /// One optimizer step on a tile. `dense_update_f`.
  package static func update(
    weights: UnsafeMutablePointer<Float>, squares: UnsafeMutablePointer<Float>,
    means: UnsafeMutablePointer<Float>,
    stride: Int, gradient: UnsafePointer<Float>, gradientStride: Int, rows: Int, columns: Int,
    _ step: OptimizerStep
  ) {
    var optimizer = step.kernelValue
    dense_update_f(
      weights, squares, means, Int64(stride), gradient, Int64(gradientStride), Int64(rows), Int64(columns),
      &optimizer)
  }

  /// Sums over the samples of a panel. `dense_panel_sums_f`.
  package static func panelSums(_ sums: UnsafeMutablePointer<Float>, _ d: UnsafePointer<Float>, features: Int)
  {
    dense_panel_sums_f(sums, d, Int64(features))
  }

  /// Transposition. `dense_transpose_f`.
  package static func transpose(
    _ out: UnsafeMutablePointer<Float>, stride: Int, from input: UnsafePointer<Float>,
    stride inputStride: Int,
    rows: Int, columns: Int
  ) {
    dense_transpose_f(out, Int64(stride), input, Int64(inputStride), Int64(rows), Int64(columns))
  }

  /// Gradient and sum of squared errors over one panel. `dense_mse_gradient_f`.
  package static func squaredErrorGradient(
    _ d: UnsafeMutablePointer<Float>, _ y: UnsafePointer<Float>, targets: RowSelection<Float>, features: Int,
    scale: Double
  ) -> Double {
    precondition(
      targets.count > 0 && targets.count <= LayerPanel.width, "\(targets.count) target rows for one panel")
    return dense_mse_gradient_f(
      d, y, targets.base, Int64(targets.stride), targets.indices, Int64(targets.count), Int64(features), scale
    )
  }

  /// Inner product in Double. `dense_dot_f`.
  package static func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int) -> Double {
    dense_dot_f(a, b, Int64(count))
  }

  /// Squared Euclidean distance in Double. `dense_squared_distance_f`.
  package static func squaredDistance(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int)
    -> Double
  {
    dense_squared_distance_f(a, b, Int64(count))
  }

  /// Linear combination. `dense_combine_f`.
  package static func combine(
    _ out: UnsafeMutablePointer<Float>, _ alpha: Double, _ a: UnsafePointer<Float>, _ beta: Double,
    _ b: UnsafePointer<Float>, count: Int
  ) {
    dense_combine_f(out, alpha, a, beta, b, Int64(count))
  }

  /// Adds a scaled difference. `dense_add_difference_f`.
  package static func addDifference(
    _ out: UnsafeMutablePointer<Float>, _ alpha: Double, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
    count: Int
  ) {
    dense_add_difference_f(out, alpha, a, b, Int64(count))
  }

  /// First number that is not finite. `dense_first_not_finite_f`.
  package static func firstNotFinite(_ a: UnsafePointer<Float>, count: Int) -> Int? {
    let index = dense_first_not_finite_f(a, Int64(count))
    return index < 0 ? nil : Int(index)
  }
}
