import Foundation
import Testing

/// The same study gives the same bits, whoever computes it.
@Suite(.serialized) struct DeterminismTests {
  @Test func workersAndThreadVariablesDoNotMatter() async throws {
    let small = try SmallStudy()
    var tables: [String] = []
    for (workers, threads) in [(1, nil), (2, "8"), (4, nil), (4, "8")] as [(Int, String?)] {
      let name = "w\(workers)-\(threads ?? "unset")"
      let result = try await small.run(name, workers: workers, environment: ["OPENBLAS_NUM_THREADS": threads])
      try #require(result.code == 0, "\(result.errors)")
      tables.append(try await small.results(name))
    }
    #expect(tables[0].split(separator: "\n").count == SmallStudy.fits + 1)
    for table in tables.dropFirst() { #expect(table == tables[0]) }
  }

  @Test func runningACompleteStudyDoesNothing() async throws {
    let small = try SmallStudy()
    #expect(try await small.run().code == 0)
    let journals = try FileManager.default.contentsOfDirectory(atPath: small.study() + "/journals").sorted()
    let before = try await Program.run(["results", small.study()]).output
    #expect(try await small.run(workers: 4).code == 0)
    #expect(try await Program.run(["results", small.study()]).output == before)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: small.study() + "/journals").sorted() == journals)
  }

  @Test func divergingSettingsLeaveTheRest() async throws {
    let small = try SmallStudy(learningRates: "[0.01, 1e30]")
    let result = try await small.run()
    #expect(result.code == 3)
    let rows = try await small.results().split(separator: "\n")
    #expect(rows.count == SmallStudy.fits + 1)
    let diverged = rows.filter { $0.contains(",diverged,") }
    #expect(diverged.count >= 30)
    #expect(diverged.allSatisfy { $0.contains("1e+30") && $0.contains("not finite") })
    #expect(rows.contains { $0.contains(",finished,") })
    // Final fits take a setting that works.
    let finals = rows.filter { $0.hasPrefix("final,") }
    #expect(finals.count == 40 && finals.allSatisfy { $0.contains(",finished,") })
    #expect(try await small.run().code == 3)
  }

  @Test func twoCoordinatorsShareAStudy() async throws {
    let small = try SmallStudy(epochs: 60)
    async let first = small.run("shared", workers: 4)
    async let second = small.run("shared", workers: 4)
    let codes = try await [first.code, second.code]
    #expect(codes == [0, 0])
    _ = try await small.run("alone", workers: 1)
    #expect(try await small.results("shared") == small.results("alone"))
  }
}
