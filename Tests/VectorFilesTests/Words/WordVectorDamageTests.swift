import TestSupport
import Testing

@testable import Dense
@testable import VectorFiles

/// What is wrong in one place of a word-vector file, and does not keep the rest from being read.
@Suite struct WordVectorDamageTests {
  private static let animals = WordVectorsTests.animals

  @Test(
    arguments: [
      (WordVectorsTests.binary(animals, header: "5 3\n"), 4, ["the header says 5 words, the file has 4"]),
      (WordVectorsTests.binary(animals, header: "3 3\n"), 4, ["the header says 3 words, the file has 4"]),
      (
        WordVectorsTests.binary(animals, header: "400 3\n", end: ""), 4,
        ["the header says 400 words, the file has 4"]
      ),
      (
        Array(WordVectorsTests.binary(animals).dropLast(6)), 3,
        [
          "ends within the vector of word 4, 'cat', which is left out",
          "the header says 4 words, the file has 3",
        ]
      ),
      (
        Array(WordVectorsTests.binary(animals).dropLast(15)), 3,
        ["ends within word 4, which is left out", "the header says 4 words, the file has 3"]
      ),
      (
        Array(WordVectorsTests.binary(animals).dropLast(20)), 2,
        [
          "ends within the vector of word 3, 'żółw', which is left out",
          "the header says 4 words, the file has 2",
        ]
      ),
      (WordVectorsTests.binary(animals) + Array("cat".utf8), 4, ["ends within word 5, which is left out"]),
    ] as [([UInt8], Int, [String])]) func headersAndEnds(bytes: [UInt8], words: Int, notes: [String]) throws
  {
    try withFile("v.bin", bytes) { (path) throws in
      let all = try WordVectors.read(path)
      #expect(all.wordsInFile == words && all.notes == notes)
      let expected = Matrix<Float>([[1, 2.5, -3], [4, 5, 6], [7, 8, 9]].prefix(min(words, 3)).map { $0 })
      #expect(all.vectors == expected)
      let some = try WordVectors.read(path, wanted: ["Hund"])
      #expect(some.vectors == Matrix([[4, 5, 6]]) && some.notes == notes)
      #expect(try WordVectorProfile(path).damage == notes)
    }
  }

  @Test func wordsThatAreNone() throws {
    var bytes = WordVectorsTests.binary([
      ("cat", [1, 2]), ("", [3, 4]), ("gr#", [5, 6]), ("", [7, 8]), ("ox", [9, 8]),
    ])
    bytes[bytes.firstIndex(of: 0x23) ?? 0] = 0xc3
    try withFile("v.bin", bytes) { (path) throws in
      let all = try WordVectors.read(path)
      #expect(all.words == ["cat", "ox"] && all.vectors == Matrix([[1, 2], [9, 8]]))
      // "5 2\n", then 4 + 8 + 1 bytes for cat, 1 + 8 + 1 for the empty word.
      #expect(
        all.notes == [
          "2 words that are empty are left out, the first at word 2, byte 17",
          "1 word that is not UTF-8 is left out, at word 3, byte 27; --encoding latin1 reads ISO 8859-1",
        ])
      let latin = try WordVectors.read(path, encoding: .latin1)
      #expect(latin.words == ["cat", "grÃ", "ox"] && latin.notes.count == 1)
    }
  }

  @Test(arguments: [
    ("4 2\ncat 1 2\ndog 3 4\nrat 5 6\n", 3, ["the header says 4 words, the file has 3"]),
    ("2 2\ncat 1 2\ndog 3 4\nrat 5 6\n", 3, ["the header says 2 words, the file has 3"]),
    ("cat 1 2\ndog 3 4\nrat 5 6\nox", 3, ["ends within line 4, which is left out"]),
    ("cat 1 2\ndog 3 4\nrat 5 6\nox 7 ", 3, ["ends within line 4, which is left out"]),
    ("cat 1 2\ndog 3 4\nrat 5 6\nox 7 1e-", 3, ["ends within line 4, which is left out"]),
    (
      "cat 1 2\n 9 9\ndog 3 4\nrat 5 6\n\t8 8\n", 3,
      ["2 words that are empty are left out, the first at line 2"]
    ),
    ("word a b\ncat 1 2\ndog 3 4\nrat 5 6\n", 3, ["line 1 names the columns"]),
    ("a b\ncat 1 2\ndog 3 4\nrat 5 6\n", 3, ["line 1 names the columns"]),
    ("cat 1 2\ndog 3 4\nrat 5 6", 3, []),
  ]) func text(text: String, words: Int, notes: [String]) throws {
    try withFile("v.txt", text) { (path) throws in
      let all = try WordVectors.read(path)
      #expect(all.words == ["cat", "dog", "rat"] && all.wordsInFile == words && all.notes == notes)
      #expect(all.vectors == Matrix([[1, 2], [3, 4], [5, 6]]))
      #expect(try WordVectors.read(path, wanted: ["dog"]).vectors == Matrix([[3, 4]]))
    }
  }

  @Test func linesThatCount() throws {
    let rest = "cat\t1.5\t2\t3\ndog\t6e-05\t4\t5\n"
    for first in ["Concept\t0\t1\t2\n", "word\t1\t2\t3\n"] {
      try withFile("v.txt", first + rest) { (path) throws in
        let all = try WordVectors.read(path)
        #expect(all.words == ["cat", "dog"] && all.notes == ["line 1 names the columns"])
        #expect(all.vectors == Matrix([[1.5, 2, 3], [6e-05, 4, 5]]))
      }
    }
    try withFile("v.txt", "cat 1 2 3\ndog 6 4 5\n") { (path) throws in
      let all = try WordVectors.read(path)
      #expect(all.words == ["cat", "dog"])
      #expect(all.notes == ["line 1, 'cat', counts its numbers as names do, and is read as a word"])
    }
    try withFile("v.txt", "word 1 2 3\ndog 6 4 5\n") { (path) throws in
      #expect(try WordVectors.read(path).words == ["dog"])
    }
  }

  @Test func commasBesideTabs() throws {
    try withFile("v.txt", "word,a,b\ncat,1.5,2\ndog,3,4\n") { (path) throws in
      #expect(try WordVectors.read(path).words == ["cat", "dog"])
      #expect(try WordVectors.words(path, encoding: .utf8) == ["cat", "dog"])
    }
  }

  /// A text with a word in another encoding is still one of words.
  @Test func recognition() {
    let bytes: [UInt8] = Array("caf".utf8) + [0xe9] + Array(" .1 .2 .3\ncat .3 .4 .5\n".utf8)
    #expect(WordVectors.areIn(BoundedBytes(copying: bytes), path: "v.txt"))
    #expect(WordVectors.areIn(BoundedBytes(copying: Array("2 3\n".utf8) + bytes), path: "v.csv"))
    #expect(!WordVectors.areIn(BoundedBytes(copying: Array("1 .2 .3\n2 .4 .5\n".utf8)), path: "v.txt"))
  }
}
