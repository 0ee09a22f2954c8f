import Dense
import Layers

extension Network where Scalar == Float {
  /// f(x) of the chosen rows of X, one row each, in their order; all rows without `rows`.
  ///
  /// X must have as many columns as the network has inputs. Cost: the matrix products of the layers, 64 rows at a time.
  public func callAsFunction(
    _ inputs: some RowMajor<Float>, rows: [Int32]? = nil, path: KernelPath = .preferred
  ) -> Matrix<Float> {
    predict(inputs.view, rows: rows) { FloatNetworkEngine($0, path: path) }
  }
}

extension Network {
  /// f(x) by any engine; see ``callAsFunction(_:rows:path:)``.
  package func predict<Engine: BatchEngine<Scalar>>(
    _ inputs: MatrixView<Scalar>, rows: [Int32]? = nil, by makeEngine: (NetworkPlan) -> Engine
  ) -> Matrix<Scalar> {
    precondition(
      inputs.columns == shape.inputs, "inputs \(inputs.rows)×\(inputs.columns) for a map from \(shape.inputs)"
    )
    let chosen = rows ?? (0..<inputs.rows).map(Int32.init)
    precondition(
      chosen.allSatisfy { $0 >= 0 && Int($0) < inputs.rows }, "a row outside the \(inputs.rows) of the inputs"
    )
    let engine = makeEngine(NetworkPlan(shape, learns: false))
    engine.load(layers)
    return engine.predict(inputs, rows: chosen)
  }
}

extension NetworkPlan {
  /// The plan to train a network of this shape, or only to apply it.
  init(_ shape: NetworkShape, learns: Bool = true) {
    self.init(widths: [shape.inputs] + shape.hidden + [shape.outputs], activation: shape.activation)
    self.learns = learns
  }
}
