import Foundation
import Testing

@testable import Dense
@testable import VectorFiles

/// Studies whose text vectors come from a sentence encoder that others trained.
@Suite struct SentenceStudyTests {
  /// A model, 24 texts of its words with pictures, and a study of both.
  private final class Sentences: Sendable {
    let folder: ModelFolder

    init() throws {
      folder = try ModelFolder()
      let words = ["a", "the", "cat"]
      let texts = (0..<24).map { row in
        (0...row % 4).map { words[(row + $0 * row) % 3] }.joined(separator: " ")
      }
      try folder.write("caption\n" + texts.map { $0 + "\n" }.joined(), "captions.tsv")
      try folder.write((0..<24).map { "\($0 % 5),\($0 % 7),\($0)\n" }.joined(), "images.csv")
      try folder.write(
        """
        version: 1
        name: sentences
        dataset:
          name: sentences
          image: {pixels: {file: images.csv}}
          text: {minilm: {file: captions.tsv, encoder: {column: caption, model: model}}}
        protocol: {kind: cross-validation, folds: 2}
        models: [ridge]
        losses: [mse]
        grid: {penalty: [1]}
        measures: {k: 3}
        """, "study.yaml")
    }

    func run(
      _ more: [String] = [], onStart: @escaping @Sendable (pid_t) async -> Void = { _ in }
    ) async throws -> Program.Result {
      try await Program.run(
        ["run", "study.yaml", "--study", "study", "--workers", "1"] + more, in: folder.path, onStart: onStart)
    }

    // None where nothing has been taken into the study.
    var encoded: [String] {
      get throws {
        let data = folder.path + "/study/data"
        guard FileManager.default.fileExists(atPath: data) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: data).sorted()
          .filter { $0.hasPrefix("encoded-") && $0.hasSuffix(".npy") }
      }
    }
  }

  @Test func theVectorsAreThoseOfTheCommand() async throws {
    let sentences = try Sentences()
    let result = try await sentences.run()
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.errors.contains("text features minilm: a sentence encoder reads 24 texts"))
    #expect(result.errors.contains("24 texts by the sentence encoder model (weights "), "\(result.errors)")
    #expect(
      try await sentences.folder.encode("captions.tsv --text-column caption --model model -o own.npy").code
        == 0)
    let name = try #require(sentences.encoded.first)
    let path = sentences.folder.path
    #expect(
      try Data(contentsOf: URL(filePath: "\(path)/study/data/\(name)"))
        == Data(contentsOf: URL(filePath: path + "/own.npy")))
    #expect(try await Program.run(["verify", "study"], in: path).code == 0)
    let report = try await Program.run(["report", "study", "-o", "report"], in: path)
    #expect(report.code == 0, "\(report.errors)")
    let page = try String(contentsOfFile: path + "/report/index.html", encoding: .utf8)
    #expect(
      page.contains("24 texts by the sentence encoder model (weights ") && !page.contains("GRU in both"))
    #expect(try await Program.run(["check", "study.yaml"], in: path).code == 0)
    let again = try await sentences.run()
    #expect(again.code == 0 && !again.errors.contains("sentence encoder"), "\(again.errors)")
  }

  /// As if the run had been killed before the manifest was written; damaged vectors are made again.
  @Test func vectorsThatAreThereAreKept() async throws {
    let sentences = try Sentences()
    #expect(try await sentences.run().code == 0)
    let path = sentences.folder.path + "/study"
    let vectors = try #require(sentences.encoded.first)
    let before = try Data(contentsOf: URL(filePath: "\(path)/data/\(vectors)"))
    try FileManager.default.removeItem(atPath: path + "/manifest.json")
    let kept = try await sentences.run()
    #expect(kept.code == 0 && kept.errors.contains("(kept from an earlier run)"), "\(kept.errors)")
    try FileManager.default.removeItem(atPath: path + "/manifest.json")
    try before.dropLast(3).write(to: URL(filePath: "\(path)/data/\(vectors)"))
    let made = try await sentences.run()
    #expect(made.code == 0 && !made.errors.contains("kept from an earlier run"))
    #expect(try Data(contentsOf: URL(filePath: "\(path)/data/\(vectors)")) == before)
  }

  @Test func otherWeightsOrTextsAreAnotherStudy() async throws {
    let sentences = try Sentences()
    let folder = sentences.folder.path
    #expect(try await sentences.run().code == 0)
    let weights = URL(filePath: folder + "/model/model.safetensors")
    let bytes = try Data(contentsOf: weights)
    // The same bytes, written again: still the same study.
    try bytes.write(to: weights)
    #expect(try await sentences.run().code == 0)
    var (tensors, metadata) = try SafetensorsFile.read(weights.path)
    let name = "bert.embeddings.word_embeddings.weight"
    let old = try #require(tensors[name])
    tensors[name] = .init(shape: old.shape, numbers: old.numbers.map { $0 + 0.5 })
    metadata = [:]
    try SafetensorsFile.write(tensors, metadata: metadata, to: weights.path)
    let refused = try await sentences.run()
    #expect(refused.code == 64 && refused.errors.contains("made from other contents"), "\(refused.errors)")
    // A study keeps its own copy: the model may go.
    try FileManager.default.removeItem(atPath: folder + "/model")
    #expect(try await sentences.run().code == 0)
  }

  @Test(arguments: [SIGTERM, SIGKILL]) func stoppedItIsMadeAgain(signal: Int32) async throws {
    let sentences = try Sentences()
    let path = sentences.folder.path
    // Enough that the signal comes in the middle.
    try sentences.folder.write(
      "caption\n" + String(repeating: "a cat the cat\n", count: 200_000), "captions.tsv")
    try sentences.folder.write((0..<200_000).map { "\($0 % 5),\($0 % 7),\($0)\n" }.joined(), "images.csv")
    let stopped = try await interruptedBefore(path + "/study/manifest.json", removing: path + "/study") {
      try await sentences.run { process in
        await waitForFile(path + "/study/making")
        kill(process, signal)
      }
    }
    #expect(
      stopped.code == (signal == SIGKILL ? 128 + SIGKILL : 75),
      "\(stopped.code) \(stopped.errors.suffix(300))")
    #expect(try sentences.encoded.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: path + "/study/manifest.json"))
    try sentences.folder.write("caption\n" + String(repeating: "a cat\n", count: 24), "captions.tsv")
    try sentences.folder.write((0..<24).map { "\($0 % 5),\($0)\n" }.joined(), "images.csv")
    #expect(try await sentences.run().code == 0)
    #expect(try sentences.encoded.count == 1)
  }

  @Test(arguments: [
    ("dataset.text.minilm.encoder.model=nowhere", 74, "nowhere: there is no such folder"),
    ("dataset.text.minilm.encoder.model=captions.tsv", 65, "is a file; allowed: the folder of a model"),
    ("dataset.text.minilm.encoder.column=caption2", 65, "no column is named 'caption2'"),
    ("dataset.text.minilm.encoder.units=8", 64, "encoder.units: found beside 'model', which learns nothing"),
  ])
  func wrongInputLeavesNoStudy(override: String, code: Int32, says: String) async throws {
    let sentences = try Sentences()
    let result = try await sentences.run(["--set", override])
    #expect(result.code == code && result.errors.contains(says), "\(result.code) \(result.errors)")
    #expect(result.errorLines.count == 1)
    #expect(!FileManager.default.fileExists(atPath: sentences.folder.path + "/study"))
  }
}
