/// Distances between all rows of A and all rows of B, in blocks of rows, so that memory stays small.
///
/// Each is right to 10⁻⁵ of itself (Double rows: 10⁻⁸), whatever the offset and size of the numbers; never negative; 0 for
/// equal rows (but 1 from a row without direction, see ``DistanceMetric``); the same bits both ways between the rows of
/// one set. Directions that differ by less than 10⁻¹⁰ are the exception: of a cosine distance below 10⁻²⁰ that is left
/// nothing is certain but that it is so small. NaN and infinity make the distances of their own rows NaN or infinite.
///
/// Method: rows centered and scaled in Double, products in Float, and Σ (uᵢ − vᵢ)² in Double for every pair for which the
/// bound of the product's error allows more than the tolerance. Where many pairs of a sample are such, and for Double
/// rows, products in Double. Cost 2 n m d, half of it in ``matrix`` of one set; memory O((n + m) d). Routine: `?gemm`.
public struct Distances<Scalar: MatrixScalar>: Sendable {
  /// Rows of a block.
  package static var blockRows: Int { 256 }

  private enum Products {
    case float(DistanceProducts<Float>)
    case double(DistanceProducts<Double>)
  }

  private let a: ComparableRows<Scalar>
  private let b: ComparableRows<Scalar>
  private let products: Products
  // Whether A and B hold the same numbers.
  private let isSymmetric: Bool
}

extension Distances where Scalar: ExactDistanceScalar {
  // Rounding of the result comes on top.
  private static var tolerance: Double { Scalar.significandBitCount > 23 ? 1e-8 : 0.95e-5 }

  /// Prepares the distances from the rows of `a` (n×d) to those of `b` (m×d).
  package init(_ a: MatrixView<Scalar>, _ b: MatrixView<Scalar>, _ metric: DistanceMetric) {
    precondition(
      a.columns == b.columns,
      "distances between rows of \(a.rows)×\(a.columns) and \(b.rows)×\(b.columns) matrices: columns differ")
    isSymmetric = Self.areSame(a, b)
    let (first, columns) = (ComparableRows(a, metric), a.columns)
    let second = isSymmetric ? first : ComparableRows(b, metric)
    (self.a, self.b) = (first, second)
    let sample = DistanceSample(first, second)
    let length = max(first.largestLength, second.largestLength)
    func rule<Work: BLASScalar>() -> ProductRule<Work> {
      ProductRule(
        columns: columns, metric: metric, length: length, center: sample.center, tolerance: Self.tolerance)
    }
    func products<Work: ExactDistanceScalar>(_ rule: ProductRule<Work>, isSymmetric: Bool)
      -> DistanceProducts<Work>
    {
      let rows = ProductRows(first, rule)
      return DistanceProducts(
        rule: rule, a: rows, b: isSymmetric ? rows : ProductRows(second, rule), columns: columns,
        isDirectional: metric.isDirectional)
    }
    let inFloat: ProductRule<Float> = rule()
    self.products =
      Scalar.significandBitCount <= 23 && sample.isDecided(by: inFloat)
      ? .float(products(inFloat, isSymmetric: isSymmetric))
      : .double(products(rule(), isSymmetric: isSymmetric))
  }

  /// Calls `body` with each block in turn: the first row's index and the block (rows × m). One buffer serves all.
  package func blocks(_ body: (_ firstRow: Int, _ block: MatrixView<Scalar>) throws -> Void) rethrows {
    var buffer = Matrix<Scalar>(rows: min(Self.blockRows, a.source.rows), columns: b.source.rows)
    for first in stride(from: 0, to: a.source.rows, by: Self.blockRows) {
      let rows = first..<min(first + Self.blockRows, a.source.rows)
      buffer.withMutableElements { elements in
        if let base = elements.baseAddress { fill(rows, base) }
      }
      try body(first, buffer.view.rows(0..<rows.count))
    }
  }

  /// All distances at once, n×m.
  package var all: Matrix<Scalar> {
    let width = b.source.rows
    var result = Matrix<Scalar>(rows: a.source.rows, columns: width)
    result.withMutableElements { elements in
      guard let base = elements.baseAddress else { return }
      for first in stride(from: 0, to: a.source.rows, by: Self.blockRows) {
        let rows = first..<min(first + Self.blockRows, a.source.rows)
        fill(rows, base + first * width, from: isSymmetric ? first : 0)
        guard isSymmetric else { continue }
        for other in stride(from: rows.upperBound, to: width, by: Self.blockRows) {
          for row in other..<min(other + Self.blockRows, width) {
            for column in rows { base[row * width + column] = base[column * width + row] }
          }
        }
      }
    }
    return result
  }

  // The distances from a block of rows to all rows from `start` on, to a place that a whole block of the matrix has.
  private func fill(_ rows: Range<Int>, _ out: UnsafeMutablePointer<Scalar>, from start: Int = 0) {
    switch products {
    case .float(let products): fill(rows, out, from: start, products)
    case .double(let products): fill(rows, out, from: start, products)
    }
  }

  // Concrete in this module wherever it is called from outside: the loops below are 20 times slower where the scalar is
  // not known. Of one set, a tile below the diagonal is the one above it, turned: so both are the same bits.
  private func fill<Work: ExactDistanceScalar>(
    _ rows: Range<Int>, _ out: UnsafeMutablePointer<Scalar>, from start: Int,
    _ products: DistanceProducts<Work>
  ) {
    let (width, side) = (b.source.rows, Self.blockRows)
    // Longer than a power of two, so that a column does not lie in one set of the cache.
    let turnedWidth = side + 16
    let scratch = AlignedBuffer<Work>(uninitialized: side * side)
    let turned = AlignedBuffer<Scalar>(uninitialized: isSymmetric ? side * turnedWidth : 0)
    for first in stride(from: start, to: width, by: side) {
      let others = first..<min(first + side, width)
      if isSymmetric && others.lowerBound < rows.lowerBound {
        products.tile(others, rows, scratch: scratch.pointer, into: turned.pointer, width: turnedWidth)
        decide(others, rows, turned.pointer, width: turnedWidth)
        for row in 0..<rows.count {
          for other in 0..<others.count {
            out[row * width + first + other] = turned.pointer[other * turnedWidth + row]
          }
        }
      } else {
        let target = out + first
        products.tile(rows, others, scratch: scratch.pointer, into: target, width: width)
        decide(rows, others, target, width: width)
        guard isSymmetric && others == rows else { continue }
        for row in 0..<rows.count {
          for other in 0..<row { target[row * width + other] = target[other * width + row] }
        }
      }
    }
  }

  // Computes the distances that products left open.
  private func decide(
    _ rows: Range<Int>, _ others: Range<Int>, _ tile: UnsafeMutablePointer<Scalar>, width: Int
  ) {
    for row in 0..<rows.count {
      let numbers = tile + row * width
      // Without an early exit the loop is vectorized.
      var open = 0
      for place in 0..<others.count { open &+= numbers[place] == numbers[place] ? 0 : 1 }
      if open == 0 { continue }
      for place in 0..<others.count where numbers[place].isNaN {
        numbers[place] = Scalar(
          a.distance(rows.lowerBound + row, to: others.lowerBound + place, of: b))
      }
    }
  }

  private static func areSame(_ a: MatrixView<Scalar>, _ b: MatrixView<Scalar>) -> Bool {
    guard a.rows == b.rows else { return false }
    if a.base == b.base && a.stride == b.stride { return true }
    return (0..<a.rows).allSatisfy { row in
      let (first, second) = (a.row(row), b.row(row))
      return first.indices.allSatisfy { first[$0] == second[$0] }
    }
  }
}

extension Distances where Scalar == Float {
  /// Prepares the distances from the rows of `a` (n×d) to those of `b` (m×d).
  public init(from a: some RowMajor<Float>, to b: some RowMajor<Float>, metric: DistanceMetric) {
    self.init(a.view, b.view, metric)
  }

  /// Calls `body` with each block in turn: the first row's index and the block (rows × m). One buffer serves all.
  public func forEachBlock(_ body: (_ firstRow: Int, _ block: MatrixView<Float>) throws -> Void) rethrows {
    try blocks(body)
  }

  /// All distances at once, n×m.
  public var matrix: Matrix<Float> { all }
}

extension Distances where Scalar == Double {
  /// Prepares the distances from the rows of `a` (n×d) to those of `b` (m×d).
  public init(from a: some RowMajor<Double>, to b: some RowMajor<Double>, metric: DistanceMetric) {
    self.init(a.view, b.view, metric)
  }

  /// Calls `body` with each block in turn: the first row's index and the block (rows × m). One buffer serves all.
  public func forEachBlock(_ body: (_ firstRow: Int, _ block: MatrixView<Double>) throws -> Void) rethrows {
    try blocks(body)
  }

  /// All distances at once, n×m.
  public var matrix: Matrix<Double> { all }
}
