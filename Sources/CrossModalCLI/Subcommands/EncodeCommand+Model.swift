import CrossModal
import Dense
import VectorFiles

extension EncodeCommand {
  /// Runs the texts through the sentence encoder of a folder.
  func encode(by model: String) throws {
    try refuseTraining()
    let threads = threads ?? AvailableProcessors.current.count
    guard (1...1024).contains(threads) else {
      throw CommandFailure.usage("--threads \(threads): must be from 1 to 1024")
    }
    let sentences = try textColumn.read(texts, hasHeader: header)
    let written = try training.written(of: sentences.count)
    let encoder = try SentenceEncoder(model, keepsLength: keepLength)
    StandardError.notes(encoder.model.notes, of: model)
    let line = SearchProgressLine("encoding texts")
    let start = ContinuousClock.now
    let encoded = encoder.encode(written.map { sentences[$0] }, threads: threads) {
      line.show(Double($0) / Double(written.count))
      return true
    }
    line.finish()
    guard let encoding = encoded else { return }
    let seconds = start.duration(to: .now) / .seconds(1)
    if let (row, _) = encoding.vectors.firstNotFinite {
      throw CommandFailure.data(
        "\(texts): text \(written[row] + 1) has a vector that is not finite; nothing was written")
    }
    report(encoding.cut, written, "longer than \(encoder.model.longest) tokens, and cut")
    report(encoding.empty, written, "without a word: its vector is that of an empty text")
    if let tokens {
      let lines = written.map { encoder.tokens(of: sentences[$0]).map(String.init).joined(separator: " ") }
      try AtomicFile.write(text: lines.map { $0 + "\n" }.joined(), to: tokens)
    }
    try NPYFile.write(encoding.vectors.view, to: output)
    StandardError.line(
      "\(output): \(written.count) × \(encoding.vectors.columns), \(encoding.tokens) tokens in "
        + "\(seconds.fixed(1)) s")
  }

  private func report(_ texts: [Int], _ written: [Int], _ what: String) {
    guard let first = texts.first else { return }
    StandardError.note(
      "\(self.texts): \(texts.count) \(texts.count == 1 ? "text is" : "texts are") \(what) (text \(written[first] + 1)"
        + (texts.count == 1 ? ")" : " is the first)"))
  }

  // Options of the GRU would do nothing.
  private func refuseTraining() throws {
    let given = [
      ("--labels", labels != nil), ("--column", column != nil), ("--history", history != nil),
      ("--train-rows", training.trainRows != nil), ("--seed", seed != 1),
      ("--embeddings", encoder.embeddings != nil), ("--freeze", encoder.freeze),
    ]
    if let (option, _) = given.first(where: \.1) {
      throw CommandFailure.usage("\(option): not with --model, which learns nothing")
    }
    guard try encoder.recipe() == TextEncoderRecipe() else {
      throw CommandFailure.usage("options of the GRU: not with --model, which learns nothing")
    }
  }
}
