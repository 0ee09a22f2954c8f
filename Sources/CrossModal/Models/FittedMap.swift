import Dense

/// A map with all that belongs to it: the steps of its input, the network, and the steps that bring targets into the space
/// of its outputs.
///
/// f(x) = network(input steps(x)). What f(x) is compared with is target steps(y): the target's own feature steps, and for a
/// canonical correlation the projection of the target side. A solved map is a network without hidden layers.
public struct FittedMap: Sendable {
  /// Steps that an input goes through first.
  public var inputSteps: [FittedStep]
  /// The map of what the steps give.
  public var network: Network<Float>
  /// Steps that a target goes through before f(x) is compared with it.
  public var targetSteps: [FittedStep]

  /// A map of these parts.
  public init(inputSteps: [FittedStep] = [], network: Network<Float>, targetSteps: [FittedStep] = []) {
    (self.inputSteps, self.network, self.targetSteps) = (inputSteps, network, targetSteps)
  }
}
