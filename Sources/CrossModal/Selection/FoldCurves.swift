/// The losses of one setting by epoch on each fold, and their mean over the folds.
///
/// A fold that was stopped early keeps its last loss: without that, the mean over the folds that went on would be of other
/// rows from epoch to epoch.
package struct FoldCurves: Sendable {
  /// One curve a fold.
  package let folds: [[Double]]
  /// The epochs at which the folds are compared: as many as the longest has, 0 if a fold has none.
  package let epochs: Int

  /// Curves of some folds.
  package init(_ folds: [[Double]]) {
    self.folds = folds
    epochs = folds.contains { $0.isEmpty } ? 0 : folds.map(\.count).max() ?? 0
  }

  /// The loss of each fold after an epoch, counted from 0.
  package func losses(at epoch: Int) -> [Double] { folds.map { $0[min(epoch, $0.count - 1)] } }

  /// The mean over the folds by epoch.
  package var means: [Double] {
    // Not by losses(at:), which makes an array for each epoch of each setting.
    (0..<epochs).map { epoch in
      var sum = 0.0
      for losses in folds { sum += losses[min(epoch, losses.count - 1)] }
      return sum / Double(folds.count)
    }
  }
}
