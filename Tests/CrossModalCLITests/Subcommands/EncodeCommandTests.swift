import Foundation
import Testing

@testable import VectorFiles

/// `crossmodal encode` from outside.
@Suite struct EncodeCommandTests {
  private static let small = "--units 8 --dimensions 6 --batch-size 16 --learning-rate 0.02"

  private func features(_ name: String, in texts: LabeledTexts) throws -> [[Float]] {
    let view = try FeatureTable.read(texts.path(name)).features
    return (0..<view.rows).map { row in (0..<view.columns).map { view[row, $0] } }
  }

  @Test func learnsAndSaysHowItWent() async throws {
    let texts = try LabeledTexts()
    let result = try await texts.encode(
      "f.npy", "--train-rows 1-90 --epochs 30 --history @h.csv \(Self.small)")
    #expect(result.code == 0 && result.output.isEmpty, "\(result.errors)")
    let lines = result.errorLines
    #expect(lines[0].contains("120 texts, 90 to learn from, 15 words known"))
    #expect(lines[0].contains("1 texts empty (zero features), 3 labels, one per text"))
    // Before: training rows, other rows; one line an epoch; after: the same, and the file.
    func precision(_ line: Substring) throws -> Double {
      try #require(Double(line.split(separator: ": ")[1].split(separator: " ")[0]))
    }
    let before = lines.filter { $0.hasPrefix("mAP before, ") }
    let after = lines.filter { $0.hasPrefix("mAP after epoch ") }
    #expect(before.count == 2 && after.count == 2)
    #expect(try precision(after[1]) > precision(before[1]) + 0.1)
    let epochs = lines.filter { $0.hasPrefix("epoch ") }
    #expect(epochs.allSatisfy { $0.contains(": loss ") && $0.contains(", held out ") && $0.hasSuffix(" s") })
    let history = try String(contentsOfFile: texts.path("h.csv"), encoding: .utf8).split(separator: "\n")
    #expect(history[0] == "epoch,training_loss,held_out_loss" && history.count == epochs.count + 1)
    // The kept epoch is that of the least held-out loss.
    let heldOut = history.dropFirst().compactMap { Double($0.split(separator: ",")[2]) }
    let least = try #require(heldOut.min())
    #expect(after[0].hasPrefix("mAP after epoch \((heldOut.firstIndex(of: least) ?? -1) + 1), training rows"))
    let features = try features("f.npy", in: texts)
    #expect(features.count == 120 && features[0].count == 8)
    #expect(features[119].allSatisfy { $0 == 0 } && features[0].contains { $0 != 0 })
  }

  @Test func stopsEarly() async throws {
    let texts = try LabeledTexts()
    // Every text has a label of its own: nothing that is learned helps the texts held out.
    let result = try await texts.encode("f.npy", "--column 1 --epochs 400 --patience 2 \(Self.small)")
    let epochs = result.errorLines.count { $0.hasPrefix("epoch ") }
    #expect(result.code == 0 && epochs < 400)
    #expect(result.errors.contains("mAP after epoch \(epochs - 2), all rows"))
    let all = try await texts.encode("f.npy", "--epochs 3 --held-out 0 \(Self.small)")
    #expect(all.errorLines.count { $0.hasPrefix("epoch ") } == 3 && !all.errors.contains("held out"))
    #expect(all.errors.contains("mAP after epoch 3, all rows"))
  }

  /// Rows beyond the training rows may say what they want: the weights do not see them.
  @Test func onlyTrainingRowsAreLearnedFrom() async throws {
    let texts = try LabeledTexts()
    _ = try await texts.encode("a.npy", "--train-rows 1-90 --epochs 3 \(Self.small)")
    let table = try String(contentsOfFile: texts.path("texts.tsv"), encoding: .utf8)
    var lines = table.split(separator: "\n").map(String.init)
    for row in 91..<lines.count {
      lines[row] = lines[row].split(separator: "\t")[0] + "\tother\t" + lines[row].split(separator: "\t")[2]
    }
    lines[92] = "t91\tother\tnothing known here"
    try texts.write(lines.joined(separator: "\n") + "\n", to: "texts.tsv")
    let result = try await texts.encode("b.npy", "--train-rows 1-90 --epochs 3 \(Self.small)")
    #expect(result.code == 0, "\(result.errors)")
    let (a, b) = (try features("a.npy", in: texts), try features("b.npy", in: texts))
    // Up to the batch of 64 in which the first text differs, to the last bit.
    #expect(a[..<64] == b[..<64])
    #expect(b[91].allSatisfy { $0 == 0 } && a[91].contains { $0 != 0 })
    let other = try await texts.encode("c.npy", "--train-rows 1-60 --epochs 3 \(Self.small)")
    #expect(other.code == 0)
    #expect(try features("c.npy", in: texts)[0] != a[0])
  }

  @Test func wordVectorsAreTakenAndStayIfTheyAreFrozen() async throws {
    let texts = try LabeledTexts()
    let options = "--train-rows 1-90 --epochs 2 --units 8 --embeddings @vectors.txt"
    let frozen = try await texts.encode("a.npy", options + " --freeze --variant current --pooling mean")
    let trained = try await texts.encode("b.npy", options + " --variant current --pooling mean")
    #expect(frozen.code == 0 && trained.code == 0, "\(frozen.errors) \(trained.errors)")
    let again = try await texts.encode("c.npy", options + " --freeze --variant current --pooling mean")
    #expect(again.code == 0)
    func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: texts.path(name))) }
    #expect(try bytes("a.npy") == bytes("c.npy") && bytes("a.npy") != bytes("b.npy"))
  }

  @Test(arguments: [
    ("--train-rows 1-999", 64, "--train-rows 1-999: must be at least two of the rows 1 to 120"),
    ("--train-rows x", 64, "--train-rows x"), ("--freeze", 64, "--freeze needs --embeddings"),
    ("--text-column 9", 65, "texts.tsv: has 3 columns, but the text is to be in column 9"),
    ("--text-column txt", 65, "no column is named 'txt'; the first line names 'id', 'label', 'text'"),
    ("--embeddings @nowhere.bin", 74, "nowhere.bin: cannot be opened"),
    ("--embeddings @foreign.txt --freeze", 65, "no word of the training rows is left"),
    ("--minimum-count 1000000", 65, "no word of the training rows is left"),
    ("--held-out 0.95", 64, "--held-out 0.95: must be from 0.0 to 0.9"),
    ("--learning-rate 0", 64, "--learning-rate 0.0: must be above 0"),
    ("--learning-rate 1e39", 3, "training diverged in epoch"),
    ("--variant gru", 64, "gru"),
  ])
  func wrongInputIsOneLine(options: String, code: Int32, says: String) async throws {
    let texts = try LabeledTexts()
    try texts.write("alien 1 2 3\n", to: "foreign.txt")
    let result = try await texts.encode("f.npy", options)
    #expect(result.code == code, "\(result.errors)")
    #expect(
      result.errorLines.last?.hasPrefix("crossmodal: ") == true && result.errors.contains(says),
      "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: texts.path("f.npy")))
  }

  @Test func labelsOfAnotherLengthAreRefused() async throws {
    let texts = try LabeledTexts()
    try texts.write("a\nb\n", to: "short.txt")
    let result = try await Program.run([
      "encode", texts.path("texts.tsv"), "--labels", texts.path("short.txt"), "--text-column", "text", "-o",
      texts.path("f.npy"),
    ])
    #expect(
      result.code == 65 && result.errors.contains("short.txt: 2 rows of labels, but"), "\(result.errors)")
    #expect(result.errorLines.count == 1)
  }
}
