/// The losses of one setting by epoch on each fold, and their mean over the folds.
package struct FoldCurves: Sendable {
  /// One curve a fold.
  package let folds: [[Double]]
  /// The epochs at which the folds are compared: those that all of them have.
  package let epochs: Int

  /// Curves of some folds.
  package init(_ folds: [[Double]]) {
    self.folds = folds
    epochs = folds.map(\.count).min() ?? 0
  }

  /// The loss of each fold after an epoch, counted from 0.
  package func losses(at epoch: Int) -> [Double] { folds.map { $0[epoch] } }

  /// The mean over the folds by epoch.
  package var means: [Double] {
    (0..<epochs).map { epoch in losses(at: epoch).reduce(0, +) / Double(folds.count) }
  }
}
