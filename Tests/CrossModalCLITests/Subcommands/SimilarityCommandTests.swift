import Foundation
import Testing

@testable import Studies

/// `crossmodal similarity` from outside.
@Suite struct SimilarityCommandTests {
  private func measure(_ files: WordFiles, _ arguments: String) async throws -> RatingsMeasurement {
    let result = try await files.run("similarity \(arguments) --json")
    try #require(result.code == 0, "\(result.errors)")
    return try JSONDecoder().decode(RatingsMeasurement.self, from: Data(result.output.utf8))
  }

  @Test func allFormatsGiveTheSame() async throws {
    let files = try WordFiles()
    let text = try await measure(files, "@v.txt --ratings @r.txt @r.csv")
    let binary = try await measure(files, "@v.bin --ratings @r.txt @r.csv")
    #expect(text.map == "none" && text.words == 6 && text.dimension == 2 && text.draws == 1)
    #expect(text.results.map(\.pairs) == [7, 7] && text.results.map(\.covered) == [6, 6])
    #expect(text.results[0].cosine == text.results[1].cosine)
    #expect(text.results.map(\.cosine) == binary.results.map(\.cosine))
    #expect(text.results.map(\.euclidean) == binary.results.map(\.euclidean))
    // Ratings 9 8.5 7 3 1 2 rank as 6 5 4 3 1 2, the cosines as 4 5 6 3 1 2: 1 − 6 · 8 / (6 · 35).
    #expect(abs((text.results[0].cosine ?? 0) - (1 - 48.0 / 210)) < 1e-12)
    let table = try await files.run("similarity @v.txt --ratings @r.txt")
    #expect(
      table.output.contains("cosine") && table.output.contains("0.771") && table.errors.isEmpty,
      "\(table.output)")
  }

  @Test func mapsAreDrawnAgainAndAgain() async throws {
    let files = try WordFiles()
    let options = "@v.txt --ratings @r.txt --map nn --hidden-units 64 --outputs 32 --scale 3"
    let ten = try await measure(files, options)
    #expect(ten.draws == 10 && ten.map == "nn" && ten.results[0].sd?.euclidean != nil)
    #expect(ten.setting?.text == "uniform 3, tanh, 64 → 32")
    #expect(try await measure(files, options) == ten)
    #expect(try await measure(files, options + " --seed 2") != ten)
    // A linear map keeps directions apart only roughly; one ReLU network with zero bias is homogeneous: see RATINGS.md.
    let linear = try await measure(files, "@v.txt --ratings @r.txt --map lin --initializer normal --draws 3")
    #expect(linear.draws == 3 && linear.setting?.hiddenUnits == nil && linear.setting?.activation == nil)
  }

  @Test func intervalsHoldTheValue() async throws {
    let files = try WordFiles()
    let result = try await measure(files, "@v.txt --ratings @r.txt --bootstrap 500").results[0]
    let (cosine, interval) = (try #require(result.cosine), try #require(result.interval?.cosine))
    #expect(
      interval.count == 2 && interval[0] <= cosine && cosine <= interval[1] && interval[0] < interval[1])
    #expect(try await measure(files, "@v.txt --ratings @r.txt").results[0].interval == nil)
    let table = try await files.run("similarity @v.txt --ratings @r.txt --bootstrap 100 --map lin --draws 2")
    #expect(table.output.contains("±") && table.output.contains("["))
  }

  @Test func wordsWithoutRowsComeFromAFile() async throws {
    let files = try WordFiles()
    try files.write(WordFiles.vectors.map { "\($0.numbers[0]),\($0.numbers[1])\n" }.joined(), to: "m.csv")
    try files.write(WordFiles.vectors.map { $0.word + "\n" }.joined(), to: "w.txt")
    let named = try await measure(files, "@m.csv --words @w.txt --ratings @r.txt")
    #expect(try await measure(files, "@v.txt --ratings @r.txt").results[0].cosine == named.results[0].cosine)
    let kept = try await measure(files, "@v.txt --ratings @r.txt --keep-case")
    #expect(kept.results[0].covered == 5)
  }

  @Test func repeatedWordsAreCounted() async throws {
    let files = try WordFiles()
    try files.write(WordFiles.text(WordFiles.vectors + [("sun", [-1, -1])]), to: "v2.txt")
    let result = try await files.run("similarity @v2.txt --ratings @r.txt --json")
    #expect(result.errors.contains("repeated words: 1; the first vector counts"))
    let measured = try JSONDecoder().decode(RatingsMeasurement.self, from: Data(result.output.utf8))
    #expect(
      try await measure(files, "@v.txt --ratings @r.txt").results[0].cosine == measured.results[0].cosine)
  }

  @Test func columnsAreFoundAndSaid() async throws {
    let files = try WordFiles()
    let plain = try await measure(files, "@v.txt --ratings @r.csv")
    let text = try String(contentsOfFile: files.path("r.csv"), encoding: .utf8)
    let lines = text.split(separator: "\n")
    let indexed = lines.enumerated().map { ($0 == 0 ? "" : "\($0 - 1)") + ",\($1)\n" }.joined()
    try files.write(indexed, to: "pandas.csv")
    let said = "columns 2 ('word1') and 3 ('word2'), the rating is in column 4 ('score')"
    let result = try await files.run("similarity @v.txt --ratings @pandas.csv --json")
    #expect(result.errors.contains("pandas.csv: the words are in \(said)\n"), "\(result.errors)")
    let found = try JSONDecoder().decode(RatingsMeasurement.self, from: Data(result.output.utf8))
    #expect(found.results[0].cosine == plain.results[0].cosine && found.results[0].covered == 6)
    let columns = "--word-columns 2,3 --rating-column score"
    let told = try await files.run("similarity @v.txt --ratings @pandas.csv \(columns) --json")
    #expect(told.errors.isEmpty && told.output == result.output)
  }

  @Test func tagsAreTakenOffWhereAskedFor() async throws {
    let files = try WordFiles()
    let plain = try await measure(files, "@v.txt --ratings @r.txt")
    let text = try String(contentsOfFile: files.path("r.txt"), encoding: .utf8)
    try files.write(text.replacing("\t", with: "-n\t"), to: "tagged.txt")
    let stripped = try await measure(files, "@v.txt --ratings @tagged.txt --strip-tags")
    #expect(stripped.results[0].cosine == plain.results[0].cosine)
    let both = try await files.run("similarity @v.txt --ratings @r.txt @tagged.txt")
    #expect(both.code == 0 && both.errors.contains("tagged.txt: 0 of 7 pairs have vectors; without the tags"))
    #expect(both.errorLines.count == 1)
  }

  @Test func damageInOnePlaceIsSaid() async throws {
    let files = try WordFiles()
    let whole = WordFiles.binary(WordFiles.vectors + [("end", [0, 1])])
    try whole.dropLast(5).write(to: URL(fileURLWithPath: files.path("cut.bin")))
    try WordFiles.binary(WordFiles.vectors, count: 9).write(to: URL(fileURLWithPath: files.path("many.bin")))
    let plain = try await measure(files, "@v.bin --ratings @r.txt")
    for (name, says) in [
      ("cut.bin", "ends within the vector of word 7, 'end', which is left out"),
      ("many.bin", "the header says 9 words, the file has 6"),
    ] {
      let result = try await files.run("similarity @\(name) --ratings @r.txt --json")
      #expect(result.code == 0 && result.errors.contains("\(name): \(says)\n"), "\(result.errors)")
      let read = try JSONDecoder().decode(RatingsMeasurement.self, from: Data(result.output.utf8))
      #expect(read.results[0].cosine == plain.results[0].cosine)
    }
  }

  @Test(arguments: [
    ("@v.txt --ratings @codes.txt", 65, "--word-columns 1,2 and --rating-column 3 say which"),
    ("@v.txt --ratings @r.txt --word-columns 2", 64, "word-columns"),
    ("@v.txt --ratings @r.txt --rating-column 4", 65, "has 3 columns, but the rating is to be in column 4"),
    (
      "@v.txt --ratings @r.txt @r.csv @r.txt --rating-column 3 --rating-column 3", 64,
      "--rating-column: given 2 times"
    ),
    (
      "@v.txt --ratings @tagged.txt", 65,
      "without the tags of words such as 'sun-n' it would be 2 (strip-tags)"
    ),
    ("@table.txt --ratings @r.txt", 65, "every line begins with a number"),
    ("@wide.bin --ratings @r.txt", 65, "wide.bin"), ("@nan.txt --ratings @r.txt", 65, "line 2"),
    ("@row.txt --ratings @r.txt", 65, "line 3"), ("@empty.txt --ratings @r.txt", 65, "empty.txt"),
    ("@v.txt --ratings @foreign.txt", 65, "has both words among its 6 words"),
    ("@v.txt --ratings @words.txt", 65, "line 2, column 3: 'high' where a finite rating is needed"),
    ("@v.txt --ratings @two.txt", 65, "line 1 has 2 columns; two words and a rating are needed"),
    ("@v.txt --ratings @nowhere.txt", 74, "nowhere.txt: cannot be opened"),
    ("@latin.txt --ratings @r.txt", 65, "--encoding latin1"),
    ("@m.csv --words @short.txt --ratings @r.txt", 65, "6 rows, but there are 2 words for them"),
    ("@v.txt --ratings @r.txt --draws 0", 64, "--draws 0"),
    ("@v.txt --ratings @r.txt --map nn --activation linear", 64, "activation"),
    ("@v.txt --ratings @r.txt --map lin --initializer normal --scale 1e38", 65, "not all finite"),
  ])
  func wrongInputIsOneLine(arguments: String, code: Int32, says: String) async throws {
    let files = try WordFiles()
    try files.write("sun\tN\t3\ntree\tV\t4\n", to: "codes.txt")
    try files.write("sun-n moon-n 3\nsun-n tree-n 4\n", to: "tagged.txt")
    try files.write("1.5 2 3\n4 5 6\n", to: "table.txt")
    try WordFiles.binary(WordFiles.vectors, dimension: 900).write(
      to: URL(fileURLWithPath: files.path("wide.bin")))
    try files.write("sun 1 0\nmoon nan 0\n", to: "nan.txt")
    try files.write("sun 1 0\nmoon 0 1\ntree 1\n", to: "row.txt")
    try files.write("", to: "empty.txt")
    try files.write("here\tthere\t3\n", to: "foreign.txt")
    try files.write("sun\tmoon\t3\nsun\ttree\thigh\n", to: "words.txt")
    try files.write("sun\tmoon\n", to: "two.txt")
    try Data([0x73, 0xE9, 0x20, 0x31, 0x20, 0x32, 0x0A]).write(
      to: URL(fileURLWithPath: files.path("latin.txt")))
    try files.write(WordFiles.vectors.map { "\($0.numbers[0]),\($0.numbers[1])\n" }.joined(), to: "m.csv")
    try files.write("sun\nmoon\n", to: "short.txt")
    let result = try await files.run("similarity \(arguments)")
    #expect(result.code == code, "\(result.errors)")
    #expect(result.output.isEmpty && result.errorLines.count == 1, "\(result.errors)")
    #expect(result.errors.hasPrefix("crossmodal: ") && result.errors.contains(says), "\(result.errors)")
  }
}
