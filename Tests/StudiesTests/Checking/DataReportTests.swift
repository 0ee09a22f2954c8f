import Foundation
import TestSupport
import Testing

@testable import Studies

/// What the data of a configuration are like, by the readers of studies.
@Suite struct DataReportTests {
  private let kernels = KernelChoice(path: .openblas)

  private func report(
    _ directory: String, dataset: String, more: String = "measures: {k: 2}", folds: Int = 3
  ) throws -> DataReport {
    let configuration = try StudyConfiguration.parse(
      """
      version: 1
      name: x
      dataset: {name: x, \(dataset)}
      protocol: {kind: cross-validation, folds: \(folds)}
      models: [lin]
      losses: [mse]
      \(more)
      """, file: directory + "/x.yaml", overrides: [], currentDirectory: directory)
    return MapExperiment.report(of: configuration, kernels: kernels)
  }

  private func write(_ text: String, _ path: String) throws {
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  // 12 rows of 2 numbers: rows 0 and 1 are equal, row 2 is zero.
  private func rows(_ factor: Int) -> [String] {
    (0..<12).map { row in
      switch row {
      case 0, 1: "1.5,\(factor).25"
      case 2: "0,0"
      default: "\(row * factor).5,\(row * row + factor).25"
      }
    }
  }

  @Test func everythingIsCounted() throws {
    try withTemporaryDirectory { directory in
      try write(rows(2).joined(separator: "\n"), directory + "/a.csv")
      try write(rows(3).joined(separator: "\n"), directory + "/b.csv")
      try write((0..<12).map { "g\($0 / 2)" }.joined(separator: "\n"), directory + "/groups.txt")
      try write(
        (0..<12).map { $0 == 0 ? "rare" : "common" }.joined(separator: "\n"), directory + "/labels.txt")
      let report = try report(
        directory,
        dataset:
          "image: {i: {file: a.csv}}, text: {t: {file: b.csv}}, groups: {file: groups.txt}, labels: {file: labels.txt}"
      )
      #expect(report.errors.isEmpty)
      #expect(report.files.map(\.file) == ["a.csv", "b.csv", "labels.txt", "groups.txt"])
      #expect(report.files.allSatisfy { ($0.bytes ?? 0) > 0 })
      #expect(report.sets.map(\.name) == ["image/i", "text/t"])
      #expect(report.sets.map(\.rows) == [12, 12] && report.sets.map(\.columns) == [2, 2])
      #expect(report.sets.map(\.repeatedRows) == [2, 2] && report.sets.map(\.zeroRows) == [1, 1])
      #expect(report.items == 12 && report.trainingItems == nil)
      #expect(report.groups.map { [$0.count, $0.smallest, $0.largest] } == [6, 2, 2])
      #expect(report.labels.map { [$0.count, $0.without, $0.several, $0.rarest] } == [2, 0, 0, 1])
      #expect(
        report.folds.map { [$0.count, $0.smallest, $0.largest, $0.fewestTraining] } == [3, 4, 4, 8])
      #expect(report.notes.contains { $0.contains("equal rows are kept together by their groups") })
      #expect(
        report.text.contains(
          "image/i: 12×2 vectors, all finite, 2 repeated rows, 1 zero rows, 0 constant columns"))
    }
  }

  /// Files that cannot be read, numbers that are not finite, and labels of another length are all said.
  @Test func allErrorsAreSaid() throws {
    try withTemporaryDirectory { directory in
      var a = rows(2)
      a[3] = "1.5,nan"
      try write(a.joined(separator: "\n"), directory + "/a.csv")
      try write(rows(3).joined(separator: "\n"), directory + "/b.csv")
      let report = try report(
        directory,
        dataset:
          "image: {i: {file: a.csv}, j: {file: none.csv}}, text: {t: {file: b.csv}}, labels: {file: gone.txt}"
      )
      let texts = report.errors.map { "\($0)" }
      #expect(texts.count == 3, "\(texts)")
      #expect(texts[0].contains("a.csv") && texts[0].contains("4"), "\(texts)")
      #expect(texts[1].contains("none.csv") && texts[2].contains("gone.txt"), "\(texts)")
      #expect(report.sets.map(\.name) == ["text/t"])
    }
  }

  /// What a study would refuse one by one is said at once: k, steps, stratified folds.
  @Test func allChecksAreMade() throws {
    try withTemporaryDirectory { directory in
      try write(rows(2).joined(separator: "\n"), directory + "/a.csv")
      try write(rows(3).joined(separator: "\n"), directory + "/b.csv")
      let report = try report(
        directory,
        dataset: "image: {i: {file: a.csv, steps: [{pca: 9}]}}, text: {t: {file: b.csv}}",
        more: "measures: {k: 4, also: [mean-average-precision]}")
      let texts = report.errors.map { "\($0)" }
      #expect(texts.contains { $0.contains("measures.k is 4, but a fold has only 4 items") }, "\(texts)")
      #expect(texts.contains { $0.contains("dataset.image.i.steps") }, "\(texts)")
      #expect(texts.contains { $0.contains("mean-average-precision needs a label") }, "\(texts)")
      #expect(report.folds?.count == 3)
      let few = try self.report(
        directory, dataset: "image: {i: {file: a.csv}}, text: {t: {file: b.csv}}", folds: 13)
      #expect(few.errors.map { "\($0)" } == ["12 rows for 13 folds: a fold would have no rows"])
      #expect(few.folds == nil)
    }
  }

  /// The report has an error exactly where taking the data into a study has one, and names it first.
  @Test(arguments: ["a.csv", "short.csv", "text.csv", "none.csv"]) func agreesWithTheImport(file: String)
    throws
  {
    try withTemporaryDirectory { directory in
      try write(rows(2).joined(separator: "\n"), directory + "/a.csv")
      try write(rows(3).dropLast().joined(separator: "\n"), directory + "/short.csv")
      try write("1,2\nthree,4\n5,six\n", directory + "/text.csv")
      let configuration = try StudyConfiguration.parse(
        """
        version: 1
        name: x
        dataset: {name: x, image: {i: {file: a.csv}}, text: {t: {file: \(file)}}}
        protocol: {kind: cross-validation, folds: 3}
        models: [lin]
        losses: [mse]
        measures: {k: 2}
        """, file: directory + "/x.yaml", overrides: [], currentDirectory: directory)
      let report = MapExperiment.report(of: configuration, kernels: kernels)
      var refusal: String?
      do {
        _ = try Study<MapExperiment>(configuration, at: directory + "/study", kernels: kernels)
      } catch { refusal = "\(error)" }
      #expect(report.errors.first.map { "\($0)" } == refusal)
      #expect((refusal == nil) == (file == "a.csv"))
    }
  }
}
