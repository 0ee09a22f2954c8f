@testable import Dense

/// The exact distance as its documentation states it, number by number in Double: an oracle that shares no code with the
/// kernels. Element i belongs to partial sum i mod 32; the partial sums are added as a balanced tree.
func plainDistance<Scalar: MatrixScalar>(
  _ a: UnsafeBufferPointer<Scalar>, _ b: UnsafeBufferPointer<Scalar>, _ metric: Metric
) -> Double {
  func sum(_ term: (Int) -> Double) -> Double {
    var partial = [Double](repeating: 0, count: 32)
    for place in 0..<a.count { partial[place % 32] += term(place) }
    var parts: [Double] = (0..<8).map { lane in
      let (low, high) = (partial[lane] + partial[lane + 8], partial[lane + 16] + partial[lane + 24])
      return low + high
    }
    while parts.count > 1 {
      parts = (0..<parts.count / 2).map { pair in parts[2 * pair] + parts[2 * pair + 1] }
    }
    return parts[0]
  }
  switch metric {
  case .euclidean:
    return sum { place in
      let difference = Double(a[place]) - Double(b[place])
      return difference * difference
    }
  case .innerProduct: return -sum { Double(a[$0]) * Double(b[$0]) }
  case .cosine:
    let (normA, normB) = (
      sum { Double(a[$0]) * Double(a[$0]) }.squareRoot(), sum { Double(b[$0]) * Double(b[$0]) }.squareRoot()
    )
    let dot = sum { Double(a[$0]) * Double(b[$0]) }
    return normA * normB > 0 ? 1 - dot / (normA * normB) : 1
  }
}
