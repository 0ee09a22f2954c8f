import Testing

@testable import Dense
@testable import Layers

@Suite struct TransformerEngineTests {
  private static func weights(
    width: Int = 12, inner: Int = 20, layers: Int = 2, heads: Int = 3, gate: TokenGate = .gelu
  ) -> TransformerWeights<Double> {
    var stream = RandomStream(StreamKey(seed: 5).adding("transformer \(width) \(gate)"))
    func numbers(_ count: Int, _ spread: Double, around center: Double = 0) -> [Double] {
      (0..<count).map { _ in Double(Float(center + spread * stream.normal())) }
    }
    func matrix(_ rows: Int, _ columns: Int) -> Matrix<Double> {
      Matrix(rows: rows, columns: columns, elements: numbers(rows * columns, 0.5))
    }
    func norm() -> TransformerWeights<Double>.Norm {
      .init(gain: numbers(width, 0.2, around: 1), shift: numbers(width, 0.2))
    }
    func product(_ rows: Int, _ columns: Int) -> TransformerWeights<Double>.Product {
      .init(weights: matrix(rows, columns), bias: numbers(rows, 0.3))
    }
    return TransformerWeights(
      tokens: matrix(30, width), places: matrix(16, width), segment: numbers(width, 0.5), inputNorm: norm(),
      layers: (0..<layers).map { _ in
        .init(
          attention: product(3 * width, width), output: product(width, width), attentionNorm: norm(),
          inner: product(inner, width), outer: product(width, inner), norm: norm())
      }, heads: heads, epsilon: 1e-12, gate: gate)
  }

  private static func converted(_ weights: TransformerWeights<Double>) -> TransformerWeights<Float> {
    func norm(_ norm: TransformerWeights<Double>.Norm) -> TransformerWeights<Float>.Norm {
      .init(gain: norm.gain.map { Float($0) }, shift: norm.shift.map { Float($0) })
    }
    func product(_ product: TransformerWeights<Double>.Product) -> TransformerWeights<Float>.Product {
      .init(weights: product.weights.converted(), bias: product.bias.map { Float($0) })
    }
    return TransformerWeights(
      tokens: weights.tokens.converted(), places: weights.places.converted(),
      segment: weights.segment.map { Float($0) }, inputNorm: norm(weights.inputNorm),
      layers: weights.layers.map {
        .init(
          attention: product($0.attention), output: product($0.output), attentionNorm: norm($0.attentionNorm),
          inner: product($0.inner), outer: product($0.outer), norm: norm($0.norm))
      }, heads: weights.heads, epsilon: weights.epsilon, gate: weights.gate)
  }

  private static let texts: [[Int32]] = [
    [3], [1, 2, 29, 0], [7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7], [12, 4], [5, 6, 8],
  ]

  @Test(arguments: [TokenGate.gelu, .geluByTanh, .relu], [TokenPooling.mean, .first, .largest])
  func equalsTheNaiveTwin(gate: TokenGate, pooling: TokenPooling) {
    // 17 is no multiple of any vector's length.
    for (width, heads) in [(12, 3), (17, 1), (32, 4)] {
      let weights = Self.weights(width: width, heads: heads, gate: gate)
      let twin = NaiveTransformer(weights: weights)
      let doubles = TransformerEngine(weights).encode(Self.texts, pooling: pooling)
      let floats = TransformerEngine(Self.converted(weights)).encode(Self.texts, pooling: pooling)
      #expect(doubles.rows == Self.texts.count && doubles.columns == width)
      for (row, text) in Self.texts.enumerated() {
        for (column, right) in twin.pooled(text, pooling).enumerated() {
          #expect(abs(doubles[row, column] - right) < 1e-12 * max(1, abs(right)))
          #expect(abs(Double(floats[row, column]) - right) < 2e-5 * max(1, abs(right)))
        }
      }
    }
  }

  @Test func aTextIsAloneInItsBatch() {
    let engine = TransformerEngine(Self.weights())
    let together = engine.encode(Self.texts, pooling: .mean)
    for (row, text) in Self.texts.enumerated() {
      let alone = engine.encode([text], pooling: .mean)
      #expect((0..<12).allSatisfy { abs(alone[0, $0] - together[row, $0]) < 1e-13 })
    }
    #expect(engine.encode([], pooling: .mean).rows == 0)
  }
}
