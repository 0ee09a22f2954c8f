import Foundation
import TestSupport
import Testing

/// Rows that repeat are said wherever a number of the study is, unless groups keep them together.
@Suite struct RepeatedRowsTests {
  private func write(_ directory: String) throws {
    func rows(_ line: (Int) -> String) -> String { (0..<60).map { line($0) + "\n" }.joined() }
    // Twelve images with five captions each.
    try rows { "\(Double($0 / 5 * 7 % 12) + 0.5),\(Double($0 / 5 * 5 % 12) + 0.25)" }
      .write(toFile: directory + "/image.csv", atomically: true, encoding: .utf8)
    try rows { "\(Double($0 * 37 % 61) + 0.5),\(Double($0 * 11 % 59) + 0.25)" }
      .write(toFile: directory + "/text.csv", atomically: true, encoding: .utf8)
    try rows { "image \($0 / 5)" }.write(toFile: directory + "/groups.txt", atomically: true, encoding: .utf8)
    try """
    version: 1
    name: captions
    dataset: {name: captions, image: {i: {file: image.csv}}, text: {c: {file: text.csv}}}
    protocol: {kind: cross-validation, folds: 3}
    models: [lin]
    losses: [mse]
    grid: {learning-rate: [0.01]}
    training: {max-epochs: 2}
    measures: {k: 3}
    """.write(toFile: directory + "/x.yaml", atomically: true, encoding: .utf8)
  }

  @Test func theyAreSaidByRunAndStatus() async throws {
    let directory = NSTemporaryDirectory() + "crossmodal-repeated-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try write(directory)
    let study = directory + "/s"
    let run = try await Program.run(["run", directory + "/x.yaml", "--study", study, "--workers", "1"])
    #expect(run.code == 0 && run.errors.contains("repeated rows: 60 of image/i (60 rows in all)"))
    let status = try await Program.run(["status", study])
    #expect(status.code == 0 && status.output.contains("repeated rows: 60 of image/i"))
    #expect(status.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let json = try await Program.run(["status", study, "--json"])
    #expect(
      json.output.contains("\"repeated rows: 60 of image")
        || json.output.contains("repeated rows: 60 of image\\/i"))
    let grouped = directory + "/g"
    let other = try await Program.run([
      "run", directory + "/x.yaml", "--study", grouped, "--workers", "1", "--set",
      "dataset.groups={file: \(directory)/groups.txt}",
    ])
    #expect(other.code == 0 && !other.errors.contains("repeated rows"))
    #expect(other.errors.contains("12 groups of 60 rows, at most 5 in one"))
    let together = try await Program.run(["status", grouped])
    #expect(!together.output.contains("repeated rows") && together.output.contains("kept together"))
  }
}
