import CrossModal
import Foundation
import TestSupport
import Testing

@testable import Studies

/// Files that somebody rewrites while a study takes them in.
@Suite struct MapImportTests {
  private func rows(_ factor: Int) -> String {
    "id,a,b\n" + (0..<12).map { "n\($0),\($0 * factor).5,\($0 * $0 + factor)\n" }.joined()
  }

  private func configuration(_ directory: String) throws -> StudyConfiguration {
    try StudyConfiguration.parse(
      """
      version: 1
      name: x
      dataset: {name: x, image: {i: {file: a.csv}}, text: {t: {file: b.csv}}}
      protocol: {kind: cross-validation, folds: 2}
      models: [lin]
      losses: [mse]
      measures: {k: 2}
      """, file: directory + "/x.yaml", overrides: [], currentDirectory: directory)
  }

  @Test func aFileThatChangesStopsTheImportAndTheNextOneWorks() throws {
    try withTemporaryDirectory { directory in
      for name in ["a", "b"] {
        try rows(2).write(toFile: "\(directory)/\(name).csv", atomically: true, encoding: .utf8)
      }
      let study = StudyDirectory(directory + "/s")
      let kernels = KernelChoice(path: .openblas)
      let configuration = try configuration(directory)
      let new = rows(3)
      Thread.sleep(forTimeInterval: 0.02)
      // What readers decided is told when the files have been read.
      #expect(
        throws: StudyError.file(
          path: directory + "/b.csv", reason: "was changed while it was read; run the same command again")
      ) {
        try Study<MapExperiment>(
          configuration, at: study.path, kernels: kernels,
          onProgress: { _ in
            try? new.write(toFile: directory + "/b.csv", atomically: true, encoding: .utf8)
          })
      }
      #expect(!FileManager.default.fileExists(atPath: study.path))
      let made = try Study<MapExperiment>(configuration, at: study.path, kernels: kernels)
      #expect(made.content.features.count == 2)
      #expect(made.content.features[0].hash != made.content.features[1].hash)
      // The stamps are those of the contents.
      let again = try Study<MapExperiment>(configuration, at: study.path, kernels: kernels)
      #expect(again.content == made.content)
    }
  }

  @Test func aStampIsTakenBeforeTheFileIsRead() throws {
    try withTemporaryDirectory { directory in
      for name in ["a", "b"] {
        try rows(2).write(toFile: "\(directory)/\(name).csv", atomically: true, encoding: .utf8)
      }
      let study = StudyDirectory(directory + "/s")
      try study.create()
      let take = MapImport(
        configuration: try configuration(directory), directory: study,
        kernels: KernelChoice(path: .openblas), onEvent: { _ in })
      Thread.sleep(forTimeInterval: 0.02)
      try rows(3).write(toFile: "\(directory)/a.csv", atomically: true, encoding: .utf8)
      #expect(throws: StudyError.self) { try take.inputs() }
      #expect(try FileManager.default.contentsOfDirectory(atPath: study.data).isEmpty)
    }
  }
}
