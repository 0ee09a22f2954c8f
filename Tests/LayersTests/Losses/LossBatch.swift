@testable import Dense
@testable import Layers

/// A batch of predictions and targets, rows of matrices, and the losses of it.
struct LossBatch<Scalar: PairScalar> {
  var predictions, targets: Matrix<Scalar>
  var labels: [[String]]?

  /// The mean loss and its gradient, a row an item. Samples of the panels that are no items hold large numbers, which must
  /// not matter.
  func evaluate<Kernels: LayerKernels>(
    _ loss: Loss, on type: Kernels.Type
  ) -> (value: Double, gradient: Matrix<Scalar>, beyond: [Scalar]) where Kernels.Scalar == Scalar {
    let (outputs, count, width) = (predictions.columns, predictions.rows, LayerPanel.width)
    let panels = LayerPanel.count(samples: count)
    let evaluator = LossEvaluator<Kernels>(
      loss: loss, outputs: outputs, panels: panels,
      sharesLabel: labels.map { labels in { !Set(labels[$0]).isDisjoint(with: labels[$1]) } })
    var negatives = RandomStream(StreamKey(seed: 1))
    var gradient = [Scalar](repeating: .nan, count: panels * width * outputs)
    let value = targets.view.withSelection((0..<count).map(Int32.init), 0..<count) { targets in
      evaluator.evaluate(
        Self.panels(predictions, beyond: 1000), targets: targets, negatives: &negatives,
        gradient: &gradient, learns: true)
    }
    return (
      value, Matrix(rows: count, columns: outputs) { gradient[Self.place($0, $1, outputs)] },
      (count..<panels * width).flatMap { item in
        (0..<outputs).map { gradient[Self.place(item, $0, outputs)] }
      }
    )
  }

  /// The structure term between `inputs` and the predictions, and its gradient.
  func structure<Kernels: LayerKernels>(
    _ inputs: Matrix<Scalar>, weight: Double, on type: Kernels.Type
  ) -> (value: Double, gradient: Matrix<Scalar>, beyond: [Scalar]) where Kernels.Scalar == Scalar {
    let (outputs, count, width) = (predictions.columns, predictions.rows, LayerPanel.width)
    let panels = LayerPanel.count(samples: count)
    let term = StructureTerm<Kernels>(
      weight: weight, inputs: inputs.columns, outputs: outputs, panels: panels)
    var gradient = [Scalar](repeating: 0, count: panels * width * outputs)
    let value = inputs.view.withSelection((0..<count).map(Int32.init), 0..<count) { rows in
      term.evaluate(rows, Self.panels(predictions, beyond: 1000), addingTo: &gradient)
    }
    return (
      value, Matrix(rows: count, columns: outputs) { gradient[Self.place($0, $1, outputs)] },
      (count..<panels * width).flatMap { item in
        (0..<outputs).map { gradient[Self.place(item, $0, outputs)] }
      }
    )
  }

  private static func panels(_ rows: Matrix<Scalar>, beyond: Scalar) -> [Scalar] {
    var result = [Scalar](
      repeating: beyond,
      count: LayerPanel.count(samples: rows.rows) * LayerPanel.width * rows.columns)
    for item in 0..<rows.rows {
      for output in 0..<rows.columns { result[place(item, output, rows.columns)] = rows[item, output] }
    }
    return result
  }

  private static func place(_ item: Int, _ output: Int, _ outputs: Int) -> Int {
    let width = LayerPanel.width
    return (item / width * outputs + output) * width + item % width
  }
}
