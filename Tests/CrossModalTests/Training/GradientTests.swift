import Testing

@testable import CrossModal
@testable import Dense
@testable import Layers

/// The gradient of every loss × activation × depth against central differences in Double.
///
/// A step of plain descent with rate 1 subtracts the gradient, so that weights before minus weights after is what the
/// engine computed.
@Suite struct GradientTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let loss: Loss
    let activation: Activation
    let depth: Int
    let dropout: Double
    var structureWeight = 0.0
    var testDescription: String {
      "\(loss) \(activation) depth \(depth) dropout \(dropout) structure \(structureWeight)"
    }
  }

  static let losses: [Loss] = [
    .meanSquaredError, .cosine(.sum), .cosine(.mean), .maxMargin(.init(margin: 1)),
    .maxMargin(.init(margin: 1, negativeSide: .target)),
    .maxMargin(.init(margin: 1, negative: .hardest)),
    .maxMargin(.init(margin: 0.5, negative: .hardest, distance: .cosine)),
    .maxMargin(.init(margin: 0.5, negativeSide: .target, distance: .cosine)),
    .infoNCE(.init(temperature: 0.2)), .infoNCE(.init(temperature: 0.5, direction: .forward)),
    .sigmoid(.init(temperature: 4, bias: -1)),
  ]

  private static let activations: [Activation] = [.relu, .sigmoid, .tanh]

  static let cases: [Case] = losses.flatMap { loss in
    activations.flatMap { activation in
      [0, 1, 3, 5].flatMap { depth in
        (depth == 0 ? [0] : [0, 0.4]).map {
          Case(loss: loss, activation: activation, depth: depth, dropout: $0)
        }
      }
    }
  }

  /// The structure term with every loss.
  static let structured: [Case] = losses.flatMap { loss in
    activations.map { Case(loss: loss, activation: $0, depth: 1, dropout: 0, structureWeight: 1.5) }
  }

  @Test(arguments: cases + structured) func matchesCentralDifferences(_ test: Case) {
    check(test, labels: nil)
  }

  /// Items that share a label are no negatives of each other.
  @Test(arguments: structured)
  func matchesCentralDifferencesWithLabels(_ test: Case) {
    check(test, labels: LabelSets([["a"], ["b"], ["a", "b"], ["c"], ["d"], ["c", "e"]]))
  }

  private func check(_ test: Case, labels: LabelSets?) {
    let shape = NetworkShape(
      inputs: 3, hidden: Array(repeating: 4, count: test.depth), outputs: 2, activation: test.activation)
    var stream = RandomStream(StreamKey(seed: 7).adding("gradient"))
    let rows = 6
    let inputs = Matrix<Double>(rows: rows, columns: 3) { _, _ in stream.normal() }
    let targets = Matrix<Double>(rows: rows, columns: 2) { _, _ in stream.normal() }
    // Weights away from zero keep ReLU units alive and off their kinks.
    let network = Network<Double>(shape: shape, initializer: .normal(scale: 0.8), stream: &stream)
    let biased = Network<Double>(
      shape: shape,
      layers: network.layers.map { layer in
        .init(weights: layer.weights, bias: layer.bias.map { _ in stream.uniform(0.1, 0.6) })
      })
    let probe = StepProbe(
      shape: shape, data: PairedData(inputs: inputs.view, targets: targets.view, labels: labels),
      loss: test.loss,
      dropout: test.dropout, structureWeight: test.structureWeight)
    let computed = probe.gradient(biased)
    let epsilon = 1e-6
    for (index, layer) in biased.layers.enumerated() {
      for row in 0..<layer.weights.rows {
        for column in 0..<layer.weights.columns {
          let difference = probe.difference(biased, epsilon) { $0[index].weights[row, column] += $1 }
          expectClose(computed.layers[index].weights[row, column], difference, "W\(index)[\(row), \(column)]")
        }
      }
      for unit in layer.bias.indices {
        let difference = probe.difference(biased, epsilon) { $0[index].bias[unit] += $1 }
        expectClose(computed.layers[index].bias[unit], difference, "b\(index)[\(unit)]")
      }
    }
  }

  private func expectClose(_ value: Double, _ reference: Double, _ place: String) {
    #expect(abs(value - reference) <= 1e-5 + 1e-3 * abs(reference), "\(place): \(value) and \(reference)")
  }
}

/// One batch of all rows, with fixed dropout masks and negatives.
struct StepProbe {
  let shape: NetworkShape
  let data: PairedData<Double>
  let loss: Loss
  let dropout: Double
  var structureWeight = 0.0

  /// The loss of the batch and the network after one step of plain descent with this rate.
  func step(_ network: Network<Double>, rate: Double) -> (loss: Double, network: Network<Double>) {
    var plan = NetworkPlan(shape)
    plan.loss = loss
    plan.sharesLabel = data.labels.map { labels in { labels.share($0, $1) } }
    plan.structureWeight = structureWeight
    plan.batchSize = data.items
    plan.dropout = shape.hidden.isEmpty ? 0 : dropout
    plan.learningRate = rate
    let engine = NetworkEngine<OpenBLASLayerKernels<Double>>(plan)
    engine.load(network.layers)
    var negatives = RandomStream(StreamKey(seed: 3))
    let value = engine.step(
      inputs: data.inputs, targets: data.targets, rows: (0..<data.items).map(Int32.init), 0..<data.items,
      negatives: &negatives, dropoutKey: StreamKey(seed: 5), number: 1)
    return (value, Network(shape: shape, layers: engine.numbers))
  }

  func gradient(_ network: Network<Double>) -> Network<Double> {
    let after = step(network, rate: 1).network
    return Network(
      shape: shape,
      layers: zip(network.layers, after.layers).map { before, after in
        .init(
          weights: Matrix(rows: before.weights.rows, columns: before.weights.columns) {
            before.weights[$0, $1] - after.weights[$0, $1]
          },
          bias: zip(before.bias, after.bias).map { $0 - $1 })
      })
  }

  func difference(
    _ network: Network<Double>, _ epsilon: Double, _ change: (inout [Network<Double>.Layer], Double) -> Void
  ) -> Double {
    func loss(_ shift: Double) -> Double {
      var layers = network.layers
      change(&layers, shift)
      return step(Network(shape: shape, layers: layers), rate: 0).loss
    }
    return (loss(epsilon) - loss(-epsilon)) / (2 * epsilon)
  }
}
