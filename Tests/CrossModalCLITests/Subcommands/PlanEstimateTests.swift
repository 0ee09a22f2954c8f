import Foundation
import Testing

/// `plan --estimate`, from outside.
@Suite struct PlanEstimateTests {
  @Test func theDocumentHasTheEstimateAndNothingIsLeft() async throws {
    let small = try SmallStudy(epochs: 6)
    let scratch = small.directory + "/scratch"
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    let result = try await Program.run(
      ["plan", small.configuration, "--estimate", "--workers", "2", "--json"],
      environment: ["TMPDIR": scratch])
    #expect(result.code == 0, "\(result.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch).isEmpty)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(document["fits"] as? Int == 180 && document["version"] as? Int != nil)
    let estimate = try #require(document["estimate"] as? [String: Any])
    let alone = try #require(estimate["secondsOnOneCore"] as? Double)
    let together = try #require(estimate["seconds"] as? Double)
    #expect(alone > 0 && together > 0 && together <= alone)
    #expect(estimate["workers"] as? Int == 2)
    #expect((estimate["memoryBytesPerWorker"] as? Int ?? 0) > 1 << 20)
    // The disk is that of the study, to a half.
    try await small.run()
    var bytes = 0
    for folder in ["data", "journals"] {
      for name in try FileManager.default.contentsOfDirectory(atPath: small.study() + "/" + folder) {
        let path = small.study() + "/\(folder)/\(name)"
        bytes += try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
      }
    }
    let disk = try #require(estimate["diskBytes"] as? Int)
    #expect(disk > bytes / 2 && disk < 2 * bytes + 131_072, "\(disk), \(bytes)")
  }

  @Test func workersAreForEstimates() async throws {
    let small = try SmallStudy()
    #expect(try await Program.run(["plan", small.configuration, "--workers", "2"]).code == 64)
    #expect(try await Program.run(["plan", small.configuration, "--estimate", "--workers", "0"]).code == 64)
  }
}
