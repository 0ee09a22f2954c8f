import TestSupport
import Testing

@testable import Dense
@testable import Layers

@Suite struct PanelOperationsTests {
  @Test func transposesEveryShape() {
    for (rows, columns) in [(1, 1), (16, 16), (15, 17), (64, 300), (33, 64), (100, 31)] {
      check(rows, columns, Float.self)
      check(rows, columns, Double.self)
    }
  }

  private func check<Scalar: LayerScalar>(_ rows: Int, _ columns: Int, _ type: Scalar.Type) {
    let (stride, outStride) = (columns + 3, rows + 2)
    let input = (0..<rows * stride).map { Scalar($0) }
    var output = [Scalar](repeating: -1, count: columns * outStride)
    Scalar.transpose(&output, stride: outStride, from: input, stride: stride, rows: rows, columns: columns)
    var expected = [Scalar](repeating: -1, count: columns * outStride)
    for r in 0..<rows { for c in 0..<columns { expected[c * outStride + r] = input[r * stride + c] } }
    #expect(output == expected)
  }

  @Test func sumsAddUp() {
    var sums: [Double] = [1, 2]
    let panel = (0..<128).map { Double($0) }
    Double.panelSums(&sums, panel, features: 2)
    // 0 + … + 63 = 2016 and 64 + … + 127 = 6112.
    #expect(sums == [2017, 6114])
  }

  @Test func firstNotFiniteIsFound() {
    var numbers = [Float](repeating: 1, count: 200)
    #expect(Float.firstNotFinite(numbers, count: 200) == nil)
    numbers[199] = .infinity
    #expect(Float.firstNotFinite(numbers, count: 200) == 199)
    #expect(Float.firstNotFinite(numbers, count: 199) == nil)
    numbers[65] = .nan
    #expect(Float.firstNotFinite(numbers, count: 200) == 65)
  }

  @Test func linearCombinationsByHand() {
    let (a, b): ([Float], [Float]) = ([1, 2, 3], [10, 20, 30])
    var out: [Float] = [1, 1, 1]
    Float.addDifference(&out, 0.5, b, a, count: 3)
    #expect(out == [5.5, 10, 14.5])
    Float.combine(&out, 2, a, -1, b, count: 3)
    #expect(out == [-8, -16, -24])
    Float.multiply(&out, a, b, count: 3)
    #expect(out == [10, 40, 90])
    #expect(Float.dot(a, b, count: 3) == 140)
    #expect(Float.squaredDistance(a, b, count: 3) == 81 + 324 + 729)
  }

  @Test func parametersConvertBothWays() {
    let layer = LayerParameters<Float>(inputs: 3, outputs: 20, usesMeans: false)
    let weights: Matrix<Float> = normalMatrix(3, 20, seed: 4)
    layer.load(weights: weights.view, bias: (0..<20).map { Float($0) })
    #expect(layer.stride == 32)
    #expect(layer.weights.elements == weights.elements)
    #expect(layer.bias == (0..<20).map { Float($0) })
    #expect(layer.isFinite)
  }

  @Test func peakIsSeen() {
    #expect(PeakProbe.gigaflops(repeats: 1) > 0)
  }
}
