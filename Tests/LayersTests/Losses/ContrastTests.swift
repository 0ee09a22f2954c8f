import Foundation
import TestSupport
import Testing

@testable import Dense
@testable import Layers

/// InfoNCE, sigmoid and the structure term, on panels of predictions.
@Suite struct ContrastTests {
  static let losses: [Loss] = [
    .infoNCE(.init(temperature: 0.5)), .infoNCE(.init(temperature: 0.07)),
    .infoNCE(.init(temperature: 0.2, direction: .forward)), .sigmoid(.init()),
    .sigmoid(.init(temperature: 3, bias: 0.5)),
  ]
  static let counts = [1, 2, 17, 63, 64, 65, 130]

  private func batch<Scalar: PairScalar>(
    _ count: Int, _ outputs: Int, labeled: Bool = false, as type: Scalar.Type
  ) -> LossBatch<Scalar> {
    // Numbers of Float, so that both scalars begin with the same.
    let (p, t) = (
      normalMatrix(count, outputs, seed: 3, as: Float.self),
      normalMatrix(count, outputs, seed: 4, as: Float.self)
    )
    // Items 0, 7, 14, … share a label, and so do 3 and 4 if they are there.
    let labels = (0..<count).map { item in
      ["\(item % 7 == 0 ? "seventh" : item == 3 || item == 4 ? "pair" : "\(item)")"]
    }
    return LossBatch(
      predictions: p.converted(), targets: t.converted(), labels: labeled ? labels : nil)
  }

  // MARK: by hand

  @Test func infoNCEByHand() {
    // Cosines: f0 is y0 and at a right angle to y1; f1 is at 45° to both.
    let batch = LossBatch<Double>(
      predictions: Matrix([[2, 0], [1, 1]]), targets: Matrix([[3, 0], [0, 5]]))
    let half = 0.5.squareRoot()
    // Forward: e¹ of e¹ + e⁰; half of both. Backward: y0 finds f0 among 1 and √½, y1 finds f1 among 0 and √½.
    let forward = (log(1 + exp(-1.0)) + log(2)) / 2
    let backward = (log(1 + exp(half - 1)) + log(1 + exp(-half))) / 2
    func value(_ direction: Loss.ContrastDirection) -> Double {
      batch.evaluate(
        .infoNCE(.init(temperature: 1, direction: direction)), on: OpenBLASLayerKernels<Double>.self
      ).value
    }
    #expect(abs(value(.forward) - forward) < 1e-15)
    #expect(abs(value(.both) - (forward + backward) / 2) < 1e-15)
  }

  @Test func sigmoidByHand() {
    let batch = LossBatch<Double>(
      predictions: Matrix([[2, 0], [0, -1]]), targets: Matrix([[3, 0], [0, 5]]))
    // Logits 2 · cos + 1: partners 3 and −1, the others 1 and 1.
    func softplus(_ x: Double) -> Double { log(1 + exp(x)) }
    let expected = (softplus(-3) + softplus(1) + softplus(1) + softplus(1)) / 2
    let value = batch.evaluate(
      .sigmoid(.init(temperature: 2, bias: 1)), on: OpenBLASLayerKernels<Double>.self
    ).value
    #expect(abs(value - expected) < 1e-15)
  }

  @Test func structureByHand() {
    // Right angles stay, a right angle becomes 0°, and an angle of 45° becomes 90°.
    let batch = LossBatch<Double>(
      predictions: Matrix([[1, 0], [0, 2], [0, 3]]), targets: Matrix<Double>(rows: 3, columns: 2))
    let inputs = Matrix<Double>([[1, 0, 0], [0, 0, 4], [1, 1, 0]])
    let value = batch.structure(inputs, weight: 3, on: OpenBLASLayerKernels<Double>.self).value
    // Differences of the three pairs: 0, 0 − √½, 1 − 0.
    #expect(abs(value - 3 * (0 + 0.5 + 1) / 3) < 1e-15)
  }

  @Test(arguments: losses) func whoSharesALabelIsNoNegative(loss: Loss) {
    // With one label for all, each item has its partner alone: InfoNCE has nothing to choose from.
    var batch = batch(9, 5, as: Double.self)
    batch.labels = Array(repeating: ["all"], count: 9)
    let (value, gradient, _) = batch.evaluate(loss, on: OpenBLASLayerKernels<Double>.self)
    if case .infoNCE = loss {
      #expect(abs(value) < 1e-14)
      #expect(gradient.elements.allSatisfy { abs($0) < 1e-14 })
    }
    #expect(abs(value - NaiveContrast.value(loss, batch)) < 1e-13)
  }

  @Test func oneRowContributesNothing() {
    let batch = batch(1, 4, as: Float.self)
    for loss in Self.losses {
      let (value, gradient, beyond) = batch.evaluate(loss, on: OpenBLASLayerKernels<Float>.self)
      #expect(value == 0 && gradient.elements == [0, 0, 0, 0] && beyond.allSatisfy { $0 == 0 })
    }
    #expect(
      batch.structure(normalMatrix(1, 3, seed: 1), weight: 1, on: OpenBLASLayerKernels<Float>.self).value == 0
    )
  }

  // MARK: the naive twin

  @Test(arguments: losses, [false, true]) func valuesEqualTheDefinition(loss: Loss, labeled: Bool) {
    for count in Self.counts {
      for outputs in [1, 5, 70] {
        let batch = batch(count, outputs, labeled: labeled, as: Double.self)
        let expected = NaiveContrast.value(loss, batch)
        let (value, _, beyond) = batch.evaluate(loss, on: OpenBLASLayerKernels<Double>.self)
        #expect(abs(value - expected) <= 1e-12 * max(1, expected), "\(count) items of \(outputs)")
        #expect(beyond.allSatisfy { $0 == 0 })
      }
    }
  }

  @Test func structureEqualsTheDefinition() {
    for count in Self.counts {
      for (inputs, outputs) in [(1, 5), (130, 3), (300, 70)] {
        let (batch, x) = (
          batch(count, outputs, as: Double.self), normalMatrix(count, inputs, seed: 9, as: Double.self)
        )
        let (value, _, beyond) = batch.structure(x, weight: 0.25, on: OpenBLASLayerKernels<Double>.self)
        #expect(abs(value - 0.25 * NaiveContrast.structure(batch, x)) < 1e-13, "\(count) items")
        #expect(beyond.allSatisfy { $0 == 0 })
      }
    }
  }

  @Test(arguments: losses, [false, true]) func floatEqualsDoubleOnBothPaths(loss: Loss, labeled: Bool) {
    for count in Self.counts {
      for outputs in [2, 16, 75] {
        let exact = batch(count, outputs, labeled: labeled, as: Double.self)
          .evaluate(loss, on: OpenBLASLayerKernels<Double>.self)
        let float = batch(count, outputs, labeled: labeled, as: Float.self)
        func check(_ result: (value: Double, gradient: Matrix<Float>, beyond: [Float]), _ path: KernelPath) {
          #expect(
            abs(result.value - exact.value) <= 1e-5 * max(1, exact.value), "\(path) \(count) \(outputs)")
          let scale = exact.gradient.elements.reduce(1e-3) { max($0, abs($1)) }
          #expect(
            largestDifference(result.gradient, exact.gradient) <= 2e-5 * scale, "\(path) \(count) \(outputs)")
          #expect(result.beyond.allSatisfy { $0 == 0 })
        }
        check(float.evaluate(loss, on: OpenBLASLayerKernels<Float>.self), .openblas)
        if KernelPath.fused.isAvailable { check(float.evaluate(loss, on: FusedLayerKernels.self), .fused) }
      }
    }
  }

  @Test func structureInFloatEqualsDoubleOnBothPaths() {
    for count in Self.counts {
      for (inputs, outputs) in [(7, 2), (129, 16), (300, 75)] {
        let x = normalMatrix(count, inputs, seed: 9, as: Float.self)
        let exact = batch(count, outputs, as: Double.self)
          .structure(x.converted(), weight: 2, on: OpenBLASLayerKernels<Double>.self)
        let float = batch(count, outputs, as: Float.self)
        func check(_ result: (value: Double, gradient: Matrix<Float>, beyond: [Float])) {
          #expect(abs(result.value - exact.value) <= 1e-5)
          let scale = exact.gradient.elements.reduce(1e-3) { max($0, abs($1)) }
          #expect(largestDifference(result.gradient, exact.gradient) <= 2e-5 * scale)
          #expect(result.beyond.allSatisfy { $0 == 0 })
        }
        check(float.structure(x, weight: 2, on: OpenBLASLayerKernels<Float>.self))
        if KernelPath.fused.isAvailable { check(float.structure(x, weight: 2, on: FusedLayerKernels.self)) }
      }
    }
  }

  // MARK: properties

  @Test(arguments: losses) func lengthsDoNotMatter(loss: Loss) {
    let plain = batch(20, 6, as: Double.self)
    var scaled = plain
    scaled.predictions = Matrix(rows: 20, columns: 6) { plain.predictions[$0, $1] * Double($0 + 1) }
    scaled.targets = Matrix(rows: 20, columns: 6) { plain.targets[$0, $1] * 0.125 }
    let (a, b) = (
      plain.evaluate(loss, on: OpenBLASLayerKernels<Double>.self),
      scaled.evaluate(loss, on: OpenBLASLayerKernels<Double>.self)
    )
    #expect(abs(a.value - b.value) < 1e-12)
    // A change of length changes nothing: the gradient is at a right angle to the prediction.
    for item in 0..<20 {
      let along = (0..<6).reduce(0.0) { $0 + a.gradient[item, $1] * plain.predictions[item, $1] }
      #expect(abs(along) < 1e-14)
    }
  }

  @Test(arguments: losses) func aZeroPredictionIsGuarded(loss: Loss) {
    var batch = batch(5, 4, as: Double.self)
    batch.predictions = Matrix(rows: 5, columns: 4) { [p = batch.predictions] in $0 == 2 ? 0 : p[$0, $1] }
    let (value, gradient, _) = batch.evaluate(loss, on: OpenBLASLayerKernels<Double>.self)
    #expect(abs(value - NaiveContrast.value(loss, batch)) < 1e-13)
    #expect(gradient.elements.allSatisfy { $0.isFinite })
  }

  @Test(arguments: losses) func aNumberThatIsNotOneIsSeen(loss: Loss) {
    for count in [5, 70] {
      let plain = batch(count, 4, as: Float.self)
      for bad in [Float.nan, .infinity] {
        var damaged = plain
        damaged.predictions = Matrix(rows: count, columns: 4) {
          $0 == 3 && $1 == 1 ? bad : plain.predictions[$0, $1]
        }
        #expect(!damaged.evaluate(loss, on: OpenBLASLayerKernels<Float>.self).value.isFinite)
        let x = normalMatrix(count, 6, seed: 2, as: Float.self)
        #expect(!damaged.structure(x, weight: 1, on: OpenBLASLayerKernels<Float>.self).value.isFinite)
      }
    }
  }

  // A temperature at which the plain formula overflows Float: e¹⁰⁰.
  @Test func aLowTemperatureOverflowsNothing() {
    let loss = Loss.infoNCE(.init(temperature: 0.01))
    let (exact, float) = (batch(40, 3, as: Double.self), batch(40, 3, as: Float.self))
    let value = float.evaluate(loss, on: OpenBLASLayerKernels<Float>.self)
    #expect(abs(value.value - NaiveContrast.value(loss, exact)) < 1e-4)
    #expect(value.gradient.elements.allSatisfy { $0.isFinite })
  }
}
