@testable import Dense

/// Rows on which distances by products lose digits. Every ninth row equals an earlier one, the row before it nearly.
enum DistanceData: String, CaseIterable, Sendable {
  case normal
  /// All numbers near 10⁴.
  case offset
  /// Four clusters far from each other and from the origin.
  case clusters
  /// Positive numbers with one direction in common.
  case positive
  case tiny
  case large
  /// Norms from 10⁻²⁰ to 10²⁰.
  case magnitudes

  /// Deterministic rows; of the last but one all numbers are equal, and of the last all zero.
  func rows(_ count: Int, _ columns: Int) -> Matrix<Float> {
    var stream = RandomStream(StreamKey(seed: 11).adding(rawValue).adding(columns))
    var rows = Matrix<Float>(rows: count, columns: columns) { row, _ in
      let number = stream.normal()
      switch self {
      case .normal: return Float(number)
      case .offset: return Float(10_000 + number)
      case .clusters: return Float([-3000, 500, 2000, 9000][row % 4] + 0.1 * number)
      case .positive: return Float(3 + abs(number))
      case .tiny: return Float(number * 1e-25)
      case .large: return Float(number * 1e20)
      case .magnitudes: return Float(number) * ([1e-20, 1, 1e20, 1e-3] as [Float])[row % 4]
      }
    }
    for row in stride(from: 8, to: count, by: 9) {
      for column in 0..<columns {
        rows[row, column] = rows[row - 8, column]
        rows[row - 1, column] = rows[row - 8, column]
      }
      rows[row - 1, 0] = rows[row - 8, 0] * 1.00001
    }
    for column in 0..<columns {
      rows[count - 2, column] = rows[0, 0]
      rows[count - 1, column] = 0
    }
    return rows
  }
}

/// A distance in Double that loses no digits and shares nothing with the ones tested.
///
/// Directions: ‖a‖² ‖b‖² − (a·b)² is Σ (aᵢ bⱼ − aⱼ bᵢ)² over all i < j (Lagrange), so it gives sin², and 1 − cos is
/// sin² / (1 + cos).
func plainDistance(_ a: [Double], _ b: [Double], _ metric: DistanceMetric) -> Double {
  switch metric {
  case .euclidean:
    let scale = zip(a, b).map { abs($0 - $1) }.max() ?? 0
    return scale == 0
      ? 0
      : scale * zip(a, b).reduce(0.0) { $0 + ($1.0 - $1.1) / scale * (($1.0 - $1.1) / scale) }.squareRoot()
  case .correlation:
    func centered(_ row: [Double]) -> [Double] {
      let mean = row.reduce(0, +) / Double(row.count)
      return row.map { $0 - mean }
    }
    return plainDistance(centered(a), centered(b), .cosine)
  case .cosine:
    func unit(_ row: [Double]) -> [Double] {
      let norm = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return row.map { $0 / norm }
    }
    guard a.contains(where: { $0 != 0 }), b.contains(where: { $0 != 0 }) else { return 1 }
    let (a, b) = (unit(a), unit(b))
    let cosine = zip(a, b).reduce(0.0) { $0 + $1.0 * $1.1 }
    if cosine < 0.5 { return 1 - cosine }
    var square = 0.0
    for i in 0..<a.count {
      for j in 0..<i {
        let term = a[i] * b[j] - a[j] * b[i]
        square += term * term
      }
    }
    return square / (1 + (1 - square).squareRoot())
  }
}
