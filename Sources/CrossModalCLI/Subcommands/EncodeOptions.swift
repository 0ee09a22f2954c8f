import ArgumentParser
import CrossModal

extension GRUVariant: ExpressibleByArgument {}
extension StatePooling: ExpressibleByArgument {}
extension Tokenizer.Punctuation: ExpressibleByArgument {}

/// The options of `encode` that are about words and network.
struct EncodeOptions: ParsableArguments {
  @Option(help: "Word vectors to begin with; without, the embedding begins random.") var embeddings: String?
  @Flag(help: "Leave the word vectors as they are.") var freeze = false
  @Option(help: "Dimension of a random embedding.") var dimensions = 100
  @Option(help: "Units of each direction, the dimension of the features.") var units = 64
  @Option(help: "keras1 (reset before, hard sigmoid) or current (reset after, sigmoid).")
  var variant = GRUVariant.keras1
  @Option(help: "last (the states after the last word) or mean (over the words).") var pooling = StatePooling
    .last
  @Option(help: "Learning rate of Adam.") var learningRate = 0.001
  @Option(help: "Texts of a batch.") var batchSize = 64
  @Option(help: "At most that many epochs.") var epochs = 30
  @Option(help: "Epochs without a lower held-out loss before training ends.") var patience = 3
  @Option(help: "Share of the training rows that is held out for early stopping.") var heldOut = 0.1
  @Option(help: "Probability of leaving out a word in training.") var wordDropout = 0.0
  @Option(help: "Words of a text that are read.") var longest = 500
  @Option(help: "Words that occur less often in the training rows are unknown.") var minimumCount = 2
  @Option(help: "At most that many words are known.") var vocabulary = 50_000
  @Flag(help: "Do not lower-case.") var keepCase = false
  @Option(help: "separates, trimmed or kept: what happens to other characters than letters and digits.")
  var punctuation = Tokenizer.Punctuation.separates
  @Option(help: "Encoding of the word vectors: utf8 or latin1.") var encoding = WordEncoding.utf8

  func validateNumbers() throws {
    func check(_ name: String, _ value: Any, _ allowed: String, _ holds: Bool) throws {
      if !holds { throw CommandFailure.usage("--\(name) \(value): allowed are \(allowed)") }
    }
    try check("dimensions", dimensions, "1 to 4096", (1...4096).contains(dimensions))
    try check("units", units, "1 to 4096", (1...4096).contains(units))
    try check("learning-rate", learningRate, "numbers above 0", learningRate > 0 && learningRate.isFinite)
    try check("batch-size", batchSize, "1 to 4096", (1...4096).contains(batchSize))
    try check("epochs", epochs, "0 to 100000", (0...100_000).contains(epochs))
    try check("patience", patience, "1 to 100000", (1...100_000).contains(patience))
    try check("held-out", heldOut, "numbers from 0 to 0.9", heldOut >= 0 && heldOut <= 0.9)
    try check("word-dropout", wordDropout, "numbers from 0 to below 1", wordDropout >= 0 && wordDropout < 1)
    try check("longest", longest, "1 to 100000", (1...100_000).contains(longest))
    try check("minimum-count", minimumCount, "1 to 1000000", (1...1_000_000).contains(minimumCount))
    try check("vocabulary", vocabulary, "1 to 10000000", (1...10_000_000).contains(vocabulary))
    if freeze, embeddings == nil { throw CommandFailure.usage("--freeze needs --embeddings") }
  }
}
