import TestSupport
import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

@Suite struct WordSimilarityTests {
  private let words = WordVectors(
    path: "w", words: ["a", "b", "c", "d"], vectors: Matrix([[1, 0], [2, 0], [0, 1], [3, 3]]))

  private func ratings(_ pairs: [(String, String, Double)]) -> WordRatings {
    WordRatings(path: "r", pairs: pairs.map { .init(first: $0.0, second: $0.1, rating: $0.2) })
  }

  @Test func byHand() {
    // Cosines 1, √½, 0 and distances 1, √13, √2 of the covered pairs.
    let set = ratings([("a", "b", 9), ("a", "d", 5), ("a", "x", 4), ("a", "c", 1)])
    let result = WordSimilarity(set, words: words, draws: [words.vectors.view])
    #expect(result.pairs == 4 && result.covered == 3)
    #expect(result.cosine?.mean == 1 && result.euclidean?.mean == 0.5)
    #expect(result.cosine?.standardDeviation == nil && result.cosine?.interval == nil)
  }

  @Test func draws() {
    let set = ratings([("a", "b", 9), ("a", "d", 5), ("a", "c", 1)])
    let other = Matrix<Float>([[1, 0], [0, 1], [2, 0], [3, 3]])
    let result = WordSimilarity(set, words: words, draws: [words.vectors.view, other.view])
    #expect(
      result.cosine?.mean == 0 && abs((result.cosine?.standardDeviation ?? 0) - 2.0.squareRoot()) < 1e-15)
  }

  @Test func undefined() {
    let one = WordSimilarity(
      ratings([("a", "b", 9), ("x", "d", 5)]), words: words, draws: [words.vectors.view])
    #expect(one.covered == 1 && one.cosine == nil && one.euclidean == nil)
    let none = WordSimilarity(ratings([("x", "y", 9)]), words: words, draws: [words.vectors.view])
    #expect(none.covered == 0 && none.cosine == nil)
  }

  @Test func intervals() throws {
    var stream = RandomStream(StreamKey(seed: 2))
    let names = (0..<60).map { "w\($0)" }
    let vectors = Matrix<Float>(rows: 60, columns: 5) { _, _ in Float(stream.normal()) }
    let set = ratings(
      (0..<300).map { _ in (names[stream.below(60)], names[stream.below(60)], stream.uniform()) })
    let loaded = WordVectors(path: "w", words: names, vectors: vectors)
    let bootstrap = WordSimilarity.Bootstrap(resamples: 2000, key: StreamKey(seed: 7))
    let result = WordSimilarity(set, words: loaded, draws: [vectors.view], bootstrap: bootstrap)
    let estimate = try #require(result.cosine)
    let interval = try #require(estimate.interval)
    #expect(interval.contains(estimate.mean))
    // Of unrelated numbers the correlation of 300 pairs has the standard error 1/√299.
    let width = interval.upperBound - interval.lowerBound
    #expect(abs(width - 2 * 1.96 / 299.0.squareRoot()) < 0.03)
    #expect(
      WordSimilarity(set, words: loaded, draws: [vectors.view], bootstrap: bootstrap).cosine == estimate)
  }

  @Test func homogeneousMapsLeaveTheOrderOfScaledVectors() {
    // ReLU and linear maps with zero bias: f(2 x) = 2 f(x); with tanh the images of x and 2 x get close in length.
    let vectors = Matrix<Float>([[0.3, -0.2, 0.5], [0.6, -0.4, 1]])
    for map in [
      UntrainedMap(family: .lin, outputs: 4),
      UntrainedMap(family: .nn, hiddenUnits: 6, outputs: 4, activation: .relu),
    ] {
      let images = map.images(of: vectors.view, draw: 3, key: StreamKey(seed: 1))
      for column in 0..<4 { #expect(abs(images[1, column] - 2 * images[0, column]) < 1e-5) }
    }
    let steep = UntrainedMap(family: .nn, hiddenUnits: 6, outputs: 4, initializer: .uniform(scale: 100))
    let norms = steep.images(of: vectors.view, draw: 0, key: StreamKey(seed: 1)).view.rowNorms
    #expect(abs(norms[1] / norms[0] - 1) < 0.1)
    let again = steep.images(of: vectors.view, draw: 0, key: StreamKey(seed: 1)).view.rowNorms
    #expect(again == norms)
    #expect(steep.images(of: vectors.view, draw: 1, key: StreamKey(seed: 1)).view.rowNorms != norms)
  }

  // Reads files that only some machines have: set CROSSMODAL_DATA.
  @Test(.enabled(if: RealData.has("words/word2vec_googlenews_8000x300.bin")))
  func agreesWithSciPyOnRealFiles() throws {
    let path = RealData.directory
    let expected: [(String, Double, Int)] = [
      ("wordsim353-full", 0.694, 243), ("men-3k", 0.790, 1200), ("simlex-999", 0.416, 611),
      ("simverb-3500", 0.276, 1799), ("semsim", 0.618, 624), ("vissim", 0.530, 624),
    ]
    let vectors = try WordVectors.read(path + "/words/word2vec_googlenews_8000x300.bin")
    for (name, cosine, covered) in expected {
      let set = try WordRatings.read(path + "/ratings/\(name).txt")
      let result = WordSimilarity(set, words: vectors, draws: [vectors.vectors.view])
      #expect(result.covered == covered)
      #expect(abs((result.cosine?.mean ?? 0) - cosine) < 0.001)
    }
    let nouns = try WordList.read(path + "/concepts/mcrae/vocab_mcrae.txt")
    for (name, cosine) in [("wikigiga", 0.660), ("word2vec", 0.731), ("mcrae", 0.622)] {
      let table = try FeatureTable.read(path + "/concepts/mcrae/embeddings.mcrae.\(name).npy")
      let named = try WordVectors(path: name, words: nouns, features: table.features)
      let set = try WordRatings.read(path + "/ratings/semsim.txt")
      let result = WordSimilarity(set, words: named, draws: [named.vectors.view])
      #expect(result.covered == 7048 && abs((result.cosine?.mean ?? 0) - cosine) < 0.001)
    }
  }
}
