import Dense

/// All pairs of the targets and predictions of a batch, for losses that compare each with every other one.
///
/// A loss reads the products, replaces them by derivatives and leaves sums; then the gradient of prediction s is
/// Σ over targets r of derivative(r, s) · yᵣ, minus its part along the prediction itself, which a change of length alone
/// cannot have. Cost of a batch of n: two products n × n × outputs and loops over n². Routine: `?gemm`, or register tiles.
final class ContrastPairs<Kernels: LayerKernels> {
  typealias Scalar = Kernels.Scalar

  private let outputs, stride: Int
  private let sharesLabel: ((Int, Int) -> Bool)?
  private let targets: AlignedBuffer<Scalar>
  private let products, powers, counts: AlignedBuffer<Scalar>
  private let sums, scratch: AlignedBuffer<Scalar>
  private let targetNorms, predictionNorms: VectorNorms<Scalar>

  /// Buffers for predictions of `outputs` numbers in batches of at most `panels` panels.
  init(outputs: Int, panels: Int, sharesLabel: ((Int, Int) -> Bool)?) {
    (self.outputs, self.sharesLabel) = (outputs, sharesLabel)
    stride = panels * LayerPanel.width
    targets = AlignedBuffer(count: stride * outputs)
    products = AlignedBuffer(count: stride * stride)
    powers = AlignedBuffer(count: stride * stride)
    counts = AlignedBuffer(count: stride * stride)
    sums = AlignedBuffer(count: stride)
    scratch = AlignedBuffer(count: 3 * stride)
    (targetNorms, predictionNorms) = (VectorNorms(panels: panels), VectorNorms(panels: panels))
  }

  /// A loss over the pairs of a batch, by `body`, which replaces the products by derivatives. A batch of one row
  /// contributes 0. Gradient: see ``LossEvaluator/evaluate(_:targets:negatives:gradient:learns:)``.
  func evaluate(
    _ predictions: UnsafePointer<Scalar>, _ rows: RowSelection<Scalar>,
    _ gradient: UnsafeMutablePointer<Scalar>, _ learns: Bool, body: (PairMatrix<Scalar>) -> Double
  ) -> Double {
    let panels = LayerPanel.count(samples: rows.count)
    guard rows.count > 1 else {
      if learns { gradient.update(repeating: 0, count: panels * LayerPanel.width * outputs) }
      return 0
    }
    load(predictions, rows, panels)
    count(rows)
    let value = body(
      PairMatrix(
        products: products.pointer, powers: powers.pointer, scratch: scratch.pointer, sums: sums.pointer,
        counts: counts.pointer, rowScales: targetNorms.scales.pointer,
        columnScales: predictionNorms.scales.pointer, count: rows.count, stride: stride))
    if learns { storeGradient(gradient, predictions, panels) }
    return value
  }

  // The targets as panels, the norms of both sides, and the products.
  private func load(_ predictions: UnsafePointer<Scalar>, _ rows: RowSelection<Scalar>, _ panels: Int) {
    let width = LayerPanel.width
    targetNorms.clear()
    predictionNorms.clear()
    for panel in 0..<panels {
      let (target, offset) = (targets.pointer + panel * width * outputs, panel * width)
      Scalar.gatherPanel(
        target, rows.slice(offset, min(width, rows.count - offset)), first: 0, features: outputs)
      targetNorms.add(target, count: outputs, panel: panel)
      predictionNorms.add(predictions + offset * outputs, count: outputs, panel: panel)
    }
    targetNorms.finish(count: rows.count)
    predictionNorms.finish(count: rows.count)
    for row in 0..<panels {
      for column in 0..<panels {
        Kernels.pairProducts(
          products.pointer + row * width * stride + column * width, stride: stride,
          targets.pointer + row * width * outputs, predictions + column * width * outputs, features: outputs,
          adds: false)
      }
    }
  }

  // Which pairs count: all of the batch but those of different items that share a label.
  private func count(_ rows: RowSelection<Scalar>) {
    let columns = LayerPanel.count(samples: rows.count) * LayerPanel.width
    for row in 0..<rows.count {
      let line = counts.pointer + row * stride
      line.update(repeating: 1, count: rows.count)
      (line + rows.count).update(repeating: 0, count: columns - rows.count)
    }
    guard let sharesLabel else { return }
    for row in 0..<rows.count {
      for column in 0..<row where sharesLabel(Int(rows.indices[row]), Int(rows.indices[column])) {
        counts.pointer[row * stride + column] = 0
        counts.pointer[column * stride + row] = 0
      }
    }
  }

  private func storeGradient(
    _ gradient: UnsafeMutablePointer<Scalar>, _ predictions: UnsafePointer<Scalar>, _ panels: Int
  ) {
    let width = LayerPanel.width
    for item in 0..<panels * width {
      sums.pointer[item] *= -predictionNorms.slopes.pointer[item]
    }
    for column in 0..<panels {
      let offset = column * width * outputs
      Scalar.scalePanel(
        gradient + offset, predictions + offset, factors: sums.pointer + column * width, features: outputs)
      for row in 0..<panels {
        Kernels.addCombinations(
          gradient + offset, of: targets.pointer + row * width * outputs,
          products.pointer + row * width * stride + column * width, stride: stride, features: outputs)
      }
    }
  }
}
