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
