import TestSupport
import Testing

@testable import CrossModal
@testable import Dense

@Suite struct AffineMapTests {
  @Test func byHand() {
    let map = AffineMap(weights: Matrix([[1, 2, 0], [0, -1, 3]]), bias: [10, 0, 1])
    #expect(map.inputs == 2 && map.outputs == 3)
    #expect(map(Matrix<Double>([[1, 1], [0, 2]])) == Matrix<Double>([[11, 1, 4], [10, -2, 7]]))
    let shifted = AffineMap(weights: map.weights, from: [1, 1], to: [5, 5, 5])
    #expect(shifted.bias == [4, 4, 2])
    #expect(shifted(Matrix<Double>([[1, 1]])) == Matrix<Double>([[5, 5, 5]]))
  }

  /// The network is the same map in Float.
  @Test func asANetwork() {
    let weights = normalMatrix(5, 3, seed: 1, as: Double.self)
    let map = AffineMap(weights: weights, bias: [0.1, -2, 1e-3])
    let x = normalMatrix(7, 5, seed: 2, as: Float.self)
    let layers = map.network.layers
    #expect(layers.count == 1 && layers[0].bias == [0.1, -2, 1e-3] as [Float])
    #expect(largestDifference(map.network(x), map(x.converted(to: Double.self))) < 1e-5)
  }
}
