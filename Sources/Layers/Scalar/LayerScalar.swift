import Dense

/// A scalar for which the elementwise loops of training exist in `DenseKernels`: `Float` and `Double`.
///
/// The requirements are those loops, named after the C function; `elementwise.h` states each formula.
package protocol LayerScalar: BLASScalar {
  /// h[f][s] ← s(h[f][s] + bias[f]) over one panel of 64 samples. `dense_bias_activation`.
  static func biasActivation(
    _ panel: UnsafeMutablePointer<Self>, bias: UnsafePointer<Self>, features: Int, activation: Activation)
  /// d[i] ← d[i] · s′, from h = s(z). `dense_activation_gradient`.
  static func activationGradient(
    _ d: UnsafeMutablePointer<Self>, h: UnsafePointer<Self>, count: Int, activation: Activation)
  /// out[i] ← a[i] · b[i]. `dense_multiply`.
  static func multiply(
    _ out: UnsafeMutablePointer<Self>, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, count: Int)
  /// mask[i] ← 1/keep with probability keep, else 0, from the counter-based stream of `key`. `dense_dropout_mask`.
  static func dropoutMask(
    _ mask: UnsafeMutablePointer<Self>, count: Int, keep: Double, key: UInt64, counter: UInt64)
  /// One optimizer step on a tile of weights and running averages. `dense_update`.
  static func update(
    weights: UnsafeMutablePointer<Self>, squares: UnsafeMutablePointer<Self>,
    means: UnsafeMutablePointer<Self>,
    stride: Int, gradient: UnsafePointer<Self>, gradientStride: Int, rows: Int, columns: Int,
    _ step: OptimizerStep)
  /// sums[f] ← sums[f] + Σ d[f][s] over one panel. `dense_panel_sums`.
  static func panelSums(_ sums: UnsafeMutablePointer<Self>, _ d: UnsafePointer<Self>, features: Int)
  /// out[c][r] ← in[r][c]. `dense_transpose`.
  static func transpose(
    _ out: UnsafeMutablePointer<Self>, stride: Int, from input: UnsafePointer<Self>, stride inputStride: Int,
    rows: Int, columns: Int)
  /// d[f][s] ← scale (y[f][s] − t[s][f]) over one panel with at most 64 target rows t, and 0 for samples without a row.
  /// `dense_mse_gradient`.
  /// - Returns: Σ (y − t)² over the rows, summed in Double.
  static func squaredErrorGradient(
    _ d: UnsafeMutablePointer<Self>, _ y: UnsafePointer<Self>, targets: RowSelection<Self>, features: Int,
    scale: Double
  ) -> Double
  /// Σ a[i] b[i], summed in Double. `dense_dot`.
  static func dot(_ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, count: Int) -> Double
  /// Σ (a[i] − b[i])², summed in Double. `dense_squared_distance`.
  static func squaredDistance(_ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, count: Int) -> Double
  /// out[i] ← alpha a[i] + beta b[i]. `dense_combine`.
  static func combine(
    _ out: UnsafeMutablePointer<Self>, _ alpha: Double, _ a: UnsafePointer<Self>, _ beta: Double,
    _ b: UnsafePointer<Self>, count: Int)
  /// out[i] ← out[i] + alpha (a[i] − b[i]). `dense_add_difference`.
  static func addDifference(
    _ out: UnsafeMutablePointer<Self>, _ alpha: Double, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>,
    count: Int)
  /// Index of the first number that is not finite, or nil. `dense_first_not_finite`.
  static func firstNotFinite(_ a: UnsafePointer<Self>, count: Int) -> Int?
}
