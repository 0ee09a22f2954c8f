import Foundation
import Testing

@testable import Reports
@testable import Studies

@Suite struct RatingsTableTests {
  static let document = """
    {"vectors": "features/word2vec.txt", "map": "nn", "results": [
      {"ratings": "data/ws353.csv", "pairs": 353, "covered": 350, "cosine": 0.7, "euclidean": 0.636},
      {"ratings": "SimLex-999", "pairs": 999, "covered": 999, "cosine": 0.4, "euclidean": 0.5}]}
    """

  static func table() throws -> RatingsTable {
    RatingsTable([try JSONDecoder().decode(RatingsTable.Measurement.self, from: Data(document.utf8))])
  }

  @Test("the paper's six rows and six sets of ratings stand in table 10") func paper() throws {
    let table = RatingsTable()
    #expect(table.ratings == ["WS-353", "Men", "SemSim", "VisSim", "SimLex", "SimVerb"])
    #expect(table.rows.map(\.title).count == 6)
    let shown = table.rows.flatMap { row in table.ratings.compactMap { table.published(row, $0) } }
    #expect(Set(shown) == Set(PaperTables.published.ratings))
  }

  @Test("a document of similarities finds its row and columns by name") func measured() throws {
    let table = try Self.table()
    #expect(table.ratings.count == 6 && table.rows.count == 6)
    let row = try #require(table.rows.first)
    let pair = table.pair(row, "WS-353")
    #expect(pair.map(\.ours) == ["0.700", "0.636"] && pair.map(\.paper) == ["0.665", "0.636"])
    #expect(pair.map(\.difference) == ["+0.035", "±0.000"] && pair.map(\.isBest) == [true, false])
    #expect(table.markdown.contains("| **0.700** (paper **0.665**, +0.035) | 0.636 (paper 0.636, ±0.000) |"))
    #expect(table.csv.contains("table-10,word2vec,nn,WS-353,cosine,0.7,353,350,0.665\n"))
    #expect(table.context?.notes == ["word2vec: pairs with both words: ws353 350 of 353."])
  }

  @Test("numbers on few pairs carry a dagger, and coverage is said once for all maps") func sparse() throws {
    let few = Self.document.replacing("\"covered\": 350", with: "\"covered\": 99")
    let maps = ["nn", "lin", "none"].map { few.replacing("\"nn\"", with: "\"\($0)\"") }
    let table = RatingsTable(
      try maps.map { try JSONDecoder().decode(RatingsTable.Measurement.self, from: Data($0.utf8)) })
    for row in table.rows.prefix(3) {
      #expect(table.pair(row, "WS-353").map(\.ours) == ["0.700†", "0.636†"])
      #expect(table.pair(row, "SimLex").map(\.ours) == ["0.400", "0.500"])
    }
    let notes = ["word2vec: pairs with both words: ws353 99 of 353.", "† fewer than 100 such pairs."]
    #expect(table.coverage == notes && table.context?.notes == notes)
    #expect(table.markdown.hasSuffix("\n\n" + notes.joined(separator: "\n\n") + "\n"))
    #expect(table.latex.contains("\\textbf{0.700\\dag{}}") && !table.latex.contains("†"))
    #expect(table.csv.contains("cosine,0.7,353,99,"))
    #expect(try RatingsTableTests.table().coverage == ["word2vec: pairs with both words: ws353 350 of 353."])
  }

  @Test("a single pair is no correlation but was run; negative numbers have a minus sign")
  func single() throws {
    let numbers = "\"covered\": 350, \"cosine\": 0.7, \"euclidean\": 0.636"
    let one = Self.document.replacing(numbers, with: "\"covered\": 1").replacing("0.4,", with: "-0.4,")
    let table = RatingsTable([try JSONDecoder().decode(RatingsTable.Measurement.self, from: Data(one.utf8))])
    let row = try #require(table.rows.first)
    #expect(table.pair(row, "WS-353").map(\.ours) == ["–", "–"])
    #expect(table.pair(row, "SimLex").map(\.ours) == ["−0.400", "0.500"])
    #expect(table.pair(row, "Men").map(\.ours) == [nil, nil])
    #expect(table.latex.contains("$-$0.400") && !table.latex.contains("−"))
    #expect(table.csv.contains(",SimLex,cosine,-0.4,"))
  }

  @Test("own vectors and ratings get rows and columns of their own") func own() throws {
    let other = Self.document.replacing("word2vec.txt", with: "mine.npy").replacing(
      "SimLex-999", with: "ours.csv")
    let table = RatingsTable([try JSONDecoder().decode(RatingsTable.Measurement.self, from: Data(other.utf8))]
    )
    #expect(table.ratings.last == "ours" && table.rows.last?.title == "f_nn(mine)")
  }

  @Test("a file that is no such document is named") func damaged() throws {
    let path = NSTemporaryDirectory() + "ratings-\(UUID().uuidString).json"
    try "[]".write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(
      throws: StudyError.damaged(place: path, message: "not a document of 'crossmodal similarity --json'")
    ) {
      try RatingsTable(files: [path])
    }
    let missing = #expect(throws: StudyError.self) { try RatingsTable(files: ["/nowhere"]) }
    #expect(missing?.exitCode == 74 && missing?.description.hasPrefix("/nowhere: ") == true)
  }
}
