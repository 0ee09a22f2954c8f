import Foundation
import Testing

@testable import Dense
@testable import Layers

@Suite struct TransformerScalarTests {
  private func gated<Scalar: TransformerScalar>(_ z: [Scalar], bias: Scalar, _ gate: TokenGate) -> [Scalar] {
    var x = z
    let bias = Array(repeating: bias, count: z.count)
    x.withUnsafeMutableBufferPointer { x in
      guard let base = x.baseAddress else { return }
      Scalar.biasGate(base, bias: bias, rows: 1, columns: z.count, gate)
    }
    return x
  }

  @Test func gatesByHand() {
    // Φ(1) = 0.8413447461, Φ(2) = 0.9772498681.
    let right = [0, 0.8413447461, -0.1586552539, 1.9544997361]
    for (found, right) in zip(gated([-1.0, 0, -2, 1], bias: 1, .gelu), right) {
      #expect(abs(found - right) < 1e-9)
    }
    for (found, right) in zip(gated([-1, 0, -2, 1] as [Float], bias: 1, .gelu), right) {
      #expect(abs(Double(found) - right) < 3e-7)
    }
    #expect(gated([-3.0, 0.5], bias: 1, .relu) == [0, 1.5])
    #expect(gated([-3, 0.5] as [Float], bias: 1, .relu) == [0, 1.5])
  }

  /// The polynomial of Float and the exact function, from far left to far right.
  @Test func geluInFloatIsNearTheErrorFunction() {
    let z = (-800...800).map { Float($0) / 100 }
    for (z, found) in zip(z, gated(z, bias: 0, .gelu)) {
      let right = Double(z) * (1 + erf(Double(z) / 2.0.squareRoot())) / 2
      #expect(abs(Double(found) - right) < 1e-6)
    }
    for (z, found) in zip(z, gated(z, bias: 0, .geluByTanh)) {
      let z = Double(z)
      let right = z * (1 + tanh((2 / Double.pi).squareRoot() * (z + 0.044715 * z * z * z))) / 2
      #expect(abs(Double(found) - right) < 1e-6)
    }
    let far = gated([Float.infinity, -200, .nan], bias: 0, .gelu)
    #expect(far[0] == .infinity && far[1] == 0 && far[2].isNaN)
  }

  private func softmax<Scalar: TransformerScalar>(_ x: [Scalar]) -> [Scalar] {
    var x = x
    x.withUnsafeMutableBufferPointer { x in
      guard let base = x.baseAddress else { return }
      Scalar.softmaxRows(base, stride: x.count, rows: 1, columns: x.count)
    }
    return x
  }

  @Test func softmaxByHand() {
    #expect(softmax([1000.0, 1000]) == [0.5, 0.5])
    #expect(softmax([1000 as Float, 1000]) == [0.5, 0.5])
    let shares = softmax([0.0, log(3.0)])
    #expect(abs(shares[0] - 0.25) < 1e-15 && abs(shares[1] - 0.75) < 1e-15)
    #expect(softmax([5 as Float]) == [1])
  }

  @Test func aNormHasMeanZeroAndVarianceOne() {
    // x + bias + residual = 1, 2, 3, 6: mean 3, variance 3.5.
    func norm<Scalar: TransformerScalar>(_: Scalar.Type) -> [Scalar] {
      var x: [Scalar] = [0, 1, 1, 3]
      x.withUnsafeMutableBufferPointer { x in
        guard let base = x.baseAddress else { return }
        Scalar.residualNorm(
          base, bias: [1, 1, 1, 1], residual: [0, 0, 1, 2], gain: [1, 1, 2, 1], shift: [0, 5, 0, 0],
          epsilon: 0, rows: 1, columns: 4)
      }
      return x
    }
    let right = [-2, -1, 0, 3].map { $0 / 3.5.squareRoot() }
    for (place, found) in norm(Double.self).enumerated() {
      #expect(abs(found - right[place] - (place == 1 ? 5 : 0)) < 1e-14)
    }
    for (place, found) in norm(Float.self).enumerated() {
      #expect(abs(Double(found) - right[place] - (place == 1 ? 5 : 0)) < 1e-6)
    }
  }
}
