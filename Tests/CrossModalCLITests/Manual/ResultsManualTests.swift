import Documents
import Foundation
import StudyTestSupport
import Testing

@testable import CrossModalCLI
@testable import ForeignFiles
@testable import Reports
@testable import Studies

/// `crossmodal manual results`, and that it tells the truth: the documents of the built program have the declared keys.
@Suite struct ResultsManualTests {
  private func document(_ arguments: [String], code: Int32 = 0) async throws -> String {
    let result = try await Program.run(arguments)
    try #require(result.code == code, "\(result.errors)")
    return result.output
  }

  @Test("docs/RESULTS.md is what the program prints") func page() async throws {
    let root = URL(filePath: #filePath).appending(path: "../../../../").standardizedFileURL
    let kept = try String(contentsOf: root.appending(path: "docs/RESULTS.md"), encoding: .utf8)
    let printed = try await document(["manual", "results"])
    #expect(printed == kept, "run: crossmodal manual results > docs/RESULTS.md")
    #expect(try await Program.run(["manual", "nonsense"]).code == 64)
  }

  @Test func documentsOfStudies() async throws {
    let small = try SmallStudy(learningRates: "[0.01]")
    try await small.run()
    let study = small.study()
    let plan = try await document(["plan", small.configuration, "--json"])
    // What only a race or only a random search has is in the plan of one.
    var plans = [plan]
    for search in ["{kind: racing, first-epochs: 1}", "{kind: random, trials: 2}"] {
      plans.append(
        try await document(["plan", small.configuration, "--json", "--set", "search=\(search)"]))
    }
    #expect(try DocumentCheck.problems(of: plans, PlanCommand.fields(StudyPlan.fields)) == [])
    let results = try await document(["results", study, "--json"])
    #expect(try await document(["results", study, "--format", "json"]) == results)
    #expect(try await Program.run(["results", study, "--format", "csv", "--json"]).code == 64)
    let rows = try #require(
      (try JSONSerialization.jsonObject(with: Data(results.utf8)) as? [String: Any])?["rows"] as? [Any])
    #expect(rows.count == 130)
    let best = try await document(["best", study, "--json"])
    let bestFields = [.version, DocumentField("cells", .objects(CellChoice.fields), "")]
    // No loss of the study has a temperature, its grid no batch sizes, and it has no solved maps.
    let others = ["temperature", "batchSize", "penalty", "rank"].map { ".\($0): stands in no document" }
    let problemsOfBest = try DocumentCheck.problems(of: [best], bestFields)
      .filter { problem in !others.contains { problem.hasSuffix($0) } }
    #expect(problemsOfBest == [])
    let verified = try await document(["verify", study, "--json"])
    #expect(
      try DocumentCheck.problems(of: [verified], [.version] + VerificationOutcome.fields) == [])
    let retried = try await document(["retry", study, "--json"])
    #expect(
      try DocumentCheck.problems(of: [retried], [.version] + RetryCommand.Document.fields) == [])
    let status = try await document(["status", study, "--json"])
    // What a finished study has not: workers, encoders, failures, a time left.
    let absent = [
      "secondsLeft", "workers", "encoders", "failures", "progress.rate", "progress.secondsLeft",
    ]
    let problems = try DocumentCheck.problems(of: [status], [.version] + StudyStatus.fields)
      .filter { problem in !absent.contains { problem.hasPrefix($0) } }
      .filter { problem in !others.contains { problem.hasSuffix($0) } }
    #expect(problems == [])
  }

  @Test func documentsOfVectors() async throws {
    let files = try VectorFiles()
    let (a, b) = (files.path("a.npy"), files.path("b.npy"))
    let all = try await document([
      "overlap", a, b, "--k", "3,5", "--metric", "both", "--details", "--permutations", "9", "--bootstrap",
      "20",
      "--json",
    ])
    let sampled = try await document(["overlap", a, b, "--sample", "30", "--k", "5", "--json"])
    #expect(
      try DocumentCheck.problems(of: [all, sampled], [.version] + OverlapDocument.fields) == [])
    let items = files.path("items.csv")
    _ = try await document(["overlap", a, b, "--per-item", items])
    let header = try String(contentsOfFile: items, encoding: .utf8).split(separator: "\n")[0]
    #expect(header == "row,cosine_k10")
    #expect(OverlapDocument.itemColumns.map(\.key) == ["row", "name", "cosine_k10"])

    try files.write((0..<50).map { "\($0 % 3)\n" }.joined(), to: "labels.txt")
    let retrieval = try await document(["retrieval", a, "--labels", files.path("labels.txt"), "--json"])
    #expect(
      try DocumentCheck.problems(of: [retrieval], [.version] + PrecisionDocument.fields) == [])

    try files.write("one,0.5,1\ntwo,2,3\n", to: "named.csv")
    try files.write("one,0.5,0\ntwo,2,0\n", to: "constant.csv")
    let archive = files.path("lists.npz")
    _ = try await document(["overlap", a, b, "--neighbors", archive])
    var inspections: [String] = []
    for file in [a, archive, files.path("named.csv"), files.path("constant.csv")] {
      inspections.append(try await document(["inspect", file, "--json"]))
    }
    #expect(try DocumentCheck.problems(of: inspections, [.version] + FileInspection.fields) == [])
  }

  @Test func documentsOfWords() async throws {
    let files = try WordFiles()
    let plain = try await files.run("similarity @v.txt --ratings @r.txt --json")
    let mapped = try await files.run(
      "similarity @v.txt --ratings @r.txt --map nn --hidden-units 8 --draws 3 --bootstrap 20 --json")
    try #require(plain.code == 0 && mapped.code == 0, "\(mapped.errors)")
    #expect(
      try DocumentCheck.problems(
        of: [plain.output, mapped.output], [.version] + RatingsMeasurement.fields) == [])
    // What a report reads back, with the version and without.
    try files.write(mapped.output, to: "new.json")
    try files.write(mapped.output.replacing("\"version\" : 1", with: "\"words\" : 6"), to: "old.json")
    let read = try RatingsTable(files: [files.path("new.json"), files.path("old.json")]).measurements
    #expect(read.count == 2 && read[0].results == read[1].results)
  }

  @Test func documentsOfTheMachine() async throws {
    let doctor = try await document(["doctor", "--json"])
    #expect(try DocumentCheck.problems(of: [doctor], [.version] + DoctorDocument.fields) == [])
    let bench = (Program.path as NSString).deletingLastPathComponent + "/bench"
    let timed = try await Program.run(
      executable: bench, ["gemm", "--sizes", "64", "--repeats", "7", "--json"])
    try #require(timed.code == 0, "\(timed.errors)")
    #expect(try DocumentCheck.problems(of: [timed.output], BenchDocument.fields) == [])
  }
}
