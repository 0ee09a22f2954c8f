import Dense

/// What computes with one network, batch by batch: a training step, evaluation, prediction.
///
/// Rows are chosen by their indices, which are the caller's to check. One object serves one fit on one thread.
package protocol BatchEngine<Scalar> {
  associatedtype Scalar: MatrixScalar

  /// Takes a network's numbers and forgets the optimizer's state.
  func load(_ numbers: [LayerNumbers<Scalar>])

  /// The network's numbers as they are now.
  var numbers: [LayerNumbers<Scalar>] { get }

  /// Everything that the next update needs, layer by layer.
  var state: [LayerState<Scalar>] { get }

  /// Goes on from a state of such a network with the same optimizer.
  func load(_ state: [LayerState<Scalar>])

  /// Whether every weight is finite.
  var isFinite: Bool { get }

  /// One step on the batch `rows[range]`: forward, loss, backward, update.
  /// - Parameters:
  ///   - negatives: the stream of max-margin's negatives.
  ///   - dropoutKey: the stream of this fit's dropout masks.
  ///   - number: number of this update, from 1.
  /// - Returns: the batch's mean loss before the update, with the structure term where there is one. Nothing is updated where it is not finite.
  func step(
    inputs: MatrixView<Scalar>, targets: MatrixView<Scalar>, rows: [Int32], _ range: Range<Int>,
    negatives: inout RandomStream, dropoutKey: StreamKey, number: Int
  ) -> Double

  /// Mean loss over rows without learning and without the structure term, in batches of the engine's size.
  func evaluate(
    inputs: MatrixView<Scalar>, targets: MatrixView<Scalar>, rows: [Int32], negatives: inout RandomStream
  ) -> Double

  /// f(x) of the chosen rows, in their order.
  func predict(_ inputs: MatrixView<Scalar>, rows: [Int32]) -> Matrix<Scalar>
}
