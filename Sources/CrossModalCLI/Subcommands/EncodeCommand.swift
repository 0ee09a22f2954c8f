import ArgumentParser
import CrossModal
import Dense

/// Text features from a bidirectional GRU that is trained on class labels.
struct EncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: "Train a bidirectional GRU on the labels of texts and write the texts' features.",
    discussion: """
      Words → embedding → GRU in both directions → the mean of the two (the feature) → fully connected → cross-entropy \
      (softmax if every text has one label, else sigmoid), by Adam. Only the training rows are learned from; the features \
      are those of all rows. Prints mAP of retrieval before and after.
      """)

  @Argument(help: "Texts, one item a line: .tsv or .csv.") var texts: String
  @Option(help: "Labels, one line an item; may be the same file.") var labels: String
  @Option(help: "Column of the labels, from 1.") var column = 1
  @Option(help: "Column of the text, from 1; the last one if not given.") var textColumn: Int?
  @Flag(help: "Both files begin with a header line.") var header = false
  @Option(help: "Rows to learn from, from 1, as 1-2173 or 1-100,150-200; all if not given.") var trainRows:
    String?
  @Option(name: .shortAndLong, help: "The .npy file to write.") var output: String
  @Option(help: "A .csv for the losses of every epoch.") var history: String?
  @Option(help: "Seed of weights, order and held-out rows.") var seed: UInt64 = 1
  @OptionGroup var encoder: EncodeOptions

  func run() throws {
    try encoder.validateNumbers()
    let (words, labelRows) = try read()
    let items = words.count
    let chosen = try trainingRows(of: items)
    let vectors = try encoder.embeddings.map { path in
      try WordVectors.read(path, wanted: Set(words.joined()), encoding: encoder.encoding)
    }
    let vocabulary = self.vocabulary(words, trainingRows: chosen, vectors: vectors)
    guard vocabulary.count > 0 else {
      throw CommandFailure.data(
        "\(texts): no word of the training rows is left; try a smaller --minimum-count or other --embeddings")
    }
    let sequences = words.map { vocabulary.encode($0, longest: encoder.longest) }
    let empty = sequences.count { $0.isEmpty }
    let names = Array(Set(labelRows.joined())).sorted()
    let places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let targets = labelRows.map { $0.compactMap { places[$0] } }
    let isSingle = labelRows.allSatisfy { $0.count == 1 }
    let known = zip(words, sequences).reduce(0) { $0 + min($1.0.count, $1.1.count) }
    StandardError.write(
      "\(texts): \(items) texts, \(chosen.count) to learn from, \(vocabulary.count) words known, "
        + "\(known) of \(words.reduce(0) { $0 + $1.count }) words read, \(empty) texts empty (zero features), "
        + "\(names.count) labels, \(isSingle ? "one" : "several") per text\n")

    let key = StreamKey(seed: seed).adding("encode")
    let shape = TextEncoderShape(
      vocabulary: vocabulary.count, dimensions: vectors?.dimension ?? encoder.dimensions,
      units: encoder.units,
      labels: names.count, variant: encoder.variant, pooling: encoder.pooling)
    let table = vectors?.vectors.view
    let initial = TextEncoderWeights<Float>(shape: shape, key: key) { word in
      guard let row = vectors?.row(of: vocabulary.words[word]) else { return nil }
      return table?.row(row)
    }
    let sets = LabelSets(labelRows)
    try report("before", initial.features(of: sequences), sets, trainingRows: chosen)
    let (trained, losses) = train(
      initial, sequences, targets, rows: chosen, key: key, loss: isSingle ? .softmax : .sigmoid)
    if let epoch = losses.divergedIn {
      throw CommandFailure(
        code: 3,
        message: "training diverged in epoch \(epoch): a loss was not finite; no features were written "
          + "(try a smaller --learning-rate)")
    }
    try writeHistory(losses)
    let features = trained.features(of: sequences)
    try report("after epoch \(losses.best)", features, sets, trainingRows: chosen)
    try NPYFile.write(features.view, to: output)
    StandardError.write("\(output): \(items) × \(shape.units)\n")
  }

  private func read() throws -> (words: [[String]], labels: [[String]]) {
    var records = try CSVFile.read(texts)
    if header, !records.isEmpty { records.removeFirst() }
    guard let width = records.first?.count else { throw CommandFailure.data("\(texts): has no rows") }
    let place = textColumn ?? width
    guard (1...width).contains(place) else {
      throw CommandFailure.data("\(texts): --text-column \(place), but there are \(width) columns")
    }
    var rows = try LabelFile.read(labels, column: column)
    if header { rows.removeFirst() }
    guard rows.count == records.count else {
      throw CommandFailure.data(
        "\(labels): \(rows.count) rows of labels, but \(texts) has \(records.count) texts")
    }
    let tokenizer = Tokenizer(lowercases: !encoder.keepCase, punctuation: encoder.punctuation)
    return (records.map { tokenizer.words(of: $0[place - 1]) }, rows)
  }

  private func trainingRows(of items: Int) throws -> [Int] {
    guard let trainRows else { return Array(0..<items) }
    guard let rows = RowRanges.indices(trainRows, rows: items) else {
      throw CommandFailure.data("--train-rows \(trainRows): allowed are rows 1 to \(items) as 1-100,150")
    }
    return rows
  }

  // With frozen vectors every word that has one is known; else those frequent enough in the training rows.
  private func vocabulary(_ words: [[String]], trainingRows: [Int], vectors: WordVectors?) -> Vocabulary {
    if encoder.freeze, let vectors {
      return Vocabulary(words, limit: encoder.vocabulary) { vectors.row(of: $0) != nil }
    }
    return Vocabulary(
      trainingRows.lazy.map { words[$0] }, minimumCount: encoder.minimumCount, limit: encoder.vocabulary)
  }

  private func train(
    _ weights: TextEncoderWeights<Float>, _ sequences: [[Int32]], _ targets: [[Int]], rows: [Int],
    key: StreamKey, loss: ClassificationLoss
  ) -> (TextEncoderWeights<Float>, TextEncoderHistory) {
    var shuffled = rows
    var stream = RandomStream(key.adding("held out"))
    stream.shuffle(&shuffled)
    let heldOut = Int((Double(rows.count) * encoder.heldOut).rounded())
    let options = TextEncoderOptions(
      loss: loss, learningRate: encoder.learningRate, batchSize: encoder.batchSize, epochs: encoder.epochs,
      patience: encoder.patience, trainsEmbedding: !encoder.freeze, wordDropout: encoder.wordDropout)
    let training = TextEncoderTraining<Float>(
      options: options, sequences: sequences, targets: targets,
      trainingRows: shuffled.dropFirst(heldOut).sorted(),
      heldOutRows: shuffled.prefix(heldOut).sorted(), key: key)
    var started = ContinuousClock.now
    return training.run(weights) { history in
      let seconds = started.duration(to: .now)
      started = .now
      StandardError.write(
        "epoch \(history.training.count): loss \((history.training.last ?? 0).fixed(4))"
          + (history.heldOut.last.map { ", held out \($0.fixed(4))" } ?? "")
          + ", \((Double(seconds.components.attoseconds) * 1e-18 + Double(seconds.components.seconds)).fixed(1)) s\n"
      )
      return true
    }
  }

  private func report(_ time: String, _ features: Matrix<Float>, _ labels: LabelSets, trainingRows: [Int])
    throws
  {
    let chosen = Set(trainingRows)
    let others = (0..<features.rows).filter { !chosen.contains($0) }
    let parts =
      others.isEmpty
      ? [("all rows", trainingRows)] : [("training rows", trainingRows), ("other rows", others)]
    for (name, rows) in parts {
      let result = MeanAveragePrecision(
        Matrix(features.view, selecting: rows).view, labels: labels.selecting(rows))
      StandardError.write(
        "mAP \(time), \(name): \(result.value?.fixed(4) ?? "-") (\(result.queries) queries, \(result.excluded) "
          + "without a relevant row)\n")
    }
  }

  private func writeHistory(_ losses: TextEncoderHistory) throws {
    guard let history else { return }
    let rows = losses.training.enumerated().map { epoch, loss in
      ["\(epoch + 1)", "\(loss)", epoch < losses.heldOut.count ? "\(losses.heldOut[epoch])" : ""]
    }
    try CSVFile.write([["epoch", "training_loss", "held_out_loss"]] + rows, to: history)
  }
}
