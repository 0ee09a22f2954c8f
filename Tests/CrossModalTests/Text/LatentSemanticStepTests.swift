import TestSupport
import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

@Suite struct LatentSemanticStepTests {
  private static let texts = (0..<60).map { place in
    (0..<(1 + place % 5)).map { "w\((place * 7 + $0 * $0 * 3 + place * place) % 23)" }.joined(separator: " ")
  }

  @Test func byHand() throws {
    // Two texts, one term each: directions are the terms; the more frequent counts less.
    let step = try #require(try LatentSemanticStep(learning: ["red red", "red", "car"], dimensions: 2))
    #expect(step.terms == ["car", "red"] && step.dimensions == 2)
    #expect(
      abs(step.weights[0] - 1.6931471805599454) < 1e-15 && abs(step.weights[1] - 1.2876820724517808) < 1e-15)
    // red: √2 in two texts, so the first direction.
    let features = step(["Red!", "car car", "blue", "", "red car"])
    #expect(features.numbers(ofRow: 0) == [1, 0] && features.numbers(ofRow: 1) == [0, 1])
    #expect(features.numbers(ofRow: 2) == [0, 0] && features.numbers(ofRow: 3) == [0, 0])
    let length = (step.weights[0] * step.weights[0] + step.weights[1] * step.weights[1]).squareRoot()
    #expect(abs(features[4, 0] - Float(step.weights[1] / length)) < 1e-7)
    #expect(step.emptyTexts(["blue", "", "red blue"]) == 2)
  }

  /// Twin: on the texts that were learned from it is the decomposition's own U S.
  @Test func equalsTheFeaturesOfTheTextsLearnedFrom() throws {
    let step = try #require(try LatentSemanticStep(learning: Self.texts, dimensions: 8))
    let features = try #require(try LatentSemanticFeatures(Self.texts, dimensions: 8))
    #expect(step.terms.count == features.terms)
    // Signs are fixed alike, so that numbers and not only distances agree.
    #expect(largestDifference(step(Self.texts), features.features) < 2e-5)
  }

  @Test func otherTextsChangeNoBit() throws {
    let step = try #require(try LatentSemanticStep(learning: Self.texts, dimensions: 8))
    let whole = step(Self.texts)
    for place in [0, 7, 59] {
      #expect(step([Self.texts[place]]).elements == whole.numbers(ofRow: place))
      #expect(step(["zzz w1", Self.texts[place]]).numbers(ofRow: 1) == whole.numbers(ofRow: place))
    }
  }

  @Test func textsWithoutAPartInTheDimensionsAreZeros() throws {
    let common = (0..<40).map { "red apple pie \(["old", "new", "cold", "hot"][$0 % 4])" }
    let own = (0..<12).map { "alone\($0) single\($0)" }
    let step = try #require(try LatentSemanticStep(learning: common + own, dimensions: 4))
    let isZero = step(common + own).rowNorms.map { $0 == 0 }
    #expect(isZero == (0..<52).map { $0 >= 40 })
    #expect(try LatentSemanticStep(learning: ["a b", "c"], dimensions: 3) == nil)
    #expect(try LatentSemanticStep(learning: ["a", "a", "a"], dimensions: 2) == nil)
  }

  @Test func aFileKeepsEveryBit() throws {
    let step = try #require(try LatentSemanticStep(learning: Self.texts + ["Ünïcode 日本"], dimensions: 5))
    try withTemporaryDirectory { directory in
      let path = directory + "/lsa.safetensors"
      try step.write(to: path)
      guard case .texts(let read) = try StoredMap.read(path) else { return #expect(Bool(false)) }
      #expect(read == step && read(Self.texts) == step(Self.texts))
      let (tensors, metadata) = try SafetensorsFile.read(path)
      let areDouble = tensors.values.allSatisfy { $0.isDouble }
      #expect(areDouble)
      for (name, value) in [("lsa.terms", "a b"), ("lsa.terms", "")] {
        var other = metadata
        other[name] = value
        #expect(throws: DataFileError.self) {
          _ = try LatentSemanticStep(tensors: tensors, metadata: other, path: path)
        }
      }
      for name in tensors.keys {
        var other = tensors
        other[name] = nil
        #expect(throws: DataFileError.self) {
          _ = try LatentSemanticStep(tensors: other, metadata: metadata, path: path)
        }
        other[name] = .init(
          shape: tensors[name]?.shape ?? [], doubles: tensors[name]?.doubles.map { _ in .nan } ?? [])
        #expect(throws: DataFileError.self) {
          _ = try LatentSemanticStep(tensors: other, metadata: metadata, path: path)
        }
      }
    }
  }

  /// Twin: the whole decomposition of the same weighted texts.
  @Test func theIterationFindsTheDirectionsOfTheWholeDecomposition() throws {
    var stream = RandomStream(StreamKey(seed: 21))
    let texts = (0..<420).map { _ in
      (0..<300).filter { _ in stream.below(20) == 0 }.map { (place: $0, weight: 1 + stream.uniform()) }
    }
    var matrix = Matrix<Double>(rows: 420, columns: 302)
    for (row, text) in texts.enumerated() { for entry in text { matrix[row, entry.place] = entry.weight } }
    let found = try #require(try TermDirections(texts, terms: 302, dimensions: 5, threads: 2))
    let whole = try SingularValueDecomposition(matrix)
    let expected = Matrix<Double>(rows: 302, columns: 5) { whole.vTransposed[$1, $0] }
    #expect(zip(found.directions.elements, expected.elements).allSatisfy { abs($0 - $1) < 1e-6 })
    // Terms without a text have no part.
    #expect((300..<302).allSatisfy { term in (0..<5).allSatisfy { found.directions[term, $0] == 0 } })
    #expect(found.error <= 1e-9)
    #expect(try TermDirections(texts, terms: 302, dimensions: 100, threads: 1) == nil)
  }

  @Test func whereTheIterationBegins() {
    #expect(!TermDirections.areManyNumbers(1870, 4900) && TermDirections.areManyNumbers(4000, 5408))
  }
}
