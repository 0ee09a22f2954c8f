import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

@Suite struct SentenceEncoderTests {
  @Test func equalsTransformers() throws {
    let golden = try SentenceGolden.read()
    #expect(golden.models.count == 3)
    for model in golden.models {
      let encoder = try SentenceEncoder(SentenceGolden.folder.appending(path: model.name).path)
      for (text, tokens) in zip(golden.texts, model.tokens) {
        #expect(encoder.tokens(of: text) == tokens, "\(model.name): \(text.prefix(40))")
      }
      let encoding = try #require(encoder.encode(golden.texts, threads: 1))
      #expect(encoding.tokens == model.tokens.reduce(0) { $0 + $1.count })
      for (row, right) in model.vectors.enumerated() {
        for (column, right) in right.enumerated() {
          #expect(abs(Double(encoding.vectors[row, column]) - right) < 1e-5 * max(1, abs(right)))
        }
      }
      #expect(encoding.empty == [2, 3] && encoding.cut.contains(10))
    }
  }

  @Test func threadsChangeNothing() throws {
    let golden = try SentenceGolden.read()
    let encoder = try SentenceEncoder(SentenceGolden.folder.appending(path: "mean").path)
    // More tokens than a batch holds.
    let texts = (0..<40).flatMap { _ in golden.texts }
    let one = try #require(encoder.encode(texts, threads: 1))
    let three = try #require(encoder.encode(texts, threads: 3))
    #expect(one.vectors == three.vectors && one.cut == three.cut)
    #expect(encoder.encode([], threads: 2)?.vectors.rows == 0)
  }

  @Test func endsWhereItIsNotToGoOn() throws {
    let golden = try SentenceGolden.read()
    let encoder = try SentenceEncoder(SentenceGolden.folder.appending(path: "mean").path)
    let texts = (0..<40).flatMap { _ in golden.texts }
    #expect(encoder.encode(texts, threads: 2) { _ in false } == nil)
    // The last batch is done: all is there.
    #expect(encoder.encode(golden.texts, threads: 1) { $0 < golden.texts.count } != nil)
  }

  @Test func keepsTheLengthThatItIsAskedToKeep() throws {
    let golden = try SentenceGolden.read()
    let path = try #require(
      golden.models.map { SentenceGolden.folder.appending(path: $0.name).path }
        .first { try SentenceEncoder($0).model.isNormalized })
    let unit = try #require(SentenceEncoder(path).encode(golden.texts, threads: 1)).vectors
    let raw = try #require(SentenceEncoder(path, keepsLength: true).encode(golden.texts, threads: 1)).vectors
    #expect(Matrix(normalizingRowsOf: raw) == unit && raw != unit)
  }
}
