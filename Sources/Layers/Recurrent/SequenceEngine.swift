import Dense

/// What computes with one recurrent encoder: features, loss, gradients, updates. One object serves one fit on one thread;
/// its memory grows to that of the largest batch.
package protocol SequenceEngine<Scalar> {
  associatedtype Scalar: MatrixScalar

  /// The numbers as they are.
  var weights: RecurrentEncoderWeights<Scalar> { get }

  /// The optimizer's running averages, array by array of what is trained: with ``weights`` all that a further update
  /// depends on.
  var averages: [[Scalar]] { get }

  /// Sets the running averages, which ``averages`` gave for the same shape (precondition).
  func setAverages(_ averages: [[Scalar]])

  /// The loss of a batch, summed over its items; with `isTraining`, the gradients of its mean too.
  /// - Parameters:
  ///   - sequences: numbers of words below the vocabulary's size.
  ///   - targets: the labels' numbers of each sequence.
  func evaluate(_ sequences: [[Int32]], targets: [[Int]], isTraining: Bool) -> Double

  /// One step of the optimizer with the gradients as they are.
  func update(_ step: OptimizerStep)

  /// The features of sequences, one row each, computed so many at a time. An empty sequence has a zero row.
  func features(of sequences: [[Int32]], batchSize: Int) -> Matrix<Scalar>
}
