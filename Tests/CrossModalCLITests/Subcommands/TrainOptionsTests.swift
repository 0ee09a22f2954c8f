import Foundation
import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

/// Every family and option of `train`, from outside.
@Suite struct TrainOptionsTests {
  private func train(_ files: VectorFiles, _ arguments: [String], to name: String = "m.safetensors")
    async throws
    -> Program.Result
  {
    try await Program.run(
      ["train", files.path("a.npy"), files.path("b.npy"), "-o", files.path(name)] + arguments)
  }

  @Test(arguments: ["ridge", "procrustes", "cca", "reduced-rank", "mean", "random"])
  func solvedMapsAreWrittenAndSayWhatTheyReach(model: String) async throws {
    let files = try VectorFiles()
    let result = try await train(files, ["--model", model, "--held-out", "41-50"])
    #expect(result.code == 0 && result.output.isEmpty, "\(result.errors)")
    #expect(result.errors.contains("\(model), training loss (mse)"))
    #expect(result.errors.contains("10 rows held out: held-out loss"))
    #expect(result.errors.contains("f(X) has collapsed") == (model == "mean"))
    let (map, _) = try ModelFile.readMap(files.path("m.safetensors"))
    #expect(map.inputs == 8 && map.outputs == 6 && map.targetSteps.isEmpty == (model != "cca"))
  }

  @Test func aPenaltyIsChosenByLeavingOneOut() async throws {
    let files = try VectorFiles()
    let penalties = ["0.001", "1", "1000"].flatMap { ["--penalty", $0] }
    let one = try await train(files, ["--model", "ridge"] + penalties)
    #expect(one.code == 0 && one.errors.contains("by leave-one-out error"), "\(one.errors)")
    let each = try await train(files, ["--model", "ridge", "--penalty-per-target"] + penalties)
    #expect(each.code == 0 && each.errors.contains("penalties"), "\(each.errors)")
  }

  @Test func stepsBelongToTheMap() async throws {
    let files = try VectorFiles()
    let result = try await train(
      files, ["--model", "ridge", "--x-steps", "[standardize, {pca: 3}]", "--y-steps", "[unit-length]"])
    #expect(result.code == 0, "\(result.errors)")
    let (map, _) = try ModelFile.readMap(files.path("m.safetensors"))
    #expect(map.inputSteps.count == 2 && map.targetSteps.count == 1 && map.network.shape.inputs == 3)
    let mapped = try await Program.run(
      ["map", files.path("m.safetensors"), files.path("a.npy"), "-o", files.path("z.npy")])
    #expect(mapped.code == 0)
    let (z, x) = (try FeatureTable.read(files.path("z.npy")), try FeatureTable.read(files.path("a.npy")))
    #expect(Matrix(z.features) == map(x.features))
  }

  @Test func patienceKeepsTheBestEpochAndTheHistoryHasBothLosses() async throws {
    let files = try VectorFiles()
    let result = try await train(
      files,
      [
        "--model", "nn", "--hidden-units", "8", "--epochs", "200", "--learning-rate", "0.05", "--held-out",
        "1-10", "--patience", "2", "--history", files.path("h.csv"), "--optimizer",
        "{rmsprop: {rho: 0.8}}", "--schedule", "cosine", "--weight-decay", "0.01",
      ])
    #expect(result.code == 0, "\(result.errors)")
    let history = try CSVFile.read(files.path("h.csv"))
    #expect(history[0] == ["epoch", "training_loss", "held_out_loss"] && history.count < 200)
    let losses = history.dropFirst().compactMap { Double($0[2]) }
    let best = try #require(losses.min().flatMap { losses.firstIndex(of: $0) })
    #expect(best == losses.count - 3)
    #expect(result.errors.contains("after \(best + 1) epochs"))
    let said = try #require(result.errors.split(separator: "held-out loss ").last?.prefix { $0 != "," })
    #expect(abs((Double(said) ?? 0) - losses[best]) < 1e-6)
  }

  @Test(arguments: [
    ("--model ridge --penalty -1", Int32(64), "--penalty -1.0"),
    ("--model procrustes --penalty 1", 64, "procrustes has none"),
    ("--model ridge --rank 2", 64, "ridge has none"),
    ("--model cca --rank 7", 65, "rank 7"),
    ("--model cca --penalty 1 --penalty 2", 64, "several --penalty"),
    ("--loss huber", 64, "found 'huber'"),
    ("--optimizer adagrad", 64, "found 'adagrad'"),
    ("--schedule linear", 64, "found 'linear'"),
    ("--patience 3", 64, "--held-out"),
    ("--held-out 1-50", 64, "not all of them"),
    ("--x-steps [center,center]", 64, "center"),
    ("--model mean --history h.csv", 64, "without epochs"),
    ("--loss info-nce --batch-size 1", 64, "compares the items of a batch"),
    ("--margin 3", 64, "--loss max-margin"),
  ]) func aWrongOptionIsOneLineAndNothingIsWritten(options: String, code: Int32, part: String) async throws {
    let files = try VectorFiles()
    let result = try await train(files, options.split(separator: " ").map(String.init))
    #expect(result.code == code && result.errorLines.count == 1, "\(result.errors)")
    #expect(result.errors.contains(part), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: files.path("m.safetensors")))
  }

  @Test func anONNXFileIsNotReplaced() async throws {
    let files = try VectorFiles()
    #expect(try await train(files, ["--model", "ridge"], to: "m.onnx").code == 0)
    let again = try await train(files, ["--model", "ridge"], to: "m.onnx")
    #expect(again.code == 64 && again.errorLines.count == 1 && again.errors.contains("m.onnx"))
  }
}
