import Foundation
import Testing

@testable import Dense
@testable import Layers

/// A small text encoder of PyTorch or Keras (scripts/reference/text_encoder_golden.py).
struct EncoderGolden: Decodable {
  struct Weights: Decodable {
    var embedding: [[Double]]
    var input: [[Double]]
    var inputBias: [Double]
    var output: [[Double]]
    var outputBias: [Double]
    var forward: [[Double]]
    var backward: [[Double]]
    var forwardBias: [Double]?
    var backwardBias: [Double]?
  }

  var variant: String
  var pooling: String
  var loss: String
  var units: Int
  var labels: Int
  var sequences: [[Int32]]
  var targets: [[Int]]
  var weights: Weights
  var features: [[Double]]
  var value: Double
  var gradients: Weights

  static let names = ["current-last", "current-mean", "keras1-last", "keras1-mean"]

  static func read(_ name: String) throws -> EncoderGolden {
    let folder = try #require(Bundle.module.url(forResource: "Golden", withExtension: nil))
    let data = try Data(contentsOf: folder.appending(path: "text/\(name).json"))
    return try JSONDecoder().decode(EncoderGolden.self, from: data)
  }

  /// How far the numbers hold: Keras multiplies in Float.
  var tolerance: Double { variant == "keras1" ? 1e-6 : 1e-12 }

  var lossKind: ClassificationLoss {
    get throws { try #require(ClassificationLoss(rawValue: loss)) }
  }

  func encoder<Scalar: RecurrentScalar>(of type: Scalar.Type = Scalar.self) throws -> RecurrentEncoderWeights<
    Scalar
  > {
    let shape = RecurrentEncoderShape(
      vocabulary: weights.embedding.count, dimensions: weights.embedding[0].count, units: units,
      labels: labels,
      variant: try #require(GRUVariant(rawValue: variant)),
      pooling: try #require(StatePooling(rawValue: pooling)))
    func direction(_ matrix: [[Double]], _ bias: [Double]?) -> RecurrentEncoderWeights<Scalar>.Direction {
      .init(recurrent: Matrix(matrix).converted(), recurrentBias: (bias ?? []).map { Scalar($0) })
    }
    return RecurrentEncoderWeights(
      shape: shape, embedding: Matrix(weights.embedding).converted(),
      input: Matrix(weights.input).converted(),
      inputBias: weights.inputBias.map { Scalar($0) },
      forward: direction(weights.forward, weights.forwardBias),
      backward: direction(weights.backward, weights.backwardBias), output: Matrix(weights.output).converted(),
      outputBias: weights.outputBias.map { Scalar($0) })
  }
}
