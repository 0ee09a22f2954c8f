import Foundation
import Testing

/// `bench` from outside: what it prints, checked where it stands; no time is asserted.
@Suite struct BenchmarksTests {
  private func bench(_ arguments: String...) async throws -> Program.Result {
    let path = (Program.path as NSString).deletingLastPathComponent + "/bench"
    return try await Program.run(executable: path, arguments)
  }

  private func names(_ result: Program.Result) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    #expect(object?["version"] as? Int == 1)
    return try #require(object?["results"] as? [[String: Any]])
  }

  @Test func version() async throws {
    let (ours, other) = (try await bench("--version"), try await Program.run(["--version"]))
    #expect(ours.code == 0 && ours.output.hasPrefix("bench "))
    #expect(ours.output.dropFirst("bench ".count) == other.output.dropFirst("crossmodal ".count))
  }

  @Test func distances() async throws {
    let result = try await bench("distances", "--sizes", "30x5", "--json")
    #expect(result.code == 0, "\(result.errors)")
    let found = try names(result).map { $0["name"] as? String }
    #expect(found == ["30x5 cosine", "30x5 euclidean", "30x5 correlation"])
    // Each is said as soon as it is there.
    #expect(result.errorLines.filter { $0.contains(" of the limit so far") }.count == 3)
    let wrong = try await bench("distances", "--metrics", "manhattan")
    #expect(wrong.code == 64 && wrong.errors.contains("allowed are cosine, euclidean, correlation"))
  }

  @Test func compare() async throws {
    let result = try await bench(
      "compare", "--size", "60x5x4", "--permutations", "3", "--k", "3", "--repeats", "1", "--json")
    #expect(result.code == 0, "\(result.errors)")
    #expect(try names(result).map { $0["name"] as? String } == ["60x5x4"])
    #expect(try await bench("compare", "--size", "5x5").code == 64)
  }

  @Test func neighborsOfFiles() async throws {
    let folder = try VectorFiles()
    let file = folder.path("a.npy")
    let own = try await bench("neighbors", "--files", file, "--path", "automatic", "--k", "3", "--json")
    #expect(own.code == 0, "\(own.errors)")
    let result = try #require(try names(own).first)
    #expect(result["name"] as? String == "a-50x8")
    // What was chosen, not that it was.
    #expect(["openblas", "fused"].contains(result["path"] as? String))
    let among = try await bench(
      "neighbors", "--files", file, "--among", "200", "--path", "openblas", "--k", "3", "--json")
    #expect(try names(among).first?["name"] as? String == "a-50x8 among 200")
    let other = try await bench("neighbors", "--files", file, "--among", folder.path("b.npy"))
    #expect(other.code == 65 && other.errorLines.count == 1, "\(other.errors)")
    #expect(try await bench("neighbors", "--files", folder.path("none.npy")).code == 74)
    #expect(try await bench("neighbors", "--sizes", "5x3", "--k", "5").code == 64)
  }
}
