internal import DenseKernels

/// A scalar type whose rows have an exact distance; Float and Double.
public protocol ExactDistanceScalar: BLASScalar {
  /// Σ aᵢ bᵢ in Double, in the fixed order of ``exactDistance(_:_:_:)``.
  static func exactDot(_ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ count: Int) -> Double
  /// Σ (aᵢ − bᵢ)² in Double, in the fixed order of ``exactDistance(_:_:_:)``.
  static func exactSquaredDistance(_ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ count: Int) -> Double
}

extension Float: ExactDistanceScalar {
  /// Σ aᵢ bᵢ in Double; every product is exact.
  public static func exactDot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Double {
    dense_exact_dot_f(a, b, Int64(count))
  }

  /// Σ (aᵢ − bᵢ)² in Double.
  public static func exactSquaredDistance(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int
  ) -> Double {
    dense_exact_squared_distance_f(a, b, Int64(count))
  }
}

extension Double: ExactDistanceScalar {
  /// Σ aᵢ bᵢ in Double.
  public static func exactDot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double
  {
    dense_exact_dot_d(a, b, Int64(count))
  }

  /// Σ (aᵢ − bᵢ)² in Double.
  public static func exactSquaredDistance(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int
  ) -> Double {
    dense_exact_squared_distance_d(a, b, Int64(count))
  }
}

/// The distance that decides who is nearer; nothing else does.
///
/// - Cosine: 1 − a·b / (‖a‖ ‖b‖) with ‖a‖ = √(a·a); 1 where either norm is zero. Equal rows have equal distances to
///   everything, so an item and its exact duplicates tie. A row and a multiple of it may differ by a rounding.
/// - Euclidean: the squared distance Σ (aᵢ − bᵢ)²; exactly 0 between equal rows.
/// - Inner product: −a·b.
///
/// Everything is in Double. Sums have a fixed order: element i belongs to partial sum i mod 32, the partial sums are
/// added as a balanced tree; products and sums are rounded separately. So the result is the same on every processor.
/// The rows must have equal lengths and finite elements. Cost d.
public func exactDistance<Scalar: ExactDistanceScalar>(
  _ a: UnsafeBufferPointer<Scalar>, _ b: UnsafeBufferPointer<Scalar>, _ metric: Metric
) -> Double {
  precondition(a.count == b.count, "distance between rows of \(a.count) and \(b.count) numbers")
  guard let first = a.baseAddress, let second = b.baseAddress else { return metric == .cosine ? 1 : 0 }
  return exactDistance(
    first, exactNorm(first, a.count, metric), second, exactNorm(second, b.count, metric), a.count, metric)
}

/// ‖a‖ as ``exactDistance(_:_:_:)`` uses it; 0 for the metrics that need none.
func exactNorm<Scalar: ExactDistanceScalar>(
  _ a: UnsafePointer<Scalar>, _ count: Int, _ metric: Metric
) -> Double {
  metric == .cosine ? Scalar.exactDot(a, a, count).squareRoot() : 0
}

/// ``exactDistance(_:_:_:)`` with norms computed before.
func exactDistance<Scalar: ExactDistanceScalar>(
  _ a: UnsafePointer<Scalar>, _ normA: Double, _ b: UnsafePointer<Scalar>, _ normB: Double, _ count: Int,
  _ metric: Metric
) -> Double {
  switch metric {
  case .cosine:
    let norms = normA * normB
    return norms > 0 ? 1 - Scalar.exactDot(a, b, count) / norms : 1
  case .euclidean: return Scalar.exactSquaredDistance(a, b, count)
  case .innerProduct: return -Scalar.exactDot(a, b, count)
  }
}
