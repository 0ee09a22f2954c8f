import Dense

/// An engine in Float on the path chosen at run time.
///
/// Generic code is compiled for a scalar only in the module that asks for it: here, so that a training step costs no
/// look-up at run time whoever trains.
package enum FloatNetworkEngine: BatchEngine {
  /// Products by OpenBLAS.
  case openblas(NetworkEngine<OpenBLASLayerKernels<Float>>)
  /// Register tiles.
  case fused(NetworkEngine<FusedLayerKernels>)

  /// Buffers for a network.
  package init(_ plan: NetworkPlan, path: KernelPath) {
    precondition(path.isAvailable, "the path \(path.rawValue) on a processor that does not have it")
    switch path {
    case .openblas: self = .openblas(NetworkEngine(plan))
    case .fused: self = .fused(NetworkEngine(plan))
    }
  }

  package func load(_ numbers: [LayerNumbers<Float>]) {
    switch self {
    case .openblas(let engine): engine.load(numbers)
    case .fused(let engine): engine.load(numbers)
    }
  }

  package var numbers: [LayerNumbers<Float>] {
    switch self {
    case .openblas(let engine): engine.numbers
    case .fused(let engine): engine.numbers
    }
  }

  package var state: [LayerState<Float>] {
    switch self {
    case .openblas(let engine): engine.state
    case .fused(let engine): engine.state
    }
  }

  package func load(_ state: [LayerState<Float>]) {
    switch self {
    case .openblas(let engine): engine.load(state)
    case .fused(let engine): engine.load(state)
    }
  }

  package var isFinite: Bool {
    switch self {
    case .openblas(let engine): engine.isFinite
    case .fused(let engine): engine.isFinite
    }
  }

  package func step(
    inputs: MatrixView<Float>, targets: MatrixView<Float>, rows: [Int32], _ range: Range<Int>,
    negatives: inout RandomStream, dropoutKey: StreamKey, number: Int
  ) -> Double {
    switch self {
    case .openblas(let engine):
      engine.step(
        inputs: inputs, targets: targets, rows: rows, range, negatives: &negatives, dropoutKey: dropoutKey,
        number: number)
    case .fused(let engine):
      engine.step(
        inputs: inputs, targets: targets, rows: rows, range, negatives: &negatives, dropoutKey: dropoutKey,
        number: number)
    }
  }

  package func evaluate(
    inputs: MatrixView<Float>, targets: MatrixView<Float>, rows: [Int32], negatives: inout RandomStream
  ) -> Double {
    switch self {
    case .openblas(let engine):
      engine.evaluate(inputs: inputs, targets: targets, rows: rows, negatives: &negatives)
    case .fused(let engine):
      engine.evaluate(inputs: inputs, targets: targets, rows: rows, negatives: &negatives)
    }
  }

  package func predict(_ inputs: MatrixView<Float>, rows: [Int32]) -> Matrix<Float> {
    switch self {
    case .openblas(let engine): engine.predict(inputs, rows: rows)
    case .fused(let engine): engine.predict(inputs, rows: rows)
    }
  }
}
