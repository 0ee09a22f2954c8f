import Dense
import Layers

/// What is done to rows one by one: feature steps, and then a network where there is one.
package struct RowMapping: Sendable {
  /// The steps, in their order.
  package let steps: [FittedStep]
  /// The map of what the steps give; nil: that is the result.
  package let network: Network<Float>?

  /// Dimension of the rows that it is for; nil for rows of any.
  package let inputs: Int?

  /// f(x) of a map.
  package init(_ map: FittedMap) { (steps, network, inputs) = (map.inputSteps, map.network, map.inputs) }

  /// The target's steps of a map.
  package init(targetOf map: FittedMap) {
    (steps, network, inputs) = (map.targetSteps, nil, map.targetInputs)
  }

  /// Steps alone.
  package init(_ steps: [FittedStep]) { (self.steps, network, inputs) = (steps, nil, steps.inputs) }

  /// Dimension of the result for rows of `columns` numbers.
  package func outputs(inputs columns: Int) -> Int {
    network?.shape.outputs ?? steps.outputs(inputs: columns)
  }

  /// The result of all rows.
  package func callAsFunction(_ x: MatrixView<Float>, path: KernelPath = .preferred) -> Matrix<Float> {
    apply(to: x, by: makeEngine(path))
  }

  /// An engine with the network's numbers, for one thread at a time; nil without a network.
  func makeEngine(_ path: KernelPath) -> FloatNetworkEngine? {
    network.map { network in
      let engine = FloatNetworkEngine(NetworkPlan(network.shape, learns: false), path: path)
      engine.load(network.layers)
      return engine
    }
  }

  /// The result of all rows by an engine that ``makeEngine(_:)`` made.
  func apply(to x: MatrixView<Float>, by engine: FloatNetworkEngine?) -> Matrix<Float> {
    precondition(
      inputs.map { $0 == x.columns } ?? true, "rows \(x.rows)×\(x.columns) for a map from \(inputs ?? 0)")
    let rows = (0..<x.rows).map(Int32.init)
    guard let engine else { return steps.applied(to: x) }
    return engine.predict(steps.isEmpty ? x : steps.applied(to: x).view, rows: rows)
  }
}
