import Foundation
import Testing

@testable import VectorFiles

@Suite struct InspectCommandTests {
  private struct Document: Decodable {
    var kind: String
    var type: String?
    var shape: [Int]?
    var notes: [String]
    var problems: [String]
  }

  private func inspect(_ path: String) async throws -> Document {
    let result = try await Program.run(["inspect", path, "--json"])
    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    return try JSONDecoder().decode(Document.self, from: Data(result.output.utf8))
  }

  @Test func saysWhatLooksWrong() async throws {
    let files = try VectorFiles()
    let cases: [(file: String, text: String, kind: String, says: [String])] = [
      (
        "n.csv", "1,2\nnan,2\n3,2\ninf,4\n", "comma-separated",
        ["that are NaN: 1, the first in row 2, column 1", "that are infinite: 1"]
      ),
      ("c.csv", "1,5,0\n2,5,0\n4,5,0\n", "comma-separated", ["2 of 3 columns are constant: 2, 3"]),
      (
        "z.csv", "0,0\n1,2\n1,2\n0,-0\n", "comma-separated",
        ["rows that are zero: 2", "repeat an earlier one: 2", "row 3, as row 2"]
      ),
      ("h.csv", "0,1,2\n5,3,1\n4,1,7\n", "comma-separated", ["as a header does"]),
      ("i.csv", "0,3\n1,9\n2,4\n", "comma-separated", ["an index?"]),
      (
        "w.txt", "cat 1 2 3\ndog 4 5 6\ncat 7 8 9\n", "GloVe text",
        ["repeated words: 1, the first in row 3 as in row 1"]
      ),
      ("r.tsv", "cat\tdog\t7\ndog\tcat\t6\n", "word pairs", ["1 pairs are listed again"]),
    ]
    for test in cases {
      try files.write(test.text, to: test.file)
      let document = try await inspect(files.path(test.file))
      #expect(document.kind.contains(test.kind), "\(test.file): \(document.kind)")
      for says in test.says {
        #expect(document.problems.contains { $0.contains(says) }, "\(test.file): \(document.problems)")
      }
    }
    try Data([0x50, 0x4b, 5, 6] + Array(repeating: 0, count: 18)).write(
      to: URL(filePath: files.path("empty.npz")))
    #expect(try await inspect(files.path("empty.npz")).problems == ["holds no arrays"])
    let clean = try await inspect(files.path("a.npy"))
    #expect(clean.problems.isEmpty && clean.shape == [50, 8] && clean.type == "float32")
  }

  @Test func notesNormLabelsAndEncodings() async throws {
    let files = try VectorFiles()
    try files.write("x,y,z\na b,1,0\nc,0,1\nd,0.6,0.8\n", to: "u.csv")
    let unit = try await inspect(files.path("u.csv"))
    #expect(
      unit.notes.contains("rows have norm 1")
        && unit.notes.contains { $0.contains("line 1 names the columns") })
    #expect(unit.notes.contains { $0.contains("label lists, 3 distinct") })
    try Data(Array("caf".utf8) + [0xe9] + Array(" 1 2 3\n".utf8)).write(
      to: URL(filePath: files.path("l.txt")))
    let latin = try await inspect(files.path("l.txt"))
    #expect(latin.problems.contains { $0.contains("words that are not UTF-8: 1, the first at line 1") })
  }

  @Test func textFitsEightyColumns() async throws {
    let files = try VectorFiles()
    let wide = (0..<3).map { row in (0..<200).map { "\(Float(row * $0) / 7)" }.joined(separator: ",") }
    try files.write(wide.joined(separator: "\n") + "\n", to: "wide.csv")
    for name in ["wide.csv", "a.npy"] {
      let result = try await Program.run(["inspect", files.path(name)])
      #expect(result.code == 0)
      let lines = result.output.split(separator: "\n")
      #expect(lines.dropFirst().allSatisfy { $0.count <= 80 } && lines.count >= 7, "\(result.output)")
      #expect(lines.contains { $0.hasPrefix("shape ") })
    }
  }

  @Test func listsTheArraysOfAFile() async throws {
    let files = try VectorFiles()
    let array = try NPYFile.read(files.path("a.npy"))
    try NPZFile.write([("one", array), ("two", array)], to: files.path("both.npz"))
    let result = try await Program.run(["inspect", files.path("both.npz")])
    #expect(result.output.contains("array   one  float32  50 × 8"))
    #expect(result.output.contains("add its name: both.npz:one"), "\(result.output)")
  }
}
