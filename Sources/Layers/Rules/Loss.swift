/// What training minimizes. For a batch of n pairs (x, y) with o output dimensions:
///
/// - mean squared error: 1/(n o) Σ ‖f(x) − y‖²
/// - cosine: 1/n Σ (1 − cos(f(x), y)), norms guarded from below by 1e-6
/// - max-margin: 1/n Σ max(0, γ + d(f(x), y) − d(negative)), see ``MaxMargin``
/// - InfoNCE: cross-entropy of finding the partner in the batch, see ``InfoNCE``
/// - sigmoid: −1/n Σ log σ(±(t cos + b)) over all pairs of the batch, see ``Sigmoid``
/// - custom: 1/n Σ ℓ(f(x), y), see ``Custom``
public enum Loss: Hashable, Sendable {
  /// Mean over output dimensions, then over the batch.
  case meanSquaredError
  /// 1 − cosine, averaged over the batch.
  case cosine(CosineReduction)
  /// Hinge on the difference of two distances.
  case maxMargin(MaxMargin)
  /// An item's partner among those of the batch.
  case infoNCE(InfoNCE)
  /// Partners or not, pair by pair of the batch.
  case sigmoid(Sigmoid)
  /// A loss of one's own.
  case custom(Custom)

  /// How the cosine loss treats the output dimension.
  public enum CosineReduction: String, CaseIterable, Sendable {
    /// 1 − cos, range 0…2.
    case sum
    /// (1 − cos) / o: Keras before 2.0.9 averaged over the dimension too.
    case mean
  }

  /// max(0, γ + d(f(x), y) − d(f(x̃), y)), with x̃ another item of the batch that shares no label with x where labels
  /// exist; any other item if the batch has none such; a batch of one row contributes 0.
  public struct MaxMargin: Hashable, Sendable {
    /// γ > 0.
    public var margin: Double { didSet { check() } }
    /// Which side the negative is on: d(f(x̃), y) or d(f(x), ỹ).
    public var negativeSide: NegativeSide
    /// How the negative is chosen.
    public var negative: Negative
    /// d: Euclidean distance or 1 − cosine.
    public var distance: Distance

    /// A max-margin loss; the defaults are those of the paper's description.
    public init(
      margin: Double, negativeSide: NegativeSide = .input, negative: Negative = .random,
      distance: Distance = .euclidean
    ) {
      (self.margin, self.negativeSide, self.negative, self.distance) = (
        margin, negativeSide, negative, distance
      )
      check()
    }

    private func check() { precondition(margin > 0, "a margin of \(margin)") }
  }

  /// Which side of the pair is replaced.
  public enum NegativeSide: String, CaseIterable, Sendable {
    /// d(f(x̃), y).
    case input
    /// d(f(x), ỹ).
    case target
  }

  /// How the negative is chosen among the candidates.
  public enum Negative: String, CaseIterable, Sendable {
    /// Uniformly at random, anew in each batch.
    case random
    /// The candidate at the smallest distance; ties by place in the batch.
    case hardest
  }

  /// The distance in the hinge.
  public enum Distance: String, CaseIterable, Sendable {
    /// ‖a − b‖.
    case euclidean
    /// 1 − cos(a, b), norms guarded from below by 1e-6.
    case cosine
  }
}
