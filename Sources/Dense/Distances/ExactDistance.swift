internal import DenseKernels

/// A scalar type whose rows have an exact distance; Float and Double.
package protocol ExactDistanceScalar: BLASScalar {
  /// Σ aᵢ bᵢ in Double, in the fixed order of ``exactDistance(_:_:_:)``. C function: `dense_exact_dot`.
  static func exactDot(_ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ count: Int) -> Double

  /// ``exactDistance(_:_:_:)`` with the norms given; they matter for cosine only. C function: `dense_exact_distance`.
  static func exactDistance(
    _ a: UnsafePointer<Self>, _ normA: Double, _ b: UnsafePointer<Self>, _ normB: Double, _ count: Int,
    _ metric: Metric
  ) -> Double

  /// Σ ((aᵢ − centerA) scaleA − (bᵢ − centerB) scaleB)² in Double, in the same order. C function: `dense_scaled_square`.
  static func scaledSquare(
    _ a: UnsafePointer<Self>, _ centerA: Double, _ scaleA: Double, _ b: UnsafePointer<Self>,
    _ centerB: Double, _ scaleB: Double, _ count: Int
  ) -> Double
}

extension Float: ExactDistanceScalar {
  /// Σ aᵢ bᵢ in Double; every product is exact. C function: `dense_exact_dot_f`.
  package static func exactDot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Double {
    dense_exact_dot_f(a, b, Int64(count))
  }

  /// The exact distance with the norms given. C function: `dense_exact_distance_f`.
  package static func exactDistance(
    _ a: UnsafePointer<Float>, _ normA: Double, _ b: UnsafePointer<Float>, _ normB: Double, _ count: Int,
    _ metric: Metric
  ) -> Double {
    dense_exact_distance_f(a, normA, b, normB, Int64(count), metric.kernelCode)
  }

  /// The squared distance of rows centered and scaled in Double. C function: `dense_scaled_square_f`.
  package static func scaledSquare(
    _ a: UnsafePointer<Float>, _ centerA: Double, _ scaleA: Double, _ b: UnsafePointer<Float>,
    _ centerB: Double, _ scaleB: Double, _ count: Int
  ) -> Double {
    dense_scaled_square_f(a, centerA, scaleA, b, centerB, scaleB, Int64(count))
  }
}

extension Double: ExactDistanceScalar {
  /// Σ aᵢ bᵢ in Double. C function: `dense_exact_dot_d`.
  package static func exactDot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double
  {
    dense_exact_dot_d(a, b, Int64(count))
  }

  /// The exact distance with the norms given. C function: `dense_exact_distance_d`.
  package static func exactDistance(
    _ a: UnsafePointer<Double>, _ normA: Double, _ b: UnsafePointer<Double>, _ normB: Double, _ count: Int,
    _ metric: Metric
  ) -> Double {
    dense_exact_distance_d(a, normA, b, normB, Int64(count), metric.kernelCode)
  }

  /// The squared distance of rows centered and scaled. C function: `dense_scaled_square_d`.
  package static func scaledSquare(
    _ a: UnsafePointer<Double>, _ centerA: Double, _ scaleA: Double, _ b: UnsafePointer<Double>,
    _ centerB: Double, _ scaleB: Double, _ count: Int
  ) -> Double {
    dense_scaled_square_d(a, centerA, scaleA, b, centerB, scaleB, Int64(count))
  }
}

extension Metric {
  /// The number of this metric in the kernels.
  var kernelCode: Int32 {
    switch self {
    case .cosine: Int32(DENSE_COSINE.rawValue)
    case .euclidean: Int32(DENSE_EUCLIDEAN.rawValue)
    case .innerProduct: Int32(DENSE_INNER_PRODUCT.rawValue)
    }
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
package func exactDistance<Scalar: ExactDistanceScalar>(
  _ a: UnsafeBufferPointer<Scalar>, _ b: UnsafeBufferPointer<Scalar>, _ metric: Metric
) -> Double {
  precondition(a.count == b.count, "distance between rows of \(a.count) and \(b.count) numbers")
  guard let first = a.baseAddress, let second = b.baseAddress else { return metric == .cosine ? 1 : 0 }
  return Scalar.exactDistance(
    first, Scalar.exactDot(first, first, a.count).squareRoot(), second,
    Scalar.exactDot(second, second, b.count).squareRoot(), a.count, metric)
}
