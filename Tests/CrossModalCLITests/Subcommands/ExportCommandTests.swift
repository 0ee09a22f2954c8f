import Foundation
import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

/// Chosen maps and their predictions, as they leave a study.
@Suite struct ExportCommandTests {
  private struct Entry: Decodable {
    let cell: String
    let setting: [String: Double]
    let epoch: Int
    let fold: Int?
    let file: String
    let rows: [Int]
  }

  /// A small study with solved maps and feature steps, run to its end.
  private func study() async throws -> SmallStudy {
    let small = try SmallStudy(
      rows: 120, learningRates: "[0.01]")
    let text = try String(contentsOfFile: small.configuration, encoding: .utf8)
      .replacing("{file: image.csv}", with: "{file: image.csv, steps: [standardize, {pca: 4}]}")
      .replacing("models: [lin, nn]", with: "models: [lin, ridge, cca]")
      .replacing("losses: [mse, {max-margin: {margin: [0.5, 1]}}]", with: "losses: [mse]")
      .replacing("hidden-units: [8, 16]", with: "hidden-units: [8], penalty: [0.1, 10]")
    try text.write(toFile: small.configuration, atomically: true, encoding: .utf8)
    let run = try await Program.run(
      ["run", small.configuration, "--study", small.directory + "/s", "--workers", "2"])
    #expect(run.code == 0, "\(run.errors)")
    return small
  }

  private func index(_ folder: String) throws -> [Entry] {
    try JSONDecoder().decode(
      [Entry].self, from: Data(contentsOf: URL(fileURLWithPath: folder + "/index.json")))
  }

  @Test func modelsMapToThePredictionsAndThoseMeasureWhatTheJournalSays() async throws {
    let small = try await study()
    let (maps, outputs) = (small.directory + "/maps", small.directory + "/predictions")
    for (target, folder) in [("models", maps), ("predictions", outputs)] {
      let result = try await Program.run(["export", small.directory + "/s", "--to", target, "-o", folder])
      #expect(result.code == 0 && result.output.isEmpty, "\(result.errors)")
    }
    let (models, predictions) = (try index(maps), try index(outputs))
    #expect(models.count == 2 * 3 * 5 && predictions.map(\.cell) == models.map(\.cell))
    #expect(models[0].cell == "made-up/square/products/image-to-text/mse/lin")
    #expect(models[0].file == "made-up-square-products-image-to-text-mse-lin/fold-0.safetensors")
    #expect(models[0].setting["learningRate"] == 0.01 && models.contains { $0.setting["penalty"] != nil })
    let results = try await Program.run(["results", small.directory + "/s", "--json"])
    let rows = try #require(
      (JSONSerialization.jsonObject(with: Data(results.output.utf8)) as? [String: Any])?["rows"]
        as? [[String: Any]])
    let text = try FeatureTable.read(small.directory + "/text.csv").features
    for (model, prediction) in zip(models, predictions) where model.cell.contains("image-to-text") {
      let out = small.directory + "/z.npy"
      let mapped = try await Program.run(
        ["map", maps + "/" + model.file, small.directory + "/image.csv", "-o", out])
      #expect(mapped.code == 0)
      let (z, given) = (
        try FeatureTable.read(out).features, try FeatureTable.read(outputs + "/" + prediction.file)
      )
      #expect(Matrix(z, selecting: prediction.rows) == Matrix(given.features))
      guard !model.cell.hasSuffix("cca") else { continue }
      // The squared error of what was exported is the loss in the journal.
      var sum = 0.0
      for (place, row) in prediction.rows.enumerated() {
        for column in 0..<text.columns {
          let difference = Double(given.features[place, column]) - Double(text[row, column])
          sum += difference * difference
        }
      }
      let loss = sum / Double(prediction.rows.count * text.columns)
      let row = try #require(
        rows.first {
          ($0["fit"] as? String)?.hasPrefix(model.cell + "/") == true && $0["kind"] as? String == "final"
            && $0["fold"] as? Int == model.fold
        })
      #expect(abs((row["lastHeldOutLoss"] as? Double ?? 0) - loss) < 1e-6 * loss)
    }
    let all = try await Program.run([
      "export", small.directory + "/s", "--to", "models", "--format", "onnx", "--all-rows", "--cell",
      "made-up/square/products/text-to-image/mse/ridge", "-o", small.directory + "/all",
    ])
    #expect(all.code == 0, "\(all.errors)")
    let whole = try index(small.directory + "/all")
    #expect(whole.count == 1 && whole[0].file.hasSuffix("/all-rows.onnx") && whole[0].rows.isEmpty)
  }

  @Test func whatCannotBeExportedIsOneLineAndLeavesNothing() async throws {
    let small = try await study()
    let study = small.directory + "/s"
    try FileManager.default.createDirectory(
      atPath: small.directory + "/full", withIntermediateDirectories: true)
    try "x".write(toFile: small.directory + "/full/x", atomically: true, encoding: .utf8)
    let cases: [([String], Int32, String)] = [
      (["--to", "models", "-o", small.directory + "/full"], 64, "exists and is not empty"),
      (["--to", "models"], 64, "a folder is needed"),
      (["--to", "predictions", "--format", "onnx", "-o", small.directory + "/p"], 64, "--format"),
      (["--to", "optuna-journal", "--cell", "x"], 64, "--cell"),
      (["--to", "models", "--cell", "x", "-o", small.directory + "/p"], 65, "no cell is named 'x'"),
    ]
    for (arguments, code, part) in cases {
      let result = try await Program.run(["export", study] + arguments)
      #expect(result.code == code && result.errorLines.count == 1, "\(result.errors)")
      #expect(result.errors.contains(part), "\(result.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: small.directory + "/p"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: small.directory + "/full") == ["x"])
  }
}
