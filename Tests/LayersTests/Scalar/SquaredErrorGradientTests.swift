import Testing

@testable import Dense
@testable import Layers

@Suite struct SquaredErrorGradientTests {
  @Test(arguments: [1, 15, 16, 17, 48, 70, 200]) func equalsTheLoops(features: Int) {
    check(features, Float.self, tolerance: 1e-6)
    check(features, Double.self, tolerance: 1e-15)
  }

  private func check<Scalar: LayerScalar>(_ features: Int, _ type: Scalar.Type, tolerance: Double) {
    var stream = RandomStream(StreamKey(seed: UInt64(features)))
    let (rowCount, stride) = (10, features + 1)
    // The last row ends with the memory.
    let rows = (0..<(rowCount - 1) * stride + features).map { _ in Scalar(Float(stream.normal())) }
    let y = (0..<features * 64).map { _ in Scalar(Float(stream.normal())) }
    for count in [1, 16, 33, 64] {
      let indices = (0..<count).map { Int32(($0 * 7 + 9) % rowCount) }
      var d = [Scalar](repeating: .nan, count: features * 64)
      let sum = rows.withUnsafeBufferPointer { rows in
        indices.withUnsafeBufferPointer { indices in
          guard let base = rows.baseAddress, let places = indices.baseAddress else { return Double.nan }
          return Scalar.squaredErrorGradient(
            &d, y, targets: RowSelection(base: base, stride: stride, indices: places, count: count),
            features: features, scale: 0.25)
        }
      }
      var expected = 0.0
      for f in 0..<features {
        for s in 0..<64 {
          let difference =
            s < count ? Double(y[f * 64 + s]) - Double(rows[Int(indices[s]) * stride + f]) : 0
          expected += difference * difference
          #expect(abs(Double(d[f * 64 + s]) - 0.25 * difference) <= tolerance * max(1, abs(difference)))
        }
      }
      // Up to 12,800 terms in another order.
      #expect(abs(sum - expected) <= 100 * tolerance * expected)
    }
  }
}
