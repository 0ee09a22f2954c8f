import Foundation
import TestSupport
import Testing

@testable import Dense
@testable import VectorFiles

@Suite struct CommonWordsTests {
  private func withFiles(_ body: (_ text: String, _ binary: String) throws -> Void) throws {
    try withTemporaryDirectory { directory in
      let (text, binary) = (directory + "/a.txt", directory + "/b.bin")
      try AtomicFile.write(text: "sun 1 2\nmoon 3 4\ntree 5 6\nmoon 0 0\nsea 7 8\n", to: text)
      let other: [(String, [Float])] = [
        ("tree", [1, 1, 1]), ("leaf", [2, 2, 2]), ("sun", [3, 3, 3]), ("tree", [9, 9, 9]),
        ("moon", [4, 4, 4]),
      ]
      try Data(WordVectorsTests.binary(other)).write(to: URL(filePath: binary))
      try body(text, binary)
    }
  }

  @Test func rowsAreTheSameWords() throws {
    try withFiles { text, binary in
      let common = try CommonWords(text, binary)
      #expect(common.first.words == ["sun", "moon", "tree"] && common.second.words == common.first.words)
      #expect(common.first.vectors == Matrix([[1, 2], [3, 4], [5, 6]]))
      #expect(common.second.vectors == Matrix([[3, 3, 3], [4, 4, 4], [1, 1, 1]]))
      #expect(common.onlyInFirst == 1 && common.onlyInSecond == 1)
      #expect(common.first.duplicates == 1 && common.second.duplicates == 1)
      #expect(common.note == "3 common words; 1 only in \(text), 1 only in \(binary)")
      let turned = try CommonWords(binary, text)
      #expect(turned.first.words == ["tree", "sun", "moon"])
      #expect(turned.second.vectors == Matrix([[5, 6], [1, 2], [3, 4]]))
    }
  }

  @Test func onlyWordsThatAreAskedFor() throws {
    try withFiles { text, binary in
      let common = try CommonWords(text, binary, wanted: ["tree", "sea", "nowhere"])
      #expect(common.first.words == ["tree"] && common.second.vectors == Matrix([[1, 1, 1]]))
      #expect(common.onlyInFirst == 1 && common.onlyInSecond == 0)
      let error = dataFileError { _ = try CommonWords(text, binary, wanted: ["sea"]) }
      #expect(error?.description == "\(binary): has none of the 1 words of \(text) that were asked for")
    }
  }
}
