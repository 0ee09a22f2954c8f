import CrossModal
import Foundation
import Testing

@testable import Studies

/// Equal and zero rows are counted once, when a study takes its inputs in, and said in one line for each set.
@Suite struct TiedInputsTests {
  @Test func countedAndSaid() throws {
    let directory = NSTemporaryDirectory() + "crossmodal-ties-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    func write(_ name: String, _ rows: [[Int]]) throws {
      let text = rows.map { $0.map { "\($0).5" }.joined(separator: ",") }.joined(separator: "\n") + "\n"
      try text.replacing("-1.5", with: "0.0").write(
        toFile: directory + "/" + name, atomically: true, encoding: .utf8)
    }
    // −1 stands for 0. In training and test rows together: three equal rows and one zero row.
    try write("x-train.csv", (0..<12).map { $0 == 3 ? [-1, -1] : [$0 == 7 ? 2 : $0, 1] })
    try write("x-test.csv", (0..<6).map { [$0 == 1 ? 2 : 20 + $0, 1] })
    try write("y-train.csv", (0..<12).map { [$0, $0] })
    try write("y-test.csv", (0..<6).map { [20 + $0, $0] })
    let configuration = try StudyConfiguration.parse(
      """
      version: 1
      name: ties
      seed: 1
      dataset:
        name: made-up
        image: {first: {train: x-train.csv, test: x-test.csv}}
        text: {second: {train: y-train.csv, test: y-test.csv}}
      protocol: {kind: holdout, folds: 2}
      models: [lin]
      losses: [mse]
      grid: {learning-rate: [0.01]}
      measures: {k: 2}
      """, file: directory + "/x.yaml", overrides: [], currentDirectory: directory)
    var said: [String] = []
    let study: MapStudy = try Study(
      configuration, at: directory + "/study", kernels: KernelChoice(path: .openblas),
      onProgress: { said.append($0) })
    #expect(
      said == [
        "image/first: 3 equal rows, 1 zero row; ties go to the lower row",
        "repeated rows: 3 of image/first (18 rows in all) equal another row and may be trained on and held out at once; "
          + "dataset.groups keeps them in one fold",
      ])
    let features = study.content.features
    #expect(features.map(\.repeatedRows) == [3, 0] && features.map(\.zeroRows) == [1, 0])
    #expect(features[0].ties == "3 equal rows, 1 zero row; ties go to the lower row")
    #expect(features[1].ties == nil)
    // Read again they are in the manifest; nothing is said a second time.
    said = []
    let again: MapStudy = try Study(
      configuration, at: directory + "/study", kernels: KernelChoice(path: .openblas),
      onProgress: { said.append($0) })
    #expect(again.content == study.content && said.isEmpty)
  }

  @Test func setsOfOlderStudiesSayNothing() throws {
    let text = """
      {"side": "text", "name": "old", "file": "f.npy", "columns": 3, "hash": "", "sources": [], "stamps": [],
       "options": ""}
      """
    let old = try JSONDecoder().decode(MapInputs.Features.self, from: Data(text.utf8))
    #expect(old.repeatedRows == nil && old.ties == nil)
  }
}
