import TestSupport
import Testing

@testable import Dense
@testable import VectorFiles

@Suite struct WordVectorsTests {
  /// word2vec binary: header, then word, blank, numbers, `end`.
  static func binary(
    _ words: [(String, [Float])], header: String? = nil, end: String = "\n"
  ) -> [UInt8] {
    let dimension = words.first?.1.count ?? 0
    var bytes = Array((header ?? "\(words.count) \(dimension)\n").utf8)
    for (word, vector) in words {
      bytes += Array(word.utf8) + [0x20]
      for number in vector { withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes += $0 } }
      bytes += Array(end.utf8)
    }
    return bytes
  }

  static let animals: [(String, [Float])] = [
    ("cat", [1, 2.5, -3]), ("Hund", [4, 5, 6]), ("żółw", [7, 8, 9]), ("cat", [0, 0, 1]),
  ]

  @Test(arguments: ["\n", ""]) func binaryWords(end: String) throws {
    try withFile("v.bin", Self.binary(Self.animals, end: end)) { (path) throws in
      let all = try WordVectors.read(path)
      #expect(all.words == ["cat", "Hund", "żółw"])
      #expect(all.duplicates == 1 && all.wordsInFile == 4 && all.dimension == 3)
      #expect(all.vectors == Matrix([[1, 2.5, -3], [4, 5, 6], [7, 8, 9]]))
      #expect(all.row(of: "żółw") == 2 && all.row(of: "dog") == nil)
      let some = try WordVectors.read(path, wanted: ["żółw", "dog"])
      #expect(some.words == ["żółw"] && some.vectors == Matrix([[7, 8, 9]]) && some.wordsInFile == 4)
      #expect(some.duplicates == 0)
    }
  }

  @Test(
    arguments: [
      (binary(animals, header: "4 2\n"), "3 of the first 4 hold no text or no numbers"),
      (binary(animals, header: "4 4\n"), "has another dimension"),
      (binary(animals, header: "4 9000000000000000\n"), "too short"),
      (binary(animals, header: "999999999999999999 999999999999999999\n"), "too short"),
      (binary([("a", [1, .nan])]), "word 1, 'a', number 2: nan"),
      (binary([("a", [1, .infinity])]), "number 2: inf"),
      (Array(binary([("cat", [1, 2])]).dropLast(3)), "ends within the vector of word 1, 'cat'"),
      (Array("1 3\n".utf8) + Array(repeating: 0x61, count: 5000), "no blank after 4096 bytes"),
    ] as [([UInt8], String)]) func damagedBinary(bytes: [UInt8], message: String) throws
  {
    try withFile("v.bin", bytes) { (path) throws in
      let error = dataFileError { _ = try WordVectors.read(path) }
      #expect(
        error?.kind == .content && error?.message.contains(message) == true, "\(String(describing: error))")
    }
  }

  @Test(arguments: [binary(animals, header: "four 3\n"), binary(animals, header: "4 0\n"), []])
  func binaryWithoutHeader(bytes: [UInt8]) {
    let error = dataFileError { _ = try Word2VecBinary(BoundedBytes(copying: bytes), path: "v.bin") }
    #expect(error?.message.contains("line of word count and dimension") == true)
  }

  @Test(arguments: [
    "3 2\ncat 1 2\nHund 3.5 -4e1\nżółw 5 6\n", "cat 1 2\nHund 3.5 -4e1\nżółw 5 6",
    "cat\t1\t2\nHund\t3.5\t-40\nżółw\t5\t6\n",
    "3 2\r\ncat 1 2 \r\nHund 3.5 -40 \r\nżółw 5 6 \r\n\n", "\u{feff}cat 1 2\nHund 3.5 -40\nżółw 5 6\n",
  ]) func textWords(text: String) throws {
    try withFile("v.txt", text) { (path) throws in
      let all = try WordVectors.read(path)
      #expect(all.words == ["cat", "Hund", "żółw"] && all.dimension == 2)
      #expect(all.vectors == Matrix([[1, 2], [3.5, -40], [5, 6]]))
      let some = try WordVectors.read(path, wanted: ["Hund"])
      #expect(some.vectors == Matrix([[3.5, -40]]) && some.wordsInFile == 3)
    }
  }

  @Test func wordsWithBlanksAndNumbers() throws {
    // As in GloVe 840B: tokens that hold blanks; and tokens that look like numbers.
    try withFile("v.txt", ". . . 1 2\n5 3 4\nat name@domain.com 5 6\n1.5 7 8\ncat 9 10\n") { (path) throws in
      let all = try WordVectors.read(path)
      #expect(all.words == [". . .", "5", "at name@domain.com", "1.5", "cat"])
      #expect(all.vectors == Matrix([[1, 2], [3, 4], [5, 6], [7, 8], [9, 10]]))
    }
  }

  @Test func repeatedWords() throws {
    try withFile("v.txt", "cat 1 2\ndog 3 4\ncat 5 6\ncat 7 8\n") { (path) throws in
      let all = try WordVectors.read(path)
      #expect(
        all.words == ["cat", "dog"] && all.duplicates == 2 && all.vectors == Matrix([[1, 2], [3, 4]]))
      #expect(try WordVectors.read(path, wanted: ["dog"]).duplicates == 0)
    }
  }

  @Test(arguments: [
    ("cat 1 2\ndog 3\nrat 5 6\n", "line 2, 'dog 3', has 1 numbers, 2 are needed"),
    ("cat 1 2\nthe dog 3\nrat 5 6\n", "line 2"),
    ("cat 1 2\ndog 3 4 5\nrat 5 6\n", "line 2 has 3 numbers, 2 are needed"),
    ("cat 1 2\ndog 3 x\nrat 5 6\n", "line 2, number 2: 'x'"),
    ("cat 1 2\ndog 3 nan\nrat 5 6\n", "line 2, number 2: 'nan'"),
    ("1 2\n3 4\n5 6\n", "line 2"), ("cat 1 2\n3 4\nrat 5 6\n", "line 2, '3 4', has 1 numbers"),
    ("1.5 2 3\n2 3 4\n", "has no words: every line begins with a number"),
    ("10% 2.5 3\n12% 3 4\n", "column 1 holds numbers with other characters, as '10%'"),
    ("1.5 2 3\n2 3 4\n1.5, 3 5\n", "column 1 holds numbers with other characters, as '1.5,'"),
    (" 1.5 2 3\n 2 3 4\n", "has no words"),
    ("3 3\ncat 1 2\ndog 3 4\nrat 5 6\n", "line 2, 'cat 1 2', has 2 numbers, 3 are needed"),
    ("300000 300\ncat 1 2\n", "too short"), ("999999999999999999 999999999999999999\n", "too short"),
    ("cat 1 2\n\ndog 3 4\n", "line 2 is empty"), ("", "no lines"), ("cat\ndog\n", "no lines"),
    ("0 2\n", "no words"),
  ]) func damagedText(text: String, message: String) throws {
    try withFile("v.txt", text) { (path) throws in
      let error = dataFileError { _ = try WordVectors.read(path) }
      #expect(
        error?.kind == .content && error?.message.contains(message) == true, "\(String(describing: error))")
    }
  }

  @Test func encodings() throws {
    let latin: [UInt8] = Array("caf".utf8) + [0xe9] + Array(" 1 2\ncat 3 4\n".utf8)
    try withFile("v.txt", latin) { (path) throws in
      let some = try WordVectors.read(path)
      #expect(some.words == ["cat"] && some.wordsInFile == 2)
      #expect(
        some.notes == [
          "1 word that is not UTF-8 is left out, at line 1; --encoding latin1 reads ISO 8859-1"
        ])
      #expect(try WordVectors.read(path, encoding: .latin1).notes == [])
      #expect(try WordVectors.read(path, encoding: .latin1).words == ["café", "cat"])
      #expect(try WordVectors.read(path, wanted: ["café"], encoding: .latin1).vectors == Matrix([[1, 2]]))
    }
    // Where most words are in another encoding, they are not left out one by one.
    try withFile("v.txt", latin + Array("th".utf8) + [0xe9] + Array(" 1 2\n".utf8)) { (path) throws in
      let error = dataFileError { _ = try WordVectors.read(path) }
      #expect(error?.message == "line 1: the word 'caf\u{fffd}' is not UTF-8")
      #expect(error?.remedy == .readAsLatin1)
    }
  }

  @Test func tablesAndArrays() throws {
    try withFile("v.csv", "word,a,b\ncat,1,2\n\"dog, big\",3,4\n") { (path) throws in
      #expect(try WordVectors.read(path).words == ["cat", "dog, big"])
    }
    try withFile("v.csv", "1,2\n3,4\n") { (path) throws in
      #expect(dataFileError { _ = try WordVectors.read(path) }?.message.contains("no leading column") == true)
    }
    let features = Matrix<Float>([[1], [2], [3]])
    let named = try WordVectors(
      path: "x.npy", words: ["a", "b", "a"], features: features.view, wanted: ["a", "b"])
    #expect(named.vectors == Matrix([[1], [2]]) && named.duplicates == 1)
    #expect(
      dataFileError { _ = try WordVectors(path: "x.npy", words: ["a"], features: features.view) } != nil)
    try withFile("words.txt", "cat\r\nbig dog\nrat") { (path) throws in
      #expect(try WordList.read(path) == ["cat", "big dog", "rat"])
    }
  }

  // Reads files that only some machines have: set CROSSMODAL_DATA.
  @Test(.enabled(if: RealData.has("words/word2vec_googlenews_8000x300.bin")))
  func realFiles() throws {
    for (name, words, dimension) in [
      ("word2vec_googlenews_8000x300.bin", 8000, 300), ("glove.6B.50d.top9163.txt", 9163, 50),
      ("glove.twitter.27B.25d.top11925.txt", 11925, 25), ("glove.6B.300d.concepts731.txt", 731, 300),
      ("word2vec_googlenews_300d.concepts731.txt", 731, 300),
    ] {
      let vectors = try WordVectors.read(RealData.directory + "/words/" + name)
      #expect(vectors.words.count == words && vectors.dimension == dimension && vectors.duplicates == 0)
    }
  }
}
