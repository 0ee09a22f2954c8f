import Foundation
import Testing

@testable import CrossModal
@testable import Dense
@testable import Layers

/// One fit of PyTorch with everything that went in and what came out.
struct GoldenFit {
  private let file: File
  private let options: TrainingOptions
  private let activation: Activation

  private static let folder = Bundle.module.url(forResource: "Golden", withExtension: nil)?
    .appending(path: "training")

  /// The files, in alphabetical order.
  static var names: [String] {
    let files = folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0.path) } ?? []
    return files.filter { $0.hasSuffix(".json") }.sorted()
  }

  /// Reads a file; a word that is not known is an error, never a default.
  init(named name: String) throws {
    let folder = try #require(Self.folder)
    file = try JSONDecoder().decode(File.self, from: Data(contentsOf: folder.appending(path: name)))
    activation = try #require(Activation(rawValue: file.activation))
    options = TrainingOptions(
      loss: try file.loss.value(), optimizer: try file.optimizer.value(),
      learningRate: file.optimizer.learningRate, batchSize: file.batchSize, epochs: file.epochs,
      weightDecay: file.optimizer.weightDecay ?? 0, schedule: try file.optimizer.scheduleValue(),
      structureWeight: file.loss.structureWeight ?? 0)
  }

  /// The fit, rows in their order.
  func training<Scalar: LayerScalar>(in type: Scalar.Type) -> Training<Scalar> {
    let inputs = Matrix(file.inputs).converted(to: type)
    let targets = Matrix(file.targets).converted(to: type)
    return Training(
      options: options,
      data: PairedData(
        inputs: inputs.view, targets: targets.view, labels: file.labels.map { LabelSets($0.map { [$0] }) }),
      order: BatchOrder(rows: (0..<inputs.rows).map(Int32.init), key: nil), streams: StreamKey(seed: 0))
  }

  /// The initial weights.
  func network<Scalar: LayerScalar>() -> Network<Scalar> {
    let layers = file.initial.map { Network.Layer(weights: Matrix($0.weights), bias: $0.bias) }
    let shape = NetworkShape(
      inputs: file.inputs[0].count, hidden: layers.dropLast().map(\.bias.count),
      outputs: file.targets[0].count,
      activation: activation)
    return Network<Double>(shape: shape, layers: layers).converted()
  }

  /// Expects PyTorch's final weights and training loss of every epoch.
  func expect(_ network: Network<Double>, _ history: TrainingHistory, within tolerance: Double) {
    #expect(history.outcome == .finished)
    #expect(history.training.count == file.trainingLoss.count)
    for (epoch, (ours, theirs)) in zip(history.training, file.trainingLoss).enumerated() {
      #expect(abs(ours - theirs) <= tolerance, "loss of epoch \(epoch + 1): \(ours), PyTorch \(theirs)")
    }
    #expect(network.layers.count == file.final.count)
    for (index, (ours, theirs)) in zip(network.layers, file.final).enumerated() {
      let differences =
        zip(ours.weights.elements + ours.bias, theirs.weights.flatMap { $0 } + theirs.bias)
        .map { abs($0 - $1) }
      #expect((differences.max() ?? .infinity) <= tolerance, "layer \(index)")
    }
  }
}

extension GoldenFit {
  /// The file as it is.
  private struct File: Decodable {
    let activation: String
    let loss: LossDescription
    let optimizer: OptimizerDescription
    let batchSize: Int
    let epochs: Int
    let labels: [String]?
    let inputs: [[Double]]
    let targets: [[Double]]
    let initial: [Layer]
    let trainingLoss: [Double]
    let final: [Layer]
  }

  private struct Layer: Decodable {
    let weights: [[Double]]
    let bias: [Double]
  }

  private struct UnknownWord: Error {
    let word: String
  }

  private struct LossDescription: Decodable {
    let name: String
    let reduction: String?
    let margin: Double?
    let negativeSide: String?
    let negative: String?
    let distance: String?
    let temperature: Double?
    let direction: String?
    let bias: Double?
    let structureWeight: Double?

    func value() throws -> Loss {
      switch name {
      case "mse": return .meanSquaredError
      case "cosine": return .cosine(try #require(reduction.flatMap(Loss.CosineReduction.init)))
      case "max-margin":
        return .maxMargin(
          .init(
            margin: try #require(margin),
            negativeSide: try #require(negativeSide.flatMap(Loss.NegativeSide.init)),
            negative: try #require(negative.flatMap(Loss.Negative.init)),
            distance: try #require(distance.flatMap(Loss.Distance.init))))
      case "info-nce":
        return .infoNCE(
          .init(
            temperature: try #require(temperature),
            direction: try #require(direction.flatMap(Loss.ContrastDirection.init))))
      case "sigmoid":
        return .sigmoid(.init(temperature: try #require(temperature), bias: try #require(bias)))
      default: throw UnknownWord(word: name)
      }
    }
  }

  private struct OptimizerDescription: Decodable {
    let name: String
    let learningRate: Double
    let weightDecay: Double?
    let schedule: String?
    let rho: Double?
    let beta1: Double?
    let beta2: Double?
    let epsilon: Double?

    func scheduleValue() throws -> LearningRateSchedule {
      try schedule.map { try #require(LearningRateSchedule(rawValue: $0)) } ?? .constant
    }

    func value() throws -> Optimizer {
      switch name {
      case "descent": return .descent
      case "rmsprop": return .rmsprop(rho: try #require(rho), epsilon: try #require(epsilon))
      case "rmsprop-inside": return .rmspropInside(rho: try #require(rho), epsilon: try #require(epsilon))
      case "adam":
        return .adam(
          beta1: try #require(beta1), beta2: try #require(beta2), epsilon: try #require(epsilon))
      default: throw UnknownWord(word: name)
      }
    }
  }
}
