import Foundation
import Testing

/// `check --data`, from outside.
@Suite struct CheckCommandTests {
  @Test func aGoodStudyHasNoErrorAndIsNotMade() async throws {
    let small = try SmallStudy()
    let result = try await Program.run(["check", "--data", small.configuration], in: small.directory)
    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(result.output.contains("folds: 5, of 60 to 60 items, at least 240 to train on\n"))
    #expect(result.output.contains("image/square: 300×8 vectors, all finite, 0 repeated rows"))
    #expect(result.output.hasSuffix("no errors\n"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: small.directory).sorted()
        == ["image.csv", "small.yaml", "text.csv"])
  }

  @Test func allErrorsStandInTheDocument() async throws {
    let small = try SmallStudy()
    let set = ["--set", "measures.k=60", "--set", "dataset.labels={file: \(small.directory)/none.txt}"]
    let result = try await Program.run(["check", small.configuration, "--data", "--json"] + set)
    #expect(result.code == 74 || result.code == 65, "\(result.errors)")
    #expect(result.errorLines.count == 1 && result.errors.contains("(the first of 2 errors)"))
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let errors = try #require(document["errors"] as? [[String: Any]])
    #expect(errors.compactMap { $0["code"] as? Int }.sorted() == [65, 74])
    #expect(document["items"] as? Int == 300 && document["version"] as? Int != nil)
    #expect((document["sets"] as? [[String: Any]])?.first?["columns"] as? Int == 8)
  }

  @Test func jsonIsForData() async throws {
    let small = try SmallStudy()
    #expect(try await Program.run(["check", small.configuration, "--json"]).code == 64)
  }
}
