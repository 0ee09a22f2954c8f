import Dense
import Layers
import VectorFiles

extension TransformerWeights<Float> {
  /// The numbers of a model, from its files.
  /// - Throws: ``DataFileError``, see ``SentenceWeights``.
  init(_ model: SentenceModel, _ files: SentenceWeights) throws {
    let (width, innerWidth) = (model.width, model.innerWidth)
    func norm(_ name: String) throws -> Norm {
      try Norm(
        gain: files.vector("\(name).weight", count: width), shift: files.vector("\(name).bias", count: width))
    }
    func product(_ name: String, _ outputs: Int, _ inputs: Int) throws -> Product {
      try Product(
        weights: files.matrix("\(name).weight", rows: outputs, columns: inputs),
        bias: files.vector("\(name).bias", count: outputs))
    }
    let layers = try (0..<model.layers).map { number in
      let layer = "encoder.layer.\(number)"
      let parts = try ["query", "key", "value"].map { part in
        try product("\(layer).attention.self.\(part)", width, width)
      }
      return try Layer(
        attention: Product(
          weights: Matrix(
            rows: 3 * width, columns: width, elements: parts.flatMap { $0.weights.elements }),
          bias: parts.flatMap(\.bias)),
        output: product("\(layer).attention.output.dense", width, width),
        attentionNorm: norm("\(layer).attention.output.LayerNorm"),
        inner: product("\(layer).intermediate.dense", innerWidth, width),
        outer: product("\(layer).output.dense", width, innerWidth), norm: norm("\(layer).output.LayerNorm"))
    }
    let tokens = try files.matrix(
      "embeddings.word_embeddings.weight", rows: model.tokenVectors, columns: width)
    guard tokens.rows >= model.tokens.tokens.count else {
      throw files.error(
        "has vectors for \(tokens.rows) tokens, but the vocabulary has \(model.tokens.tokens.count)")
    }
    let places = try files.matrix(
      "embeddings.position_embeddings.weight", rows: model.placeVectors, columns: width)
    let segments = try files.matrix("embeddings.token_type_embeddings.weight", rows: nil, columns: width)
    self.init(
      tokens: tokens, places: places, segment: segments.numbers(ofRow: 0),
      inputNorm: try norm("embeddings.LayerNorm"), layers: layers, heads: model.heads,
      epsilon: model.epsilon, gate: model.gate)
  }
}

extension SentenceModel {
  fileprivate var gate: TokenGate {
    switch activation {
    case "relu": .relu
    case "gelu": .gelu
    default: .geluByTanh
    }
  }
}
