import Foundation

@testable import VectorFiles

/// A folder with a model of width 4 whose vectors are those of its tokens at mean 0 and variance 1, and texts.
final class ModelFolder: Sendable {
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
