import Dense

/// One point of a cell's grid.
///
/// The linear family has no width, activation or dropout: there `hiddenUnits` is nil, `activation` linear and
/// `dropout` 0, so that equal settings are equal values.
public struct Setting: Hashable, Sendable {
  /// Learning rate, > 0.
  public var learningRate: Double
  /// Units of each hidden layer; nil without hidden layers.
  public var hiddenUnits: Int?
  /// Probability with which a hidden activation is dropped, in [0, 1).
  public var dropout: Double
  /// Activation of the hidden layers.
  public var activation: Activation
  /// The loss, with its margin where it has one.
  public var loss: Loss

  /// A setting.
  public init(learningRate: Double, hiddenUnits: Int?, dropout: Double, activation: Activation, loss: Loss) {
    self.learningRate = learningRate
    self.hiddenUnits = hiddenUnits
    self.dropout = dropout
    self.activation = activation
    self.loss = loss
  }
}
