import Dense

extension Network {
  /// f(x) of the chosen rows of X, one row each, in their order; all rows without `rows`.
  ///
  /// X must have as many columns as the network has inputs. Cost: the matrix products of the layers, 64 rows at a time.
  public func callAsFunction<Kernels: LayerKernels>(
    _ inputs: MatrixView<Scalar>, rows: [Int32]? = nil, on kernels: Kernels.Type
  ) -> Matrix<Scalar> where Kernels.Scalar == Scalar {
    precondition(
      inputs.columns == shape.inputs, "inputs \(inputs.rows)×\(inputs.columns) for a map from \(shape.inputs)"
    )
    let chosen = rows ?? (0..<inputs.rows).map(Int32.init)
    precondition(
      chosen.allSatisfy { $0 >= 0 && Int($0) < inputs.rows }, "a row outside the \(inputs.rows) of the inputs"
    )
    let engine = TrainingEngine<Kernels>(
      shape: shape, batchSize: LayerPanel.width, dropout: 0, usesMeans: false)
    engine.load(self)
    return chosen.withUnsafeBufferPointer { indices in
      guard let base = indices.baseAddress else { return Matrix(rows: 0, columns: shape.outputs) }
      return engine.predict(inputs.selection(base, indices.count))
    }
  }
}

extension Network where Scalar == Float {
  /// f(x) on the path chosen at run time.
  public func callAsFunction(
    _ inputs: MatrixView<Float>, rows: [Int32]? = nil, path: KernelPath = .preferred
  ) -> Matrix<Float> {
    switch path {
    case .openblas: self(inputs, rows: rows, on: OpenBLASLayerKernels<Float>.self)
    case .fused: self(inputs, rows: rows, on: FusedLayerKernels.self)
    }
  }
}
