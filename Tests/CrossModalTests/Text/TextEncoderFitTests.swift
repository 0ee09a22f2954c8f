import Foundation
import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

@Suite struct TextEncoderFitTests {
  private let words = [["a", "b", "a"], ["b", "c"], ["a", "d"], ["e"], []]
  private let labels = [["x"], ["y"], ["x"], ["z"], ["x"]]

  private func fit(
    _ change: (inout TextEncoderRecipe) -> Void = { _ in }, rows: [Int] = [0, 1, 2],
    vectors: WordVectors? = nil
  ) throws(TextEncoderFit.Failure) -> TextEncoderFit {
    var recipe = TextEncoderRecipe()
    (recipe.units, recipe.dimensions, recipe.minimumCount, recipe.epochs) = (4, 3, 1, 2)
    change(&recipe)
    return try TextEncoderFit(
      words: words, labels: labels, trainingRows: rows, vectors: vectors, recipe: recipe,
      key: .textEncoder(seed: 1))
  }

  @Test func countsAreThoseOfTheTexts() throws {
    let plain = try fit()
    #expect(
      plain.counts
        == TextEncoderFit.Counts(
          texts: 5, trainingTexts: 3, vocabulary: 4, words: 8, wordsRead: 7, emptyTexts: 2, labels: 2))
    #expect(plain.loss == .softmax && plain.initial.shape.labels == 2)
    #expect(try fit({ $0.minimumCount = 2 }).counts.vocabulary == 2)
    #expect(try fit({ $0.longest = 1 }).counts.wordsRead == 3)
  }

  @Test func vectorsDecideWhatIsKnownIfTheyAreFrozen() throws {
    let vectors = WordVectors(
      path: "v", words: ["a", "e"], vectors: Matrix<Float>([[1, 2, 3, 4], [5, 6, 7, 8]]))
    let frozen = try fit({ $0.isFrozen = true }, vectors: vectors)
    #expect(frozen.counts.vocabulary == 2 && frozen.initial.shape.dimensions == 4)
    #expect(Array(frozen.initial.embedding.view.row(0)) == [1, 2, 3, 4])
    let (weights, _) = try frozen.train()
    #expect(weights.embedding == frozen.initial.embedding)
    let trained = try fit(vectors: vectors)
    // Words of the training rows; the one with a vector begins with it.
    #expect(trained.counts.vocabulary == 4 && Array(trained.initial.embedding.view.row(0)) == [1, 2, 3, 4])
    #expect(try trained.train().weights.embedding != trained.initial.embedding)
  }

  @Test func otherRowsChangeNothing() throws {
    let (weights, history) = try fit().train()
    let other = try TextEncoderFit(
      words: words[..<3] + [["a", "a"], ["q"]], labels: labels[..<3] + [["x", "q"], ["r"]],
      trainingRows: [0, 1, 2],
      recipe: {
        var recipe = TextEncoderRecipe()
        (recipe.units, recipe.dimensions, recipe.minimumCount, recipe.epochs) = (4, 3, 1, 2)
        return recipe
      }(), key: .textEncoder(seed: 1))
    let (same, sameHistory) = try other.train()
    #expect(history == sameHistory && weights.forward.recurrent == same.forward.recurrent)
    #expect(weights.output == same.output)
  }

  @Test func oneRowIsEnoughAndSeveralLabelsMeanSigmoid() throws {
    let one = try fit({ $0.heldOut = 0.9 }, rows: [0])
    #expect(try one.train().history.training.count == 2)
    let several = try TextEncoderFit(
      words: words, labels: [["x", "y"], ["y"], ["x"], ["x"], ["x"]], trainingRows: [0, 1], recipe: .init(),
      key: .textEncoder(seed: 1))
    #expect(several.loss == .sigmoid)
  }

  @Test func failures() {
    #expect(throws: TextEncoderFit.Failure.noWords) { try fit { $0.minimumCount = 9 } }
    #expect(throws: TextEncoderFit.Failure.noWords) { try fit(rows: [4]) }
    let diverged = #expect(throws: TextEncoderFit.Failure.self) {
      try fit { ($0.learningRate, $0.epochs, $0.heldOut) = (1e38, 50, 0) }.train()
    }
    #expect(diverged != nil && diverged != .noWords)
  }

  @Test func theCheckIsInsideTheRows() throws {
    let fit = try fit()
    let features = Matrix<Float>([[1, 0], [0, 1], [1, 0.1], [1, 1], [0, 2]])
    let check = fit.precision(of: features)
    #expect(check.training.queries == 2 && check.training.value == 1)
    #expect(check.others?.queries == 0 && check.others?.excluded == 2)
    #expect(try self.fit(rows: [0, 1, 2, 3, 4]).precision(of: features).others == nil)
  }
}

@Suite struct TextColumnTests {
  private func file(_ text: String) throws -> String {
    let path = NSTemporaryDirectory() + "column-\(UUID().uuidString).tsv"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test func columnsByPlaceAndByName() throws {
    let path = try file("id\ttext\n1\tone two\n2\t\n")
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(try TextColumn.named("text").read(path) == ["one two", ""])
    #expect(try TextColumn.last.read(path) == ["text", "one two", ""])
    #expect(try TextColumn.last.read(path, hasHeader: true) == ["one two", ""])
    #expect(try TextColumn.number(1).read(path, hasHeader: true) == ["1", "2"])
    let wrong = #expect(throws: DataFileError.self) { try TextColumn.number(3).read(path) }
    #expect(wrong?.message == "has 2 columns, but the text is to be in column 3")
    let unknown = #expect(throws: DataFileError.self) { try TextColumn.named("txt").read(path) }
    #expect(unknown?.message == "no column is named 'txt'; the first line names 'id', 'text'")
  }

  @Test func tablesWithoutRows() throws {
    for text in ["", "id\ttext\n"] {
      let path = try file(text)
      defer { try? FileManager.default.removeItem(atPath: path) }
      let error = #expect(throws: DataFileError.self) { try TextColumn.named("text").read(path) }
      #expect(error?.message.hasPrefix("has no rows") == true)
    }
  }
}
