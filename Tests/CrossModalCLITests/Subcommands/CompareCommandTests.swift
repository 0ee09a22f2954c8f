import Foundation
import Testing

@testable import CrossModalCLI

@Suite struct CompareCommandTests {
  // Twelve items on a line, and the same line with two neighbors exchanged.
  private func files() throws -> VectorFiles {
    let files = try VectorFiles()
    func lines(_ numbers: [Double]) -> String {
      numbers.enumerated().map { "\($1),\(Double(($0 * 7) % 5) / 10)\n" }.joined()
    }
    let line = (0..<12).map { 1.5 * Double($0) + 0.25 }
    var moved = line
    moved.swapAt(3, 8)
    try files.write(lines(line), to: "a.csv")
    try files.write(lines(moved), to: "b.csv")
    try files.write(lines(line.reversed()), to: "c.csv")
    try files.write("1,2\n", to: "one.csv")
    try files.write((0..<12).map { _ in "1,2\n" }.joined(), to: "flat.csv")
    try files.write((0..<5).map { "\($0),1\n" }.joined(), to: "short.csv")
    return files
  }

  private func run(_ files: VectorFiles, _ words: String) async throws -> Program.Result {
    try await Program.run(["compare"] + words.split(separator: " ").map(String.init), in: files.directory)
  }

  private struct Document: Decodable {
    struct Space: Decodable {
      var name: String
      var dimensions: Int
      var repeatedRows: Int
    }
    struct Measure: Decodable {
      struct Null: Decodable {
        var mean: Double
        var threshold: Double
      }
      var name: String
      var k: Int?
      var value: Double?
      var values: [Double]?
      var null: Null?
      var p: Double?
      var calibrated: Double?
      var note: String?
    }
    struct Pair: Decodable {
      var a: String
      var b: String
      var measures: [Measure]
    }
    struct Aggregate: Decodable {
      var a: String
      var b: String
      var measure: String
      var pairs: Int
    }
    var items: Int
    var k: Int
    var spaces: [Space]
    var pairs: [Pair]
    var aggregate: [Aggregate]?
  }

  private func document(_ result: Program.Result) throws -> Document {
    #expect(result.code == 0, "\(result.errors)")
    return try JSONDecoder().decode(Document.self, from: Data(result.output.utf8))
  }

  @Test func allMeasuresOfTwoFiles() async throws {
    let files = try files()
    let found = try document(
      try await run(files, "a.csv b.csv -k 2,25% --metric euclidean --permutations 39 --json"))
    #expect(found.items == 12 && found.k == 2 && found.pairs.count == 1 && found.aggregate == nil)
    #expect(found.spaces.map(\.name) == ["a.csv", "b.csv"] && found.spaces[0].dimensions == 2)
    let names = Set(found.pairs[0].measures.map(\.name))
    #expect(names.count == 23)
    let overlaps = found.pairs[0].measures.filter { $0.name == "mutual-knn" }
    #expect(overlaps.map(\.k) == [2, 3])
    for measure in found.pairs[0].measures {
      #expect(measure.value != nil || measure.note != nil, "\(measure.name)")
      #expect((measure.p == nil) == (measure.null == nil))
    }
    let same = try await run(
      files, "a.csv b.csv -k 2,25% --metric euclidean --permutations 39 --json --threads 1")
    let twice = try await run(
      files, "a.csv b.csv -k 2,25% --metric euclidean --permutations 39 --json --threads 2")
    #expect(same.output == twice.output)
  }

  @Test func textIsAtMost80ColumnsWide() async throws {
    let files = try files()
    for words in ["a.csv b.csv -k 2 --permutations 19", "a.csv b.csv c.csv -k 2 --permutations 19"] {
      let result = try await run(files, words)
      #expect(result.code == 0, "\(result.errors)")
      #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
      #expect(result.output.contains("mutual-knn"))
    }
  }

  @Test func severalSpacesHaveABestPair() async throws {
    let files = try files()
    let result = try await run(
      files, "a.csv b.csv c.csv -k 2 --permutations 39 --measures mutual-knn --metric euclidean --json")
    let found = try document(result)
    #expect(found.pairs.map { $0.a + $0.b } == ["a.csvb.csv", "a.csvc.csv", "b.csvc.csv"])
    #expect(found.aggregate?.count == 1 && found.aggregate?[0].pairs == 3)
  }

  @Test func aPageIsWritten() async throws {
    let files = try files()
    let result = try await run(files, "a.csv b.csv -k 2 --permutations 19 -o page.html")
    #expect(result.code == 0, "\(result.errors)")
    let page = try String(contentsOfFile: files.path("page.html"), encoding: .utf8)
    #expect(page.contains("The two spaces share") && page.contains("crossmodal compare a.csv b.csv"))
    #expect(page.contains("procrustes-angle") && !page.contains("{{"))
  }

  @Test func undefinedValuesAreMissingAndExplained() async throws {
    let files = try files()
    let found = try document(try await run(files, "a.csv flat.csv -k 2 --permutations 19 --json"))
    let cka = try #require(found.pairs[0].measures.first { $0.name == "cka" })
    #expect(cka.value == nil && cka.calibrated == nil && cka.note == "all rows of flat.csv are equal")
    #expect(found.spaces[1].repeatedRows == 12)
  }

  @Test func explanations() async throws {
    let files = try files()
    let one = try await run(files, "--explain cknna")
    #expect(one.code == 0 && one.output.contains("formula") && one.output.contains("1e-6"))
    let all = try await run(files, "--explain all")
    #expect(all.code == 0 && all.output.contains("antihubs-b") && all.output.contains("recall-at-5"))
    // The words of every label are under each other, whole.
    #expect(
      all.output.contains("\n  ties     Ties go") && all.output.contains("\n           A row of zeros is"))
    #expect(all.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: [
    ("a.csv", 64, "one space"), ("", 64, "two files"), ("a.csv nothing.csv", 74, "nothing.csv"),
    ("one.csv one.csv", 65, "needs 2"), ("a.csv b.csv -k 12", 65, "k must be smaller"),
    ("a.csv b.csv -k 1%", 64, "less than one neighbor"), ("a.csv b.csv -k 0", 64, "-k 0"),
    ("a.csv b.csv -k 101%", 64, "101%"),
    ("a.csv b.csv -k 2 --measures mutal-knn", 64, "did you mean 'mutual-knn'"),
    ("a.csv short.csv", 65, "5 rows"), ("a.csv b.csv -k 2 --permutations -1", 64, "--permutations"),
    ("a.csv b.csv -k 2 --threads 0", 64, "--threads 0"), ("a.csv b.csv -k 2 -o a.csv", 64, "a.csv"),
    ("--explain foo", 64, "no such measure"),
    ("a.csv b.csv -k 2 --top 3 --json", 64, "not in the JSON document"),
  ])
  func badInput(words: String, code: Int32, message: String) async throws {
    let files = try files()
    let result = try await run(files, words)
    #expect(result.code == code, "\(words): \(result.errors)")
    #expect(result.errors.contains(message), "\(words): \(result.errors)")
    #expect(result.output.isEmpty && result.errors.split(separator: "\n").count == 1)
  }
}
