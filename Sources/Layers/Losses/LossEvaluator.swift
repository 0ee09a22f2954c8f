import Dense

/// Computes a loss over a batch, and its gradient with respect to the predictions.
///
/// Predictions and gradients are panels, targets the chosen rows of the data. Sums over the batch are in Double. One
/// object serves one fit on one thread and allocates nothing after it is made, but for losses of one's own.
final class LossEvaluator<Kernels: LayerKernels> {
  typealias Scalar = Kernels.Scalar

  // Cases and not a protocol: a generic type called through a protocol would not be compiled for its scalar.
  private enum Method {
    case squaredError(SquaredErrorLoss<Scalar>)
    case cosine(CosineLoss<Scalar>)
    case maxMargin(MaxMarginLoss<Scalar>)
    case custom(CustomLoss<Scalar>)
    case infoNCE(InfoNCELoss<Kernels>)
    case sigmoid(SigmoidLoss<Kernels>)
  }

  private let method: Method

  /// An evaluator of predictions of `outputs` numbers in batches of at most `panels` panels.
  /// - Parameter sharesLabel: whether two items of the data have a label in common; nil without labels.
  init(loss: Loss, outputs: Int, panels: Int, sharesLabel: ((Int, Int) -> Bool)?) {
    func rows() -> LossRows<Scalar> { LossRows(outputs: outputs, panels: panels) }
    func pairs() -> ContrastPairs<Kernels> {
      ContrastPairs(outputs: outputs, panels: panels, sharesLabel: sharesLabel)
    }
    method =
      switch loss {
      case .meanSquaredError: .squaredError(SquaredErrorLoss(outputs: outputs))
      case .cosine(let reduction): .cosine(CosineLoss(reduction, rows()))
      case .maxMargin(let hinge): .maxMargin(MaxMarginLoss(hinge, rows(), sharesLabel: sharesLabel))
      case .custom(let custom): .custom(CustomLoss(custom, rows()))
      case .infoNCE(let options): .infoNCE(InfoNCELoss(options, pairs()))
      case .sigmoid(let options): .sigmoid(SigmoidLoss(options, pairs()))
      }
  }

  /// The batch's mean loss.
  ///
  /// - Parameters:
  ///   - predictions: as many panels as the targets fill.
  ///   - gradient: as large, overwritten: with the gradient if `learns`, 0 for samples without a target; else with
  ///     nothing of use.
  func evaluate(
    _ predictions: UnsafePointer<Scalar>, targets: RowSelection<Scalar>, negatives: inout RandomStream,
    gradient: UnsafeMutablePointer<Scalar>, learns: Bool
  ) -> Double {
    switch method {
    case .squaredError(let loss): loss.evaluate(predictions, targets, gradient)
    case .cosine(let loss): loss.evaluate(predictions, targets, gradient, learns)
    case .maxMargin(let loss): loss.evaluate(predictions, targets, &negatives, gradient, learns)
    case .custom(let loss): loss.evaluate(predictions, targets, gradient, learns)
    case .infoNCE(let loss): loss.evaluate(predictions, targets, gradient, learns)
    case .sigmoid(let loss): loss.evaluate(predictions, targets, gradient, learns)
    }
  }
}
