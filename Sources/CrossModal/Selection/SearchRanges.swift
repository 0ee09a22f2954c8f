/// The axes of a random search that have a range; the values of the others are drawn from the lists of the grid.
public struct SearchRanges: Hashable, Sendable {
  /// Learning rates.
  public var learningRate: SearchRange?
  /// Widths of the hidden layers; whole numbers.
  public var hiddenUnits: SearchRange?
  /// Dropout probabilities.
  public var dropout: SearchRange?
  /// Decoupled weight decays.
  public var weightDecay: SearchRange?
  /// Rows of a mini-batch; whole numbers.
  public var batchSize: SearchRange?
  /// Weights of the term that keeps the input's geometry.
  public var structureWeight: SearchRange?
  /// Penalties of solved maps.
  public var penalty: SearchRange?
  /// Ranks of solved maps; whole numbers.
  public var rank: SearchRange?
  /// Margins of max-margin.
  public var margin: SearchRange?
  /// Temperatures of InfoNCE.
  public var temperature: SearchRange?

  /// No ranges.
  public init() {}

  /// Whether no axis has a range.
  public var isEmpty: Bool { self == SearchRanges() }
}
