import Dense

/// One point of a cell's grid.
///
/// What plays no part in a family is nil or at its neutral value, so that equal settings are equal values: lin has no width,
/// activation or dropout; solved maps have a penalty or a rank and no learning rate; networks have neither.
public struct Setting: Hashable, Sendable {
  /// Learning rate, > 0; nil for maps that are solved.
  public var learningRate: Double?
  /// Units of each hidden layer; nil without hidden layers.
  public var hiddenUnits: Int?
  /// Probability with which a hidden activation is dropped, in [0, 1).
  public var dropout: Double
  /// Activation of the hidden layers.
  public var activation: Activation
  /// The loss, with its margin where it has one.
  public var loss: Loss
  /// Decoupled decay of the weights, ≥ 0.
  public var weightDecay = 0.0
  /// Rows of a mini-batch; nil where the grid has no such axis.
  public var batchSize: Int?
  /// Weight of the term that keeps the geometry of a batch's inputs, ≥ 0.
  public var structureWeight = 0.0
  /// Penalty of a solved map, ≥ 0, added to the diagonal of XᵀX; nil for families without one.
  public var penalty: Double?
  /// Rank of a solved map; nil for the largest possible, and for families without one.
  public var rank: Int?

  /// A setting of a network.
  public init(learningRate: Double?, hiddenUnits: Int?, dropout: Double, activation: Activation, loss: Loss) {
    self.learningRate = learningRate
    self.hiddenUnits = hiddenUnits
    self.dropout = dropout
    self.activation = activation
    self.loss = loss
  }

  /// A setting of a map that is solved.
  public init(penalty: Double?, rank: Int?) {
    self.init(
      learningRate: nil, hiddenUnits: nil, dropout: 0, activation: .linear, loss: .meanSquaredError)
    (self.penalty, self.rank) = (penalty, rank)
  }
}
