@testable import Dense

/// The exact distance as its documentation states it, number by number in Double: an oracle that shares no code with the
/// kernels.
func plainDistance<Scalar: MatrixScalar>(
  _ a: UnsafeBufferPointer<Scalar>, _ b: UnsafeBufferPointer<Scalar>, _ metric: Metric
) -> Double {
  let norms = metric == .cosine ? (plainNorm(a), plainNorm(b)) : (0, 0)
  return plainDistance(a, b, metric, norms: norms)
}

/// The same for rows whose norms are known; only the cosine needs them.
func plainDistance<Scalar: MatrixScalar>(
  _ a: UnsafeBufferPointer<Scalar>, _ b: UnsafeBufferPointer<Scalar>, _ metric: Metric,
  norms: (Double, Double)
) -> Double {
  switch metric {
  case .euclidean:
    return plainSum(a.count) { place in
      let difference = Double(a[place]) - Double(b[place])
      return difference * difference
    }
  case .innerProduct: return -plainSum(a.count) { Double(a[$0]) * Double(b[$0]) }
  case .cosine:
    let dot = plainSum(a.count) { Double(a[$0]) * Double(b[$0]) }
    return norms.0 * norms.1 > 0 ? 1 - dot / (norms.0 * norms.1) : 1
  }
}

/// The norm of a row, by the same sum.
func plainNorm<Scalar: MatrixScalar>(_ a: UnsafeBufferPointer<Scalar>) -> Double {
  plainSum(a.count) { Double(a[$0]) * Double(a[$0]) }.squareRoot()
}

/// Element i belongs to partial sum i mod 32; the partial sums are added as a balanced tree.
private func plainSum(_ count: Int, _ term: (Int) -> Double) -> Double {
  var parts = [Double](repeating: 0, count: 32)
  for place in 0..<count { parts[place % 32] += term(place) }
  for lane in 0..<8 {
    let (low, high) = (parts[lane] + parts[lane + 8], parts[lane + 16] + parts[lane + 24])
    parts[lane] = low + high
  }
  for pairs in [4, 2, 1] {
    for pair in 0..<pairs { parts[pair] = parts[2 * pair] + parts[2 * pair + 1] }
  }
  return parts[0]
}
