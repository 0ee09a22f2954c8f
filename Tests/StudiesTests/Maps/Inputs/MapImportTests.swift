import CrossModal
import Foundation
import TestSupport
import Testing
import VectorFiles

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

  /// One side in two files, the other in one of which some rows are training rows.
  @Test func sidesMayBeSplitInDifferentWays() throws {
    try withTemporaryDirectory { directory in
      let lines = rows(2).split(separator: "\n").map(String.init)
      func write(_ name: String, _ chosen: [Int]) throws {
        try (([0] + chosen).map { lines[$0] }.joined(separator: "\n") + "\n")
          .write(toFile: "\(directory)/\(name).csv", atomically: true, encoding: .utf8)
      }
      try write("train", Array(1...8))
      try write("test", Array(9...12))
      try write("all", Array(1...12))
      func inputs(_ rows: String) throws -> MapInputs {
        let study = StudyDirectory(directory + "/s-" + rows)
        try study.create()
        let configuration = try StudyConfiguration.parse(
          """
          version: 1
          name: x
          dataset: {name: x, image: {i: {train: train.csv, test: test.csv}}, text: {t: {file: all.csv, train-rows: \(rows)}}}
          protocol: {kind: holdout, folds: 2, runs: 1}
          models: [lin]
          losses: [mse]
          measures: {k: 2}
          """, file: directory + "/x.yaml", overrides: [], currentDirectory: directory)
        return try MapImport(
          configuration: configuration, directory: study, kernels: KernelChoice(path: .openblas),
          onEvent: { _ in }
        ).inputs()
      }
      let same = try inputs("1-8")
      #expect(same.trainingItems == 8 && same.items == 12)
      #expect(same.features[0].hash == same.features[1].hash)
      // Other training rows have other names.
      #expect(throws: DataFileError.self) { try inputs("5-12") }
    }
  }
}
