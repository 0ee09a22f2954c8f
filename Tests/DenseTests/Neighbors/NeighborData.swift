@testable import Dense

/// Data on which searches of neighbors are compared with all pairs in Double.
enum NeighborData: String, CaseIterable, Sendable {
  case normal
  /// Rows near one of few centers, negative numbers set to zero, as in a layer of a network.
  case clustered
  /// All numbers near 10, a part of the rows occurring twice.
  case offset
  case equal
  /// Norms from 1e-20 to 1e15.
  case magnitudes
  /// Small whole numbers: many ties that are not duplicates.
  case ties
  /// One dimension a hundred times as large as the others.
  case heavy
  /// Rows that differ in the fourth digit.
  case nearlyConstant

  /// Deterministic rows. The last but one row is zero, where there are at least three and it makes sense.
  func rows(_ count: Int, _ columns: Int) -> Matrix<Float> {
    var stream = RandomStream(StreamKey(seed: 7).adding(rawValue).adding(count).adding(columns))
    var result = Matrix<Float>(rows: count, columns: columns)
    let centers = (0..<max(1, count / 100)).map { _ in (0..<columns).map { _ in stream.normal() } }
    result.withMutableElements { numbers in
      for row in 0..<count {
        let center = centers[stream.below(centers.count)]
        let magnitude = Float.exponent10(stream.uniform(-20, 15))
        let source = self == .offset && row > 10 && row % 10 == 0 ? stream.below(row) : row
        for column in 0..<columns {
          let number: Float =
            switch self {
            case .normal: Float(stream.normal())
            case .clustered: Float(max(0, center[column] + 0.05 * stream.normal()))
            case .offset: source < row ? numbers[source * columns + column] : Float(10 + stream.normal())
            case .equal: Float(column % 7) - 2.5
            case .magnitudes: Float(stream.normal()) * magnitude
            case .ties: Float(stream.below(3) - 1)
            case .heavy: Float(stream.normal() * (column == columns / 2 ? 100 : 1))
            case .nearlyConstant: Float(1 + 1e-4 * stream.normal())
            }
          numbers[row * columns + column] = number
        }
      }
      if count >= 3 && self != .equal {
        for column in 0..<columns { numbers[(count - 2) * columns + column] = 0 }
      }
    }
    return result
  }
}

extension Float {
  fileprivate static func exponent10(_ exponent: Double) -> Float {
    var (result, rest) = (1.0, exponent)
    while rest >= 1 { (result, rest) = (result * 10, rest - 1) }
    while rest <= -1 { (result, rest) = (result / 10, rest + 1) }
    return Float(result * (rest < 0 ? 1 + rest * 0.9 : 1 + rest * 9))
  }
}

/// All pairs by ``plainDistance(_:_:_:)``, sorted: the plainest way to the neighbors.
///
/// `includesSelf`: queries are items, and each is in its own list: first, but by inner product only before its equals.
func plainNeighbors<Scalar: MatrixScalar>(
  of queries: Matrix<Scalar>, among items: Matrix<Scalar>, k: Int, metric: Metric, excludesSelf: Bool = false,
  includesSelf: Bool = false
) -> [Int32] {
  func norms(_ rows: Matrix<Scalar>) -> [Double] {
    (0..<rows.rows).map { metric == .cosine ? plainNorm(rows.view.row($0)) : 0 }
  }
  let (queryNorms, itemNorms) = (norms(queries), norms(items))
  return (0..<queries.rows).flatMap { row in
    var distances = (0..<items.rows).map {
      plainDistance(
        queries.view.row(row), items.view.row($0), metric, norms: (queryNorms[row], itemNorms[$0]))
    }
    if includesSelf && metric != .innerProduct { distances[row] = -.infinity }
    let own = includesSelf ? row : -1
    let order = (0..<items.rows).filter { !excludesSelf || $0 != row }
      .sorted {
        distances[$0] != distances[$1]
          ? distances[$0] < distances[$1] : $1 != own && ($0 == own || $0 < $1)
      }
    return order.prefix(k).map { Int32($0) }
  }
}

/// The first `k` of `each` neighbors of every row.
func plainNeighbors(_ lists: [Int32], each: Int, first k: Int) -> [Int32] {
  stride(from: 0, to: lists.count, by: each).flatMap { lists[$0..<$0 + k] }
}
