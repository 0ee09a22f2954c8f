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

  /// Dimension of x.
  public var inputs: Int { inputSteps.inputs ?? network.shape.inputs }

  /// Dimension of f(x).
  public var outputs: Int { network.shape.outputs }

  /// Dimension of y, before its steps.
  public var targetInputs: Int { targetSteps.inputs ?? outputs }

  /// f(x) of all rows of X, one row each, in their order.
  ///
  /// The steps are computed in Double and rounded to Float once, before the network; without steps f(x) is the network's, to
  /// the bit. X must have ``inputs`` columns (precondition). Cost: the products of the projections and the layers.
  public func callAsFunction(_ x: some RowMajor<Float>, path: KernelPath = .preferred) -> Matrix<Float> {
    RowMapping(self)(x.view, path: path)
  }

  /// What f(x) is compared with: the rows of Y in the space of f(x), one row each, in their order.
  ///
  /// Computed in Double, rounded once; without steps the same numbers. Y must have ``targetInputs`` columns (precondition).
  public func target(_ y: some RowMajor<Float>) -> Matrix<Float> {
    RowMapping(targetOf: self)(y.view)
  }
}
