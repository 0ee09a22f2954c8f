import Foundation
import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

@Suite struct TrainAndMapCommandTests {
  @Test(arguments: ["lin", "nn", "nn-3"]) func aTrainedModelMapsAsTrained(model: String) async throws {
    let files = try VectorFiles()
    let trained = try await Program.run([
      "train", files.path("a.npy"), files.path("b.npy"), "-o", files.path("m.safetensors"), "--model", model,
      "--hidden-units", "16", "--epochs", "60", "--learning-rate", "0.01", "--history", files.path("h.csv"),
    ])
    #expect(trained.code == 0 && trained.output.isEmpty)
    #expect(trained.errors.contains("steadily decreasing"))
    let mapped = try await Program.run([
      "map", files.path("m.safetensors"), files.path("a.npy"), "-o", files.path("z.npy"),
    ])
    #expect(mapped.code == 0)
    let (z, y) = (try FeatureTable.read(files.path("z.npy")), try FeatureTable.read(files.path("b.npy")))
    var (error, power) = (0.0, 0.0)
    for row in 0..<50 {
      for column in 0..<6 {
        let difference = Double(z.features[row, column] - y.features[row, column])
        error += difference * difference
        power += Double(y.features[row, column]) * Double(y.features[row, column])
      }
    }
    #expect(error < 0.5 * power)
    let history = try CSVFile.read(files.path("h.csv"))
    #expect(history.count == 61 && history[0] == ["epoch", "training_loss"] && history[60][0] == "60")
  }

  @Test func initialWeightsAreTaken() async throws {
    let files = try VectorFiles()
    let weights = Matrix<Float>(rows: 8, columns: 6) { Float(1 + $0 * $1) }
    try NPZFile.write(
      [("W0", NPYArray(weights.view)), ("b0", NPYArray([1, 2, 3, 4, 5, 6] as [Float]))],
      to: files.path("w.npz"))
    // A learning rate too small to change a Float leaves them as they are.
    let result = try await Program.run([
      "train", files.path("a.npy"), files.path("b.npy"), "-o", files.path("m.safetensors"), "--model", "lin",
      "--epochs", "1", "--learning-rate", "1e-30", "--initial-weights", files.path("w.npz"), "--no-shuffle",
    ])
    #expect(result.code == 0)
    let network = try ModelFile.read(files.path("m.safetensors"))
    #expect(network.layers[0].weights == weights && network.layers[0].bias == [1, 2, 3, 4, 5, 6])
  }

  @Test func aDivergedFitWritesNoModel() async throws {
    let files = try VectorFiles()
    let result = try await Program.run([
      "train", files.path("a.npy"), files.path("b.npy"), "-o", files.path("m.safetensors"), "--learning-rate",
      "1e30",
    ])
    #expect(result.code == 3 && result.errorLines.count == 1 && result.errors.contains("diverged in epoch"))
    #expect(!files.exists("m.safetensors"))
  }

  @Test func features() async throws {
    let files = try VectorFiles()
    let components = try await Program.run([
      "features", "pca", files.path("a.npy"), "-o", files.path("p.npy"), "--dimensions", "3",
    ])
    #expect(components.code == 0)
    #expect(try FeatureTable.read(files.path("p.npy")).features.columns == 3)
    try files.write("a\tred apple fruit\nb\tgreen apple\nc\tred car\n", to: "t.tsv")
    let semantics = try await Program.run([
      "features", "lsa", files.path("t.tsv"), "-o", files.path("l.npy"), "--dimensions", "2",
    ])
    #expect(semantics.code == 0 && semantics.errors.contains("5 terms"))
    #expect(try FeatureTable.read(files.path("l.npy")).features.rows == 3)
  }
}
