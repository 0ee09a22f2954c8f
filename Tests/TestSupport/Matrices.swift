import Dense

/// A matrix of standard normal numbers from a seed.
package func normalMatrix<Scalar: MatrixScalar>(
  _ rows: Int, _ columns: Int, seed: UInt64, as type: Scalar.Type = Scalar.self
) -> Matrix<Scalar> {
  var stream = RandomStream(StreamKey(seed: seed).adding("normal matrix"))
  return Matrix(rows: rows, columns: columns) { _, _ in Scalar(stream.normal()) }
}

/// The product by three loops, in Double.
package func naiveProduct<Scalar: MatrixScalar>(_ a: Matrix<Scalar>, _ b: Matrix<Scalar>) -> Matrix<Double> {
  Matrix(rows: a.rows, columns: b.columns) { row, column in
    (0..<a.columns).reduce(0.0) { $0 + Double(a[row, $1]) * Double(b[$1, column]) }
  }
}

/// The largest absolute difference of two matrices of the same shape.
package func largestDifference<A: MatrixScalar, B: MatrixScalar>(_ a: Matrix<A>, _ b: Matrix<B>) -> Double {
  precondition(
    a.rows == b.rows && a.columns == b.columns, "\(a.rows)×\(a.columns) and \(b.rows)×\(b.columns)")
  return zip(a.elements, b.elements).reduce(0) { max($0, abs(Double($1.0) - Double($1.1))) }
}

/// The numbers as bits, so that NaN and the sign of zero count.
package func bits(_ view: MatrixView<Float>) -> [[UInt32]] {
  (0..<view.rows).map { view.row($0).map(\.bitPattern) }
}

/// A matrix of numbers in −8..<8 by a linear congruential generator.
package func matrixOfNoise(rows: Int, columns: Int, seed: UInt64 = 1) -> Matrix<Float> {
  var state = seed
  return Matrix(rows: rows, columns: columns) { _, _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(Int32(truncatingIfNeeded: state >> 32)) / 0x1p28
  }
}
