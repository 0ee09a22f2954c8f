import TestSupport
import Testing

@testable import CrossModal
@testable import Dense

@Suite struct FittedMapTests {
  private func linear(_ weights: [[Float]], _ bias: [Float]) -> Network<Float> {
    Network(
      shape: .init(inputs: weights.count, hidden: [], outputs: bias.count, activation: .linear),
      layers: [.init(weights: Matrix(weights), bias: bias)])
  }

  @Test func byHand() {
    // (x − (1, 2)) ∘ (2, 3), then z₁ − z₂ + 10; y is projected on its sum.
    let map = FittedMap(
      inputSteps: [.scaling(shift: [1, 2], factor: [2, 3])], network: linear([[1], [-1]], [10]),
      targetSteps: [.projection(shift: [0, 1, 0], matrix: Matrix([[1], [1], [1]]))])
    #expect((map.inputs, map.outputs, map.targetInputs) == (2, 1, 3))
    #expect(map(Matrix<Float>([[1, 2], [4, 3]])) == Matrix([[10], [13]]))
    #expect(map.target(Matrix<Float>([[1, 2, 3], [0, 1, 0]])) == Matrix([[5], [0]]))
  }

  @Test func dimensionsBeforeAProjection() {
    let project = FittedStep.projection(shift: [0, 0, 0], matrix: Matrix([[1, 0], [0, 1], [0, 0]]))
    let map = FittedMap(
      inputSteps: [.unitLength, project], network: linear([[1], [1]], [0]), targetSteps: [.unitLength])
    #expect((map.inputs, map.outputs, map.targetInputs) == (3, 1, 1))
    #expect(map(Matrix<Float>([[0, 0, 0], [3, 0, 4]])) == Matrix([[0], [0.6]]))
    #expect(map.target(Matrix<Float>([[-3], [0]])) == Matrix([[-1], [0]]))
  }

  /// Without steps the bits are those of the network, and a target is the same numbers.
  @Test(arguments: KernelPath.allCases.filter(\.isAvailable)) func withoutSteps(path: KernelPath) {
    var stream = RandomStream(StreamKey(seed: 3))
    let network = Network<Float>(
      shape: .init(inputs: 30, hidden: [17], outputs: 9, activation: .tanh), stream: &stream)
    let (x, map) = (matrixOfNoise(rows: 200, columns: 30), FittedMap(network: network))
    #expect(bits(map(x, path: path).view) == bits(network(x, path: path).view))
    let y = matrixOfNoise(rows: 20, columns: 9)
    #expect(bits(map.target(y).view) == bits(y.view))
  }

  /// Golden: numpy in float64.
  @Test(arguments: ["plain", "steps"]) func asNumpy(name: String) throws {
    let rows = try #require(try ModelGolden.read()[name])
    let (map, _) = try ModelFile.readMap(ModelGolden.path("\(name).safetensors"))
    #expect(largestDifference(map(Matrix(rows.x)), Matrix(rows.y)) < 1e-6)
    #expect(largestDifference(map.target(Matrix(rows.t)), Matrix(rows.target)) < 1e-5)
    let target = rows.target.flatMap { $0.map { abs($0) } }.max() ?? 0
    #expect(target > 1)
  }
}
