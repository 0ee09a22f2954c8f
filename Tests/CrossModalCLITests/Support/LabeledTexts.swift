import Foundation

@testable import Dense

/// A directory with made-up texts in which a few words tell the class, pictures to go with them, and word vectors.
final class LabeledTexts: Sendable {
  /// Number of texts; the first 90 are the training rows of the configuration.
  static let rows = 120
  /// The directory; removed when the object goes away.
  let directory: String

  /// Writes `texts.tsv` (a header, id, label, text), `labels.txt`, `images.csv`, `vectors.txt` (GloVe) and `study.yaml`,
  /// in which the encoder has the given keys.
  init(
    encoder: String = "column: text, epochs: 4, units: 8, dimensions: 6, batch-size: 16, learning-rate: 0.02"
  ) throws {
    directory = NSTemporaryDirectory() + "crossmodal-texts-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    var stream = RandomStream(StreamKey(seed: 5).adding("labeled texts"))
    var (texts, labels, images) = ("id\tlabel\ttext\n", "", "")
    for row in 0..<Self.rows {
      let label = stream.below(3)
      let words = (0..<6 + stream.below(8)).map { _ in
        stream.below(3) == 0 ? "class\(label)" : "word\(stream.below(12))"
      }
      // The last text has no words.
      texts += "t\(row)\tc\(label)\t\(row == Self.rows - 1 ? "..." : words.joined(separator: " ") + ".")\n"
      labels += "c\(label)\n"
      images +=
        (0..<5).map { "\(Double($0 == label ? 1 : 0) + 0.3 * stream.normal())" }.joined(separator: ",") + "\n"
    }
    var vectors = ""
    for word in (0..<3).map({ "class\($0)" }) + (0..<12).map({ "word\($0)" }) {
      vectors += "\(word) " + (0..<6).map { _ in "\(stream.normal())" }.joined(separator: " ") + "\n"
    }
    try write(texts, to: "texts.tsv")
    try write(labels, to: "labels.txt")
    try write(images, to: "images.csv")
    try write(vectors, to: "vectors.txt")
    try write(
      """
      version: 1
      name: texts
      seed: 3
      dataset:
        name: texts
        image: {pixels: {file: images.csv, train-rows: 1-90}}
        text: {bigru: {file: texts.tsv, train-rows: 1-90, encoder: {\(encoder)}}}
        labels: {file: labels.txt, train-rows: 1-90}
      protocol: {kind: holdout, folds: 2, runs: 2}
      models: [lin]
      losses: [mse]
      grid: {learning-rate: 0.01}
      training: {max-epochs: 3}
      measures: {k: 3}
      """, to: "study.yaml")
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  /// The path of a file in the directory.
  func path(_ name: String) -> String { directory + "/" + name }

  /// Writes a text file.
  func write(_ text: String, to name: String) throws {
    try text.write(toFile: path(name), atomically: true, encoding: .utf8)
  }

  /// `crossmodal encode` on the texts with the labels of the table.
  func encode(
    _ output: String, _ more: String, onStart: @escaping @Sendable (pid_t) async -> Void = { _ in }
  ) async throws -> Program.Result {
    try await Program.run(
      [
        "encode", path("texts.tsv"), "--labels", path("texts.tsv"), "--column", "2", "--header", "-o",
        path(output),
      ]
        + more.split(separator: " ").map { $0.hasPrefix("@") ? path(String($0.dropFirst())) : String($0) },
      onStart: onStart)
  }

  /// `crossmodal run` of the configuration.
  func run(
    _ study: String = "study", _ more: [String] = [],
    onStart: @escaping @Sendable (pid_t) async -> Void = { _ in }
  ) async throws -> Program.Result {
    try await Program.run(
      ["run", path("study.yaml"), "--study", path(study), "--workers", "1"] + more, onStart: onStart)
  }

  /// The bytes of the encoded features of a study.
  func encoded(_ study: String = "study") throws -> [Data] {
    let folder = path(study) + "/data"
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasPrefix("encoded-") && $0.hasSuffix(".npy") }
      .map { try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0)) }
  }
}
