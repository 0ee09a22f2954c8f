import Dense

/// A fit on whole data: all epochs, or with patience until the held-out loss no longer falls, and then the network of the best
/// epoch. What `crossmodal train` and `crossmodal_map_fit` do.
package struct PatientFit {
  /// The network that is kept; of no use after a divergence.
  package let network: Network<Float>
  /// The losses of every epoch that was trained, those behind the best one included.
  package let history: TrainingHistory
  /// The losses of the epochs that led to the network.
  package let kept: TrainingHistory

  /// Trains from the first weights. Cost: with patience the epochs up to the best one twice.
  /// - Parameters:
  ///   - patience: epochs without a lower held-out loss before training ends; nil for all epochs.
  ///   - onEpoch: hears each epoch, from 1, of how many, with the losses so far; returning false ends the fit.
  package init(
    _ training: Training<Float>, from first: Network<Float>, patience: Int? = nil,
    path: KernelPath = .preferred,
    onEpoch: (_ epoch: Int, _ epochs: Int, TrainingHistory) -> Bool = { _, _, _ in true }
  ) {
    func fitted(epochs: Int, patience: Int?) -> (network: Network<Float>, history: TrainingHistory) {
      var options = training.options
      (options.scheduledEpochs, options.epochs) = (options.epochs, epochs)
      let fit = Training(
        options: options, data: training.data, order: training.order, heldOutRows: training.heldOutRows,
        streams: training.streams)
      return fit.run(first, path: path) { epoch, history in
        guard onEpoch(epoch, epochs, history) else { return false }
        return patience.map { epoch - (history.bestEpoch ?? epoch) < $0 } ?? true
      }
    }
    let whole = fitted(epochs: training.options.epochs, patience: patience)
    history = whole.history
    guard patience != nil, history.outcome == .finished, let best = history.bestEpoch,
      best < history.training.count
    else {
      (network, kept) = whole
      return
    }
    // Training is deterministic: so many epochs lead to the network of that epoch.
    (network, kept) = fitted(epochs: best, patience: nil)
  }
}
