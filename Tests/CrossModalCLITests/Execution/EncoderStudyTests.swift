import Foundation
import Testing

/// Studies whose configuration names an encoder.
@Suite struct EncoderStudyTests {
  @Test func theFeaturesAreThoseOfTheCommand() async throws {
    let texts = try LabeledTexts()
    #expect(try await Program.run(["plan", texts.path("study.yaml")]).code == 0)
    let result = try await texts.run()
    #expect(result.code == 0, "\(result.errors)")
    #expect(
      result.errors.contains("text features bigru: an encoder learns from 90 of 120 texts, 15 words known"))
    #expect(result.errors.contains("text features bigru: epoch 4 of at most 4, loss "))
    #expect(result.errors.contains("text features bigru: deterministic biGRU, epoch "))
    _ = try await texts.encode(
      "own.npy",
      "--train-rows 1-90 --epochs 4 --units 8 --dimensions 6 --batch-size 16 --learning-rate 0.02 --seed 3")
    let features = try texts.encoded()
    #expect(try features == [Data(contentsOf: URL(fileURLWithPath: texts.path("own.npy")))])
    let status = try await Program.run(["status", texts.path("study")])
    #expect(status.output.contains("text features bigru: deterministic biGRU, epoch"), "\(status.output)")
    #expect(try await Program.run(["verify", texts.path("study")]).code == 0)
    let report = try await Program.run(["report", texts.path("study"), "-o", texts.path("report")])
    #expect(report.code == 0, "\(report.errors)")
    let page = try String(contentsOfFile: texts.path("report/index.html"), encoding: .utf8)
    #expect(page.contains("deterministic biGRU, epoch"))
    // Continued, nothing is made again.
    let again = try await texts.run()
    #expect(again.code == 0 && !again.errors.contains("an encoder learns"))
  }

  /// Killed with SIGKILL in the middle of the training, and once more before the study is there.
  @Test func killedInTheMiddleItIsMadeAgain() async throws {
    let texts = try LabeledTexts(
      encoder: "column: text, epochs: 100000, patience: 100000, units: 8, dimensions: 6, batch-size: 16")
    let watch: @Sendable (pid_t) async -> Void = { process in
      await waitForFile(texts.path("study/making"))
      kill(process, SIGKILL)
    }
    let killed = try await texts.run(onStart: watch)
    #expect(killed.code == 128 + SIGKILL)
    #expect(try texts.encoded().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: texts.path("study/manifest.json")))
    let status = try await Program.run(["status", texts.path("study")])
    #expect(status.code == 74 && status.errorLines.count == 1, "\(status.errors)")
    #expect(status.errors.contains("no study here yet; its text features are being made"), "\(status.errors)")
    let short = ["--set", "dataset.text.bigru.encoder.epochs=3"]
    #expect(try await texts.run("study", short).code == 0)
    #expect(try await texts.run("other", short).code == 0)
    #expect(try texts.encoded("study") == texts.encoded("other") && texts.encoded().count == 1)
    #expect(!FileManager.default.fileExists(atPath: texts.path("study/making")))
  }

  /// Killed, or stopped by a signal, after some epochs: the training goes on there, and the features are those of a training
  /// that nobody disturbed, byte by byte.
  @Test(arguments: [SIGKILL, SIGTERM]) func stoppedItGoesOnWhereItWas(signal: Int32) async throws {
    let texts = try LabeledTexts(
      encoder:
        "column: text, epochs: 300, patience: 300, units: 8, dimensions: 6, batch-size: 16, word-dropout: 0.1"
    )
    func kept() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: texts.path("study/data"))
        .filter { $0.hasPrefix("encoding-") && $0.hasSuffix(".safetensors") && !$0.contains(".tmp") }
    }
    let stopped = try await interruptedBefore(
      texts.path("study/manifest.json"), removing: texts.path("study")
    ) {
      try await texts.run { process in
        await waitFor {
          let making = try? String(contentsOfFile: texts.path("study/making"), encoding: .utf8)
          return making?.range(of: "epoch [1-9][0-9]+ of", options: .regularExpression) != nil
        }
        kill(process, signal)
      }
    }
    #expect(stopped.code == (signal == SIGKILL ? 128 + SIGKILL : 75), "\(stopped.errors.suffix(300))")
    let status = try await Program.run(["status", texts.path("study")])
    #expect(status.code == 74 && status.errors.contains("epoch "), "\(status.errors)")
    let name = try #require(kept().first)
    // A state that is damaged is none.
    let file = URL(fileURLWithPath: texts.path("study/data/" + name))
    let whole = try Data(contentsOf: file)
    try FileManager.default.copyItem(atPath: texts.path("study"), toPath: texts.path("damaged"))
    var bytes = whole
    bytes[bytes.count - 40] ^= 1
    try bytes.write(to: URL(fileURLWithPath: texts.path("damaged/data/" + name)))
    let resumed = try await texts.run()
    #expect(resumed.code == 0 && resumed.errors.contains("(kept from an earlier run)"), "\(resumed.errors)")
    #expect(!resumed.errors.contains("epoch 5 of"))
    let again = try await texts.run("damaged")
    #expect(again.code == 0 && !again.errors.contains("kept from an earlier run"))
    #expect(again.errors.contains("epoch 5 of"))
    #expect(try await texts.run("other").code == 0)
    let features = try texts.encoded("other")
    #expect(try features.count == 1 && texts.encoded() == features && texts.encoded("damaged") == features)
    #expect(try kept().isEmpty)
  }

  @Test func aSignalEndsTheTraining() async throws {
    let texts = try LabeledTexts(
      encoder: "column: text, epochs: 100000, patience: 100000, units: 8, dimensions: 6, batch-size: 16")
    for signal in [SIGTERM, SIGINT] {
      let stopped = try await texts.run { process in
        await waitForFile(texts.path("study/making"))
        kill(process, signal)
      }
      #expect(stopped.code == 75, "\(stopped.errors.suffix(300))")
      #expect(stopped.errorLines.last?.contains("run the same command again to continue") == true)
      try? FileManager.default.removeItem(atPath: texts.path("study"))
    }
  }

  @Test func featuresThatAreThereAreKept() async throws {
    let texts = try LabeledTexts()
    #expect(try await texts.run().code == 0)
    // As if the run had been killed before the manifest was written.
    try FileManager.default.removeItem(atPath: texts.path("study/manifest.json"))
    let kept = try await texts.run()
    #expect(kept.code == 0 && kept.errors.contains("(kept from an earlier run)"), "\(kept.errors)")
    // Damaged features are made again.
    try FileManager.default.removeItem(atPath: texts.path("study/manifest.json"))
    let before = try texts.encoded()
    let folder = texts.path("study/data")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    let name = try #require(names.first { $0.hasPrefix("encoded-") && $0.hasSuffix(".npy") })
    try before[0].dropLast(5).write(to: URL(fileURLWithPath: folder + "/" + name))
    let made = try await texts.run()
    #expect(made.code == 0 && !made.errors.contains("kept from an earlier run"), "\(made.errors)")
    #expect(try texts.encoded() == before)
  }

  @Test func otherContentsAreAnotherStudy() async throws {
    let texts = try LabeledTexts()
    #expect(try await texts.run().code == 0)
    let table = try String(contentsOfFile: texts.path("texts.tsv"), encoding: .utf8)
    // The same bytes, written again: still the same study.
    try texts.write(table, to: "texts.tsv")
    #expect(try await texts.run().code == 0)
    try texts.write(table.replacing("word3", with: "word4"), to: "texts.tsv")
    let refused = try await texts.run()
    #expect(refused.code == 64 && refused.errors.contains("made from other contents"), "\(refused.errors)")
    try texts.write(table, to: "texts.tsv")
    let labels = try String(contentsOfFile: texts.path("labels.txt"), encoding: .utf8)
    try texts.write(labels.replacing("c0", with: "c1"), to: "labels.txt")
    #expect(try await texts.run().code == 64)
    let other = try await texts.run("study", ["--set", "dataset.text.bigru.encoder.units=9"])
    #expect(
      other.code == 64
        && other.errors.contains("dataset.text.bigru.encoder.units is 8 there and 9 here"),
      "\(other.errors)")
  }

  @Test(arguments: [
    ("dataset.text.bigru.train-rows=1-95", 65, "rows, but"),
    ("dataset.text.bigru.train-rows=1-999", 65, "120 rows, but train-rows are 1-999"),
    ("dataset.text.bigru.train-rows=1-120", 65, "none is left for the test"),
    ("dataset.text.bigru.encoder.column=txt", 65, "no column is named 'txt'"),
    ("dataset.text.bigru.encoder.learning-rate=1e38", 65, "diverged in epoch"),
    ("dataset.text.bigru.encoder.minimum-count=1000000", 65, "no word of the texts"),
    ("dataset.text.bigru.encoder={column: text, embeddings: nowhere.txt}", 74, "nowhere.txt"),
  ])
  func wrongInputLeavesNoStudy(override: String, code: Int32, says: String) async throws {
    let texts = try LabeledTexts()
    let result = try await texts.run("study", ["--set", override])
    #expect(result.code == code && result.errors.contains(says), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: texts.path("study")))
  }
}
