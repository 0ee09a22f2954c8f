/// Everything that a person decides about text features from a trained encoder; the defaults are those of the command
/// line and of configurations.
public struct TextEncoderRecipe: Hashable, Sendable {
  /// How texts are cut into words.
  public var tokenizer = Tokenizer()
  /// Words of a text that are read, from its beginning.
  public var longest = 500
  /// Words that occur less often in the training rows are unknown.
  public var minimumCount = 2
  /// At most that many words are known, the most frequent.
  public var vocabulary = 50_000
  /// Dimension of an embedding that begins random; with word vectors it is theirs.
  public var dimensions = 100
  /// Units of each direction, the dimension of the features.
  public var units = 64
  /// Kind of unit.
  public var variant = GRUVariant.keras1
  /// How the states of a direction become one vector.
  public var pooling = StatePooling.last
  /// Whether word vectors stay as they are; every word that has one is then known.
  public var isFrozen = false
  /// Share of the training rows that is held out for early stopping, in [0, 0.9].
  public var heldOut = 0.1
  /// Adam's learning rate.
  public var learningRate = 0.001
  /// Texts of a batch.
  public var batchSize = 64
  /// At most that many epochs.
  public var epochs = 30
  /// Epochs without a lower held-out loss before training ends.
  public var patience = 3
  /// Probability of leaving out a word in training, in [0, 1).
  public var wordDropout = 0.0

  /// The defaults.
  public init() {}

  /// What a number of a recipe may be, for command lines and configurations alike.
  public enum Allowed {
    /// Dimensions, units and texts of a batch.
    public static let sizes = 1...4096
    /// Epochs; 0 leaves the encoder untrained.
    public static let epochs = 0...100_000
    /// Patience and words of a text.
    public static let counts = 1...100_000
    /// Occurrences of a word.
    public static let occurrences = 1...1_000_000
    /// Words of a vocabulary.
    public static let words = 1...10_000_000
    /// Shares of held-out rows.
    public static let heldOut = 0...0.9
  }
}
