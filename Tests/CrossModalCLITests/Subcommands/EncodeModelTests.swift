import Foundation
import Testing

@testable import Dense
@testable import VectorFiles

/// `crossmodal encode --model` from outside.
@Suite struct EncodeModelTests {
  @Test func writesAVectorForEachTextAndSaysWhatItDecided() async throws {
    let folder = try ModelFolder()
    let result = try await folder.encode("texts.tsv --model model -o f.npy --threads 2 --tokens t.txt")
    #expect(result.code == 0 && result.output.isEmpty, "\(result.errors)")
    #expect(result.errors.contains("no modules.json: the vector of a text is the mean of its tokens'"))
    #expect(result.errors.contains("1 text is longer than 6 tokens, and cut (text 4)"))
    #expect(result.errors.contains("1 text is without a word"))
    #expect(result.errorLines.last?.hasPrefix("f.npy: 4 × 4, ") == true)
    let tokens = try String(contentsOfFile: folder.path + "/t.txt", encoding: .utf8)
    #expect(tokens == "2 4 6 3\n2 5 6 3\n2 3\n2 6 6 6 6 3\n")
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
    ("texts.tsv --labels texts.tsv -o f.npy --tokens t.txt", 64, "--tokens: only with --model"),
    ("texts.tsv --model model -o f.npy --tokens f.npy", 64, "f.npy"),
    ("texts.tsv --labels texts.tsv -o f.npy --keep-length", 64, "--keep-length: only with --model"),
    ("texts.tsv --model nowhere -o f.npy", 74, "nowhere: there is no such folder"),
    ("texts.tsv --model texts.tsv -o f.npy", 65, "is a file; allowed: the folder of a model"),
    ("texts.tsv --model . -o f.npy", 65, "has no config.json; allowed"),
    ("model/model.safetensors --model model -o f.npy", 65, "is no text"),
  ])
  func badInputIsOneLine(options: String, code: Int32, line: String) async throws {
    let folder = try ModelFolder()
    let result = try await folder.encode(options)
    #expect(result.code == code && result.errors.contains(line), "\(result.code) \(result.errors)")
    #expect(result.errorLines.count == 1 || code == 64, "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/f.npy"))
  }

  @Test func theLengthIsKeptWhereItIsAskedFor() async throws {
    let folder = try ModelFolder()
    try folder.write(
      """
      [{"path": "", "type": "sentence_transformers.models.Transformer"},
       {"path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
       {"path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}]
      """, "model/modules.json")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/model/1_Pooling", withIntermediateDirectories: true)
    try folder.write(#"{"pooling_mode_mean_tokens": true}"#, "model/1_Pooling/config.json")
    #expect(try await folder.encode("texts.tsv --model model -o unit.npy").code == 0)
    #expect(try await folder.encode("texts.tsv --model model --keep-length -o kept.npy").code == 0)
    let unit = try FeatureTable.read(folder.path + "/unit.npy").features
    let kept = try FeatureTable.read(folder.path + "/kept.npy").features
    #expect(Matrix(normalizingRowsOf: Matrix(kept)) == Matrix(unit) && Matrix(kept) != Matrix(unit))
  }

  /// What is no model that is run here says what it is.
  @Test(arguments: [
    ("config.json", #"{"model_type": "gpt2"}"#, "'gpt2'"),
    ("config.json", "{", "is no JSON document"),
    ("config.json", #"{"model_type": "bert"}"#, "has no key 'hidden_size'"),
    ("model.safetensors", "", "model.safetensors"),
    ("model.safetensors", "no weights at all, but text", "model.safetensors"),
    (
      "tokenizer.json", #"{"model": {"type": "BPE", "vocab": {}}}"#, "'BPE'"
    ),
    (
      "modules.json", #"[{"path": "", "type": "a.Transformer"}, {"path": "2", "type": "a.Dense"}]"#,
      "part 2 is 'Dense'"
    ),
  ])
  func anotherModelIsNamed(file: String, content: String, line: String) async throws {
    let folder = try ModelFolder()
    try folder.write(content, "model/" + file)
    let result = try await folder.encode("texts.tsv --model model -o f.npy")
    #expect(result.code == 65 && result.errorLines.count == 1, "\(result.code) \(result.errors)")
    #expect(result.errors.contains(line), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/f.npy"))
  }

  @Test func aFolderWithoutWeightsSaysWhatItHas() async throws {
    let folder = try ModelFolder()
    try FileManager.default.moveItem(
      atPath: folder.path + "/model/model.safetensors", toPath: folder.path + "/model/pytorch_model.bin")
    let result = try await folder.encode("texts.tsv --model model -o f.npy")
    #expect(result.code == 65 && result.errorLines.count == 1)
    #expect(result.errors.contains("has no model.safetensors but pytorch_model.bin"), "\(result.errors)")
  }
}
