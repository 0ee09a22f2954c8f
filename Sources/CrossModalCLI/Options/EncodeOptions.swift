import ArgumentParser
import CrossModal
import VectorFiles

extension GRUVariant: ExpressibleByArgument {}
extension StatePooling: ExpressibleByArgument {}
extension Tokenizer.Punctuation: ExpressibleByArgument {}

extension TextColumn: ExpressibleByArgument {
  /// A number, or a name.
  public init?(argument: String) {
    if argument.isEmpty { return nil }
    self = Int(argument).map(TextColumn.number) ?? .named(argument)
  }

  /// As it would be given.
  public var defaultValueDescription: String {
    switch self {
    case .last: "the last one"
    case .number(let number): "\(number)"
    case .named(let name): name
    }
  }
}

private let defaults = TextEncoderRecipe()

/// The options of `encode` that are about words and network.
struct EncodeOptions: ParsableArguments {
  @Option(help: "Word vectors to begin with; without, the embedding begins random.") var embeddings: String?
  @Flag(help: "Leave the word vectors as they are.") var freeze = false
  @Option(help: "Dimension of a random embedding.") var dimensions = defaults.dimensions
  @Option(help: "Units of each direction, the dimension of the features.") var units = defaults.units
  @Option(help: "keras1 (reset before, hard sigmoid) or current (reset after, sigmoid).")
  var variant = defaults.variant
  @Option(help: "last (the states after the last word) or mean (over the words).")
  var pooling = defaults.pooling
  @Option(help: "Learning rate of Adam.") var learningRate = defaults.learningRate
  @Option(help: "Texts of a batch.") var batchSize = defaults.batchSize
  @Option(help: "At most that many epochs.") var epochs = defaults.epochs
  @Option(help: "Epochs without a lower held-out loss before training ends.") var patience = defaults.patience
  @Option(help: "Share of the training rows that is held out for early stopping.")
  var heldOut = defaults.heldOut
  @Option(help: "Probability of leaving out a word in training.") var wordDropout = defaults.wordDropout
  @Option(help: "Words of a text that are read.") var longest = defaults.longest
  @Option(help: "Words that occur less often in the training rows are unknown.")
  var minimumCount = defaults.minimumCount
  @Option(help: "At most that many words are known.") var vocabulary = defaults.vocabulary
  @Flag var letterCase = LetterCase.lowerCase
  @Option(help: "separates, trimmed or kept: what happens to other characters than letters and digits.")
  var punctuation = defaults.tokenizer.punctuation
  @Option(help: "Encoding of the word vectors: utf8 or latin1.") var encoding = WordEncoding.utf8

  /// The recipe; numbers that make no sense are refused.
  func recipe() throws -> TextEncoderRecipe {
    func check<Number: Comparable>(_ name: String, _ value: Number, _ range: ClosedRange<Number>) throws {
      guard range.contains(value) else {
        throw CommandFailure.usage(
          "--\(name) \(value): must be from \(range.lowerBound) to \(range.upperBound)")
      }
    }
    typealias Allowed = TextEncoderRecipe.Allowed
    try check("dimensions", dimensions, Allowed.sizes)
    try check("units", units, Allowed.sizes)
    try check("batch-size", batchSize, Allowed.sizes)
    try check("epochs", epochs, Allowed.epochs)
    try check("patience", patience, Allowed.counts)
    try check("longest", longest, Allowed.counts)
    try check("minimum-count", minimumCount, Allowed.occurrences)
    try check("vocabulary", vocabulary, Allowed.words)
    try check("held-out", heldOut, Allowed.heldOut)
    guard learningRate > 0, learningRate.isFinite else {
      throw CommandFailure.usage("--learning-rate \(learningRate): must be above 0")
    }
    guard wordDropout >= 0, wordDropout < 1 else {
      throw CommandFailure.usage("--word-dropout \(wordDropout): must be at least 0 and below 1")
    }
    if freeze, embeddings == nil { throw CommandFailure.usage("--freeze needs --embeddings") }
    var recipe = TextEncoderRecipe()
    recipe.tokenizer = Tokenizer(lowercases: letterCase == .lowerCase, punctuation: punctuation)
    (recipe.longest, recipe.minimumCount, recipe.vocabulary) = (longest, minimumCount, vocabulary)
    (recipe.dimensions, recipe.units, recipe.isFrozen) = (dimensions, units, freeze)
    (recipe.variant, recipe.pooling) = (variant, pooling)
    (recipe.learningRate, recipe.batchSize) = (learningRate, batchSize)
    (recipe.epochs, recipe.patience) = (epochs, patience)
    (recipe.heldOut, recipe.wordDropout) = (heldOut, wordDropout)
    return recipe
  }
}
