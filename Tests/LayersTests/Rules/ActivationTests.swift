import Foundation
import Testing

@testable import Layers

@Suite struct ActivationTests {
  /// 64 features of 64 numbers each from −30 to 30, denser near zero.
  private let sweep: [Double] = (0..<4096).map {
    let t = Double($0 - 2048) / 2048
    return Double(Float(30 * t * abs(t) + 1e-4 * t))
  }

  private func apply<Scalar: LayerScalar>(_ activation: Activation, _ type: Scalar.Type) -> [Double] {
    var panel = sweep.map { Scalar($0) }
    let bias = [Scalar](repeating: 0, count: 64)
    Scalar.biasActivation(&panel, bias: bias, features: 64, activation: activation)
    return panel.map { Double($0) }
  }

  private func worst(_ values: [Double], _ exact: (Double) -> Double) -> Double {
    zip(values, sweep).reduce(0) {
      let expected = exact($1.1)
      return max($0, expected == 0 ? abs($1.0) : abs($1.0 - expected) / abs(expected))
    }
  }

  @Test func sigmoidNearTheLibrarys() {
    let exact = { (z: Double) in 1 / (1 + exp(-z)) }
    #expect(worst(apply(.sigmoid, Float.self), exact) < 4e-7)
    #expect(worst(apply(.sigmoid, Double.self), exact) < 1e-14)
  }

  @Test func tanhNearTheLibrarys() {
    #expect(worst(apply(.tanh, Float.self), Foundation.tanh) < 4e-7)
    #expect(worst(apply(.tanh, Double.self), Foundation.tanh) < 1e-14)
  }

  @Test func reluAndLinearAreExact() {
    #expect(apply(.relu, Float.self) == sweep.map { max(0, $0) })
    #expect(apply(.linear, Double.self) == sweep)
  }

  @Test func saturatesAndKeepsWhatIsNotANumber() {
    for (activation, low, high) in [(Activation.sigmoid, Float(0), Float(1)), (.tanh, -1, 1)] {
      var panel = [Float](repeating: 0, count: 64)
      panel.replaceSubrange(0..<3, with: [-1e30, 1e30, .nan])
      Float.biasActivation(&panel, bias: [0], features: 1, activation: activation)
      #expect(abs(panel[0] - low) < 1e-30)
      #expect(panel[1] == high)
      #expect(panel[2].isNaN)
    }
  }

  @Test func biasIsPerFeature() {
    var panel = [Double](repeating: 1, count: 128)
    Double.biasActivation(&panel, bias: [0.5, -3], features: 2, activation: .relu)
    #expect(panel == [Double](repeating: 1.5, count: 64) + [Double](repeating: 0, count: 64))
  }

  @Test(arguments: Activation.allCases) func gradientIsTheFiniteDifference(activation: Activation) {
    let step = 1e-5
    for z in [-2.5, -0.7, 0.3, 1.9] {
      var panel = [Double](repeating: 0, count: 192)
      panel[0] = z
      panel[64] = z + step
      panel[128] = z - step
      Double.biasActivation(&panel, bias: [0, 0, 0], features: 3, activation: activation)
      var gradient = [2.0]
      Double.activationGradient(&gradient, h: panel, count: 1, activation: activation)
      #expect(abs(gradient[0] - (panel[64] - panel[128]) / step) < 1e-8)
    }
  }
}
