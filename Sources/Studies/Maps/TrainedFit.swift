import CrossModal
import Dense

/// A fit that was trained or solved, and the rows that it was not fitted on.
///
/// X and Y are the vectors after their feature steps: those that the map maps, and those that its outputs are compared with.
package struct TrainedFit {
  /// The losses, and how the training ended.
  let history: TrainingHistory
  /// The map with its steps.
  package let map: FittedMap
  /// What a solved map had to do, as a sentence.
  let note: String?
  /// Where the training stands, for a later rung of a race; nil for a solved map.
  var state: TrainingState<Float>?
  /// Items that were held out.
  package let rows: [Int]
  private let training: Training<Float>
  private let path: KernelPath

  /// A map that `training` describes; its data are those after the map's steps.
  package init(
    _ history: TrainingHistory, _ map: FittedMap, _ training: Training<Float>, path: KernelPath,
    note: String? = nil
  ) {
    (self.history, self.map, self.training, self.path, self.note) = (history, map, training, path, note)
    rows = training.heldOutRows.map(Int.init)
  }

  /// Whether the losses are those that a journal has of this fit.
  package func agrees(with result: FitResult) -> Bool {
    let own = FitResult(history, epochs: result.epochs)
    return own.training == result.training && own.heldOut == result.heldOut
  }

  /// X of the held-out items.
  package var x: Matrix<Float> { Matrix(training.data.inputs, selecting: rows) }
  /// Y of the held-out items.
  package var y: Matrix<Float> { Matrix(training.data.targets, selecting: rows) }
  /// The groups of the held-out items; nil without groups.
  package var groups: [Int]? { training.data.groups.map { groups in rows.map { groups[$0] } } }
  /// f(X) of the held-out items.
  package var mapped: Matrix<Float> { map.network(x.view, path: path) }

  /// The loss of the held-out items, as it is taken after an epoch; nil without held-out items.
  package var heldOutLoss: Double? { training.heldOutLoss(of: map.network, path: path) }

  /// Whether the outputs of the held-out items can tell anything.
  package var health: MapHealth { MapHealth(x: x, y: y, mapped: mapped, floor: floor) }

  /// The loss of the held-out items for the mean of the training targets as every output; nil without held-out items.
  var floor: Double? {
    let rows = training.order.trainingRows.map(Int.init)
    let means = Matrix(training.data.targets, selecting: rows).view.columnMeans
    let (inputs, outputs) = (training.data.inputs.columns, training.data.targets.columns)
    let constant = Network<Float>(
      shape: NetworkShape(inputs: inputs, hidden: [], outputs: outputs, activation: .linear),
      layers: [.init(weights: Matrix(rows: inputs, columns: outputs), bias: means.map { Float($0) })])
    return training.heldOutLoss(of: constant, path: path)
  }
}
