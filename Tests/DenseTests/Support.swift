import Dense

/// A matrix of standard normal numbers from a seed.
func normalMatrix<Scalar: BLASScalar>(
  _ rows: Int, _ columns: Int, seed: UInt64, as type: Scalar.Type = Scalar.self
) -> Matrix<Scalar> {
  var stream = RandomStream(StreamKey(seed: seed).adding("normal matrix"))
  return Matrix(rows: rows, columns: columns) { _, _ in Scalar(stream.normal()) }
}

/// The product by three loops, in Double.
func naiveProduct<Scalar: BLASScalar>(_ a: Matrix<Scalar>, _ b: Matrix<Scalar>) -> Matrix<Double> {
  Matrix(rows: a.rows, columns: b.columns) { row, column in
    (0..<a.columns).reduce(0.0) { $0 + Double(a[row, $1]) * Double(b[$1, column]) }
  }
}

/// The largest absolute difference of two matrices of the same shape.
func largestDifference<A: BLASScalar, B: BLASScalar>(_ a: Matrix<A>, _ b: Matrix<B>) -> Double {
  precondition(
    a.rows == b.rows && a.columns == b.columns, "\(a.rows)×\(a.columns) and \(b.rows)×\(b.columns)")
  return zip(a.elements, b.elements).reduce(0) { max($0, abs(Double($1.0) - Double($1.1))) }
}
