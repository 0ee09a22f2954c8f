import Dense
import Layers

/// Where a training stands after an epoch: all that the next epochs need to go the way that they would have gone without a
/// pause, to the bit.
package struct TrainingState<Scalar: MatrixScalar>: Sendable {
  /// The layers with the optimizer's running averages.
  package var layers: [LayerState<Scalar>]
  /// The losses so far.
  package var history: TrainingHistory

  /// A state of these parts.
  package init(layers: [LayerState<Scalar>], history: TrainingHistory) {
    (self.layers, self.history) = (layers, history)
  }

  /// Epochs that were trained.
  package var epochs: Int { history.training.count }
}

extension TrainingState {
  /// The layers as matrices, a bias as one row: of each W, b, the averages of squared gradients in the same shapes, and
  /// those of gradients where the optimizer has them. What files hold.
  package var matrices: [[Matrix<Scalar>]] {
    func pair(_ numbers: LayerNumbers<Scalar>) -> [Matrix<Scalar>] {
      [numbers.weights, Matrix(rows: 1, columns: numbers.bias.count, elements: numbers.bias)]
    }
    return layers.map { pair($0.numbers) + pair($0.squares) + ($0.means.map(pair) ?? []) }
  }

  /// The state of ``matrices`` and a history; nil where they are not of one network after the epochs of the history.
  package init?(matrices: [[Matrix<Scalar>]], history: TrainingHistory) {
    var layers: [LayerState<Scalar>] = []
    for parts in matrices {
      guard parts.count == 4 || parts.count == 6 else { return nil }
      var pairs: [LayerNumbers<Scalar>] = []
      for place in stride(from: 0, to: parts.count, by: 2) {
        let (weights, bias) = (parts[place], parts[place + 1])
        guard weights.rows == parts[0].rows, weights.columns == parts[0].columns, bias.rows == 1,
          bias.columns == weights.columns
        else { return nil }
        pairs.append(LayerNumbers(weights: weights, bias: bias.elements))
      }
      layers.append(
        LayerState(numbers: pairs[0], squares: pairs[1], means: pairs.count > 2 ? pairs[2] : nil))
    }
    guard !layers.isEmpty, !history.training.isEmpty else { return nil }
    self.init(layers: layers, history: history)
  }
}

extension Training where Scalar == Float {
  /// Trains like ``run(_:path:onEpoch:score:)``, from a state where there is one, and says where the training stands.
  ///
  /// The state must be one of this very training after fewer epochs or as many: same data, rows, streams and options but for
  /// the number of epochs, a network of the same shape. The history holds all epochs, those before the state too. Without `keepsLayers` the state that it ends in has no layers.
  package func run(
    _ network: Network<Float>, from state: TrainingState<Float>?, keepsLayers: Bool,
    path: KernelPath = .preferred, onEpoch: (Int, TrainingHistory) -> Bool,
    score: ((Matrix<Float>) -> Double)? = nil
  ) -> (network: Network<Float>, state: TrainingState<Float>) {
    var engine: FloatNetworkEngine?
    let (trained, history) = run(network, from: state, onEpoch: onEpoch, score: score) { plan in
      let made = FloatNetworkEngine(plan, path: path)
      engine = made
      return made
    }
    return (trained, TrainingState(layers: keepsLayers ? engine?.state ?? [] : [], history: history))
  }
}
