import Foundation
import Testing

@testable import Dense
@testable import VectorFiles

/// `crossmodal encode --model` from outside.
@Suite struct EncodeModelTests {
  /// A folder with a model of width 4 whose vectors are those of its tokens at mean 0 and variance 1, and texts.
  private struct Folder: ~Copyable {
    let path = NSTemporaryDirectory() + "crossmodal-model-\(UUID().uuidString)"

    init() throws {
      try FileManager.default.createDirectory(
        atPath: path + "/model", withIntermediateDirectories: true)
      try write("a cat\nthe cat\n\u{200D}\ncat cat cat cat cat cat\n", "texts.tsv")
      try write("[PAD]\n[UNK]\n[CLS]\n[SEP]\na\nthe\ncat\n", "model/vocab.txt")
      try write(
        """
        {"model_type": "bert", "hidden_size": 4, "num_hidden_layers": 1, "num_attention_heads": 1,
         "intermediate_size": 2, "max_position_embeddings": 6, "hidden_act": "relu"}
        """, "model/config.json")
      var tensors: [String: SafetensorsFile.Tensor] = [:]
      func add(_ name: String, _ shape: [Int], _ number: (Int) -> Float = { _ in 0 }) {
        let count = shape.reduce(1, *)
        tensors["bert." + name] = .init(shape: shape, numbers: (0..<count).map(number))
      }
      func norm(_ name: String) {
        add(name + ".weight", [4]) { _ in 1 }
        add(name + ".bias", [4])
      }
      func product(_ name: String, _ outputs: Int, _ inputs: Int) {
        add(name + ".weight", [outputs, inputs])
        add(name + ".bias", [outputs])
      }
      add("embeddings.word_embeddings.weight", [7, 4]) {
        $0 / 4 == $0 % 4 ? 1 : Float($0 / 4) * Float($0 % 4)
      }
      add("embeddings.position_embeddings.weight", [6, 4])
      add("embeddings.token_type_embeddings.weight", [2, 4])
      norm("embeddings.LayerNorm")
      let layer = "encoder.layer.0."
      for part in ["query", "key", "value"] { product(layer + "attention.self." + part, 4, 4) }
      product(layer + "attention.output.dense", 4, 4)
      norm(layer + "attention.output.LayerNorm")
      product(layer + "intermediate.dense", 2, 4)
      product(layer + "output.dense", 4, 2)
      norm(layer + "output.LayerNorm")
      try SafetensorsFile.write(tensors, to: path + "/model/model.safetensors")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, _ name: String) throws {
      try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
    }

    func encode(_ options: String) async throws -> Program.Result {
      try await Program.run(["encode"] + options.split(separator: " ").map(String.init), in: path)
    }
  }

  @Test func writesAVectorForEachTextAndSaysWhatItDecided() async throws {
    let folder = try Folder()
    let result = try await folder.encode("texts.tsv --model model -o f.npy --threads 2")
    #expect(result.code == 0 && result.output.isEmpty, "\(result.errors)")
    #expect(result.errors.contains("no modules.json: the vector of a text is the mean of its tokens'"))
    #expect(result.errors.contains("1 text is longer than 6 tokens, and cut (text 4)"))
    #expect(result.errors.contains("1 text is without a word"))
    #expect(result.errorLines.last?.hasPrefix("f.npy: 4 × 4, ") == true)
    let vectors = try FeatureTable.read(folder.path + "/f.npy").features
    // Tokens 2, 4, 6, 3: each at mean 0 and variance 1, and the mean of the four.
    func row(_ token: Int) -> [Double] {
      let numbers = (0..<4).map { $0 == token ? 1 : Double(token * $0) }
      let mean = numbers.reduce(0, +) / 4
      let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4
      return numbers.map { ($0 - mean) / variance.squareRoot() }
    }
    let right = (0..<4).map { column in [2, 4, 6, 3].reduce(0) { $0 + row($1)[column] } / 4 }
    for column in 0..<4 { #expect(abs(Double(vectors[0, column]) - right[column]) < 1e-5) }
    let some = try await folder.encode("texts.tsv --model model -o g.npy --rows 2")
    #expect(some.code == 0)
    #expect(try FeatureTable.read(folder.path + "/g.npy").features.rows == 1)
  }

  @Test(arguments: [
    ("texts.tsv -o f.npy", 64, "missing --labels: the GRU learns from the labels of the texts"),
    ("texts.tsv --model model -o f.csv", 64, "must be a file that ends in .npy"),
    ("texts.tsv --model model -o f.npy --units 8", 64, "options of the GRU: not with --model"),
    ("texts.tsv --model model -o f.npy --labels texts.tsv", 64, "--labels: not with --model"),
    ("texts.tsv --model model -o f.npy --threads 0", 64, "--threads 0: must be from 1 to 1024"),
    ("texts.tsv --labels texts.tsv -o f.npy --threads 2", 64, "--threads: only with --model"),
    ("texts.tsv --model nowhere -o f.npy", 74, "nowhere: there is no such folder"),
    ("texts.tsv --model texts.tsv -o f.npy", 65, "is a file; allowed: the folder of a model"),
    ("texts.tsv --model . -o f.npy", 65, "has no config.json; allowed"),
    ("model/model.safetensors --model model -o f.npy", 65, "is no text"),
  ])
  func badInputIsOneLine(options: String, code: Int32, line: String) async throws {
    let folder = try Folder()
    let result = try await folder.encode(options)
    #expect(result.code == code && result.errors.contains(line), "\(result.code) \(result.errors)")
    #expect(result.errorLines.count == 1 || code == 64, "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/f.npy"))
  }
}
