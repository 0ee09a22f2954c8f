import ArgumentParser
import CrossModal
import Dense
import ForeignFiles
import Studies
import VectorFiles

/// Text features: from a bidirectional GRU that is trained on class labels, or from a sentence encoder that others trained.
struct EncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: "Write features of texts, by a sentence encoder or by a GRU that is trained on their labels.",
    discussion: """
      With --model DIR the texts go through a sentence encoder of BERT's kind as sentence-transformers publishes it \
      (config.json, model.safetensors, vocab.txt or tokenizer.json); nothing is learned. Without, a bidirectional GRU is \
      trained on the labels:

      Words → embedding → GRU in both directions → the mean of the two (the feature) → fully connected → cross-entropy \
      (softmax if every text has one label, else sigmoid), by Adam. Only the training rows are learned from; the features \
      are those of all rows, or of --rows. Prints mAP of retrieval before and after. In a configuration the same is the key 'encoder' \
      of a text feature set.
      """)

  @Argument(help: "Texts, one item a line: .tsv or .csv.", completion: .file()) var texts: String
  @Option(help: "The folder of a sentence encoder.") var model: String?
  @Option(help: "Labels, one line an item; may be the same file.") var labels: String?
  @Option(help: "Column of the labels, from 1; without, the file's own evidence decides.") var column: Int?
  @Option(help: "Column of the text, from 1, or its name in the header; the last one if not given.")
  var textColumn = TextColumn.last
  @Flag(help: "Both files begin with a header line.") var header = false
  @OptionGroup var training: TrainingRowsOption
  @Option(name: .shortAndLong, help: "The .npy file to write.", completion: .file()) var output: String
  @Option(help: "A .csv for the losses of every epoch.") var history: String?
  @Option(help: "Seed of weights, order and held-out rows.") var seed: UInt64 = 1
  @Option(
    name: [.customShort("j"), .long], help: "Threads that share the texts with --model; default: all cores.")
  var threads: Int?
  @Option(help: "With --model: a text file for the numbers of each text's tokens, a line a text.")
  var tokens: String?
  @Flag(help: "With --model: leave out the step to unit length at its end.") var keepLength = false
  @OptionGroup var encoder: EncodeOptions
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    try OutputPaths.check([output, history, tokens], inputs: [texts, labels, model, encoder.embeddings])
    guard output.lowercased().hasSuffix(".npy") else {
      throw CommandFailure.usage("--output \(output): must be a file that ends in .npy")
    }
    if let model { try encode(by: model) } else { try learn() }
  }

  private func learn() throws {
    guard let labels else {
      throw CommandFailure.usage(
        "missing --labels: the GRU learns from the labels of the texts; --model DIR needs none")
    }
    if let column, column < 1 {
      throw CommandFailure.usage("--column \(column): must be at least 1")
    }
    if threads != nil { throw CommandFailure.usage("--threads: only with --model") }
    if tokens != nil { throw CommandFailure.usage("--tokens: only with --model") }
    if keepLength { throw CommandFailure.usage("--keep-length: only with --model") }
    let recipe = try encoder.recipe()
    let (words, labelRows) = try read(recipe.tokenizer, labels)
    let rows = try training.training(of: words.count) ?? Array(words.indices)
    let written = try training.written(of: words.count)
    let vectors = try encoder.embeddings.map { path in
      try WordVectors.read(path, wanted: Set(words.joined()), encoding: encoder.encoding)
    }
    StandardError.notes(vectors?.notes ?? [], of: encoder.embeddings)
    do {
      let fit = try TextEncoderFit(
        words: words, labels: labelRows, trainingRows: rows, vectors: vectors, recipe: recipe,
        key: .textEncoder(seed: seed))
      describe(fit)
      report("before", fit, fit.features(fit.initial))
      let (weights, losses) = try train(fit)
      try writeHistory(losses)
      let features = fit.features(weights)
      report("after epoch \(losses.best)", fit, features)
      try NPYFile.write(Matrix(features, selecting: written).view, to: output)
      StandardError.line("\(output): \(written.count) × \(features.columns)")
    } catch TextEncoderFit.Failure.noWords {
      throw CommandFailure.data(
        "\(texts): no word of the training rows is left; try a smaller --minimum-count or other --embeddings")
    } catch TextEncoderFit.Failure.diverged(let epoch) {
      throw CommandFailure(
        code: 3,
        message: "training diverged in epoch \(epoch): a loss was not finite; no features were written "
          + "(try a smaller --learning-rate)")
    }
  }

  private func read(
    _ tokenizer: Tokenizer, _ labels: String
  ) throws -> (words: [[String]], labels: [[String]]) {
    let texts = try textColumn.read(self.texts, hasHeader: header)
    let read = try LabelsFile.read(labels, column: column)
    var rows = read.rows
    if header, rows.count == texts.count + 1 { rows.removeFirst() }
    if !header { StandardError.notes(read.notes, of: labels) }
    guard texts.count > 1 else {
      throw CommandFailure.data("\(self.texts): has one text; an encoder learns from several, one a line")
    }
    guard rows.count == texts.count else {
      throw CommandFailure.data(
        "\(labels): \(rows.count) rows of labels, but \(self.texts) has \(texts.count) texts"
          + (rows.count == texts.count + 1 ? " (--header skips the first line of both files)" : ""))
    }
    StandardError.notes(LabelSets(rows).warnings, of: labels)
    return (texts.map(tokenizer.words), rows)
  }

  private func describe(_ fit: TextEncoderFit) {
    let counts = fit.counts
    StandardError.line(
      "\(texts): \(counts.texts) texts, \(counts.trainingTexts) to learn from, \(counts.vocabulary) words known, "
        + "\(counts.wordsRead) of \(counts.words) words read, \(counts.emptyTexts) texts empty (zero features), "
        + "\(counts.labels) labels, \(fit.loss == .softmax ? "one" : "several") per text")
  }

  private func train(_ fit: TextEncoderFit) throws -> (TextEncoderFit.Weights, TextEncoderHistory) {
    var started = ContinuousClock.now
    return try fit.train { history in
      let seconds = started.duration(to: .now) / .seconds(1)
      started = .now
      StandardError.line(
        "epoch \(history.training.count): loss \((history.training.last ?? 0).fixed(4))"
          + (history.heldOut.last.map { ", held out \($0.fixed(4))" } ?? "") + ", \(seconds.fixed(3)) s")
      return true
    }
  }

  private func report(_ time: String, _ fit: TextEncoderFit, _ features: Matrix<Float>) {
    let (training, others) = fit.precision(of: features)
    for (name, result) in [(others == nil ? "all rows" : "training rows", training)]
      + (others.map { [("other rows", $0)] } ?? [])
    {
      StandardError.line(
        "mAP \(time), \(name): \(result.value?.fixed(4) ?? "-") (\(result.queries) queries, \(result.excluded) "
          + "without a relevant row)")
    }
  }

  private func writeHistory(_ losses: TextEncoderHistory) throws {
    guard let history else { return }
    let rows = losses.training.enumerated().map { epoch, loss in
      ["\(epoch + 1)", "\(loss)", epoch < losses.heldOut.count ? "\(losses.heldOut[epoch])" : ""]
    }
    try CSVFile.write([Self.historyColumns.map(\.key)] + rows, to: history)
  }

  /// The columns of `--history`.
  static let historyColumns: [DocumentField] = [
    .integer("epoch", "The epoch, from 1."),
    .number("training_loss", "Mean loss of the batches, before their updates; smaller is better."),
    .number(
      "held_out_loss", "Mean loss of the held-out rows after the epoch; smaller is better.", isOptional: true),
  ]
}
