import Documents
import Foundation
import StudyTestSupport
import Testing

@testable import CrossModalCLI
@testable import Dense
@testable import Studies
@testable import VectorFiles

@Suite struct CrossRetrievalCommandTests {
  private struct Document: Decodable {
    struct Direction: Decodable {
      var from: String
      var to: String
      var metric: String
      var recallAt: [String: Double]
      var chanceRecallAt: [String: Double]
      var medianRank: Double
      var meanReciprocalRank: Double
      var meanAveragePrecision: Double
      var meanAveragePrecisionAtR: Double
      var queries: Int
      var excluded: Int
      var items: Int
    }
    struct Rows: Decodable {
      var first: Int
      var second: Int
    }
    var items: Int
    var itemsOfSecond: Int?
    var groups: Int
    var relevance: String
    var repeatedRows: Rows
    var directions: [Direction]
  }

  // Two pictures, one of them twice, and five captions.
  private func files() throws -> VectorFiles {
    let files = try VectorFiles()
    try files.write("1,0\n0,1\n1,0\n", to: "pictures.csv")
    try files.write("1,0.1\n0.1,1\n0.9,0.5\n0.2,0.9\n-1,0\n", to: "captions.csv")
    try files.write("p\nq\np\n", to: "of-pictures.txt")
    try files.write("p\nq\nq\nq\nr\n", to: "of-captions.txt")
    return files
  }

  private func document(_ files: VectorFiles, _ words: String) async throws -> (Document, String) {
    let result = try await Program.run(
      words.split(separator: " ").map(String.init) + ["--json"], in: files.directory)
    try #require(result.code == 0, "\(result.errors)")
    return (try JSONDecoder().decode(Document.self, from: Data(result.output.utf8)), result.output)
  }

  @Test func bothDirectionsByAllMetrics() async throws {
    let files = try files()
    let (found, text) = try await document(files, "retrieval b.npy b.npy")
    #expect(found.items == 50 && found.groups == 50 && found.relevance == "row" && found.itemsOfSecond == nil)
    #expect(found.directions.map(\.metric) == ["cosine", "cosine", "euclidean", "euclidean", "csls", "csls"])
    for direction in found.directions {
      #expect(direction.from == "b.npy" && direction.to == "b.npy" && direction.queries == 50)
      #expect(direction.recallAt == ["1": 1, "5": 1, "10": 1] && direction.medianRank == 1)
      #expect(direction.meanReciprocalRank == 1 && direction.meanAveragePrecisionAtR == 1)
      #expect(abs((direction.chanceRecallAt["5"] ?? 0) - 0.1) < 1e-12)
    }
    let (grouped, other) = try await document(
      files, "retrieval pictures.csv captions.csv --groups of-pictures.txt --groups of-captions.txt")
    #expect(
      try DocumentCheck.problems(of: [text, other], [.version] + CrossRetrievalDocument.fields) == [])
    #expect(grouped.items == 3 && grouped.itemsOfSecond == 5 && grouped.groups == 3)
    #expect(
      grouped.relevance == "group" && grouped.repeatedRows.first == 1 && grouped.repeatedRows.second == 0)
    let (there, back) = (grouped.directions[0], grouped.directions[1])
    #expect(there.metric == "cosine" && there.queries == 2 && there.items == 5 && there.excluded == 0)
    // Both find one of theirs first; q has another one second, and its third behind p's.
    #expect(there.recallAt["1"] == 1 && there.meanAveragePrecision == 1)
    #expect(back.from == "captions.csv" && back.queries == 4 && back.items == 2 && back.excluded == 1)
    #expect(back.recallAt["1"] == 0.75 && back.recallAt["5"] == 1 && back.medianRank == 1)
  }

  @Test func aTableOf80Columns() async throws {
    let files = try files()
    let result = try await Program.run(
      [
        "retrieval", "pictures.csv", "captions.csv", "--groups", "of-pictures.txt", "--groups",
        "of-captions.txt",
      ], in: files.directory)
    #expect(result.code == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(result.output)")
    #expect(lines[2] == "  cosine        1.0000   1.0000   1.0000      1.0   1.0000   1.0000   1.0000")
    for part in [
      "second → first", "  chance ", "4 queries among 2 items, 1 more without a relevant item left out",
      "relevant: every item of the same group, of 3 groups",
      "equal rows of a group count once: left out are 1 of first, 0 of second",
      "csls: mean cosines to the 3 nearest of the other side",
    ] {
      #expect(result.output.contains(part), "\(result.output)")
    }
  }

  @Test func labelsAndThreads() async throws {
    let files = try files()
    try files.write((0..<50).map { "\($0 % 3) x\($0 % 4)\n" }.joined(), to: "labels.txt")
    let (one, text) = try await document(
      files, "retrieval b.npy b.npy --labels labels.txt --metric csls --csls 4")
    let (_, two) = try await document(
      files, "retrieval b.npy b.npy --labels labels.txt --metric csls --csls 4 --threads 2")
    #expect(text == two && one.groups == 7 && one.relevance == "label" && one.directions.count == 2)
  }

  static let cases: [(String, Int32, String)] = [
    ("b.npy short.npy", 65, "40 rows"), ("a.npy b.npy", 65, "6 columns"),
    ("b.npy b.npy --groups of-captions.txt", 65, "groups of 5 rows, but b.npy has 50 rows"),
    ("b.npy b.npy --labels of-captions.txt", 65, "labels of 5 rows, but b.npy has 50 rows"),
    ("pictures.csv captions.csv --groups of-pictures.txt", 65, "5 rows"),
    (
      "pictures.csv captions.csv --groups of-pictures.txt --groups others.txt", 65,
      "no row of pictures.csv has a group"
    ),
    ("pictures.csv captions.csv --groups of-pictures.txt --groups of-pictures.txt", 65, "groups of 3 rows"),
    ("b.npy b.npy --groups g.txt --groups g.txt --groups g.txt", 64, "given 3 times"),
    ("b.npy b.npy --groups g.txt --labels g.txt", 64, "give only one of them"),
    ("b.npy b.npy --groups g.txt --align names", 64, "--align names"),
    ("b.npy b.npy --metric inner-product", 64, "cosine, euclidean, csls or all"),
    ("b.npy b.npy --csls 51", 65, "1 to 50"), ("b.npy b.npy --csls 0", 64, "at least 1"),
    ("b.npy b.npy --csls 5 --metric cosine", 64, "--csls: does not go with"),
    ("b.npy b.npy --standardize", 64, "--standardize"), ("b.npy b.npy --threads 0", 64, "--threads 0"),
    ("b.npy --metric csls", 64, "needs a second file"), ("b.npy --groups g.txt", 64, "needs a second file"),
    ("b.npy nan.csv", 65, "line 2, column 2"), ("b.npy missing.npy", 74, "cannot be opened"),
    ("b.npy b.npy --groups missing.txt", 74, "cannot be opened"),
  ]

  @Test(arguments: cases) func badInputIsOneLine(_ words: String, _ code: Int32, _ says: String) async throws
  {
    let files = try files()
    try files.write("s\nt\ns\nt\nt\n", to: "others.txt")
    try files.write("1,2\n3,nan\n", to: "nan.csv")
    let result = try await Program.run(
      ["retrieval"] + words.split(separator: " ").map(String.init), in: files.directory)
    #expect(result.code == code, "\(result.errors)")
    #expect(
      result.output.isEmpty && result.errorLines.count == 1 && result.errors.contains(says),
      "\(result.errors)")
  }
}
