import Dense

/// A term added to any loss that keeps the neighborhoods of the inputs:
/// λ · mean over the pairs i ≠ j of a batch of (cos(f(xᵢ), f(xⱼ)) − cos(xᵢ, xⱼ))², norms guarded from below by 1e-6.
///
/// A batch of one row contributes 0. Cost of a batch of n: products n × n × inputs and twice n × n × outputs, loops over
/// n². The inputs are gathered a block of features at a time, which stays in the cache. Allocates nothing in a step.
final class StructureTerm<Kernels: LayerKernels> {
  typealias Scalar = Kernels.Scalar

  private static var block: Int { 128 }
  private let weight: Double
  private let inputs, outputs, stride: Int
  private let gathered: AlignedBuffer<Scalar>
  private let inputProducts, outputProducts: AlignedBuffer<Scalar>
  private let inputNorms, outputNorms: VectorNorms<Scalar>

  /// The term with weight λ > 0 for a map from `inputs` to `outputs` numbers, in batches of at most `panels` panels.
  init(weight: Double, inputs: Int, outputs: Int, panels: Int) {
    (self.weight, self.inputs, self.outputs) = (weight, inputs, outputs)
    stride = panels * LayerPanel.width
    gathered = AlignedBuffer(count: stride * min(Self.block, inputs))
    (inputProducts, outputProducts) = (
      AlignedBuffer(count: stride * stride), AlignedBuffer(count: stride * stride)
    )
    (inputNorms, outputNorms) = (VectorNorms(panels: panels), VectorNorms(panels: panels))
  }

  /// The term of a batch; its gradient is added to the panels of `gradient`.
  func evaluate(
    _ rows: RowSelection<Scalar>, _ predictions: UnsafePointer<Scalar>,
    addingTo gradient: UnsafeMutablePointer<Scalar>
  ) -> Double {
    let count = rows.count
    guard count > 1 else { return 0 }
    let panels = LayerPanel.count(samples: count)
    compareInputs(rows, panels)
    comparePredictions(predictions, count, panels)
    let pairs = Double(count) * Double(count - 1)
    let squares = Scalar.structure(
      outputProducts.pointer, inputProducts.pointer, norms: outputNorms, inputNorms: inputNorms,
      count: count, stride: stride, weight: 4 * weight / pairs)
    let width = LayerPanel.width
    for column in 0..<panels {
      for row in 0..<panels {
        Kernels.addCombinations(
          gradient + column * width * outputs, of: predictions + row * width * outputs,
          outputProducts.pointer + row * width * stride + column * width, stride: stride, features: outputs)
      }
    }
    return weight * squares / pairs
  }

  // The products of the inputs with each other, and their norms.
  private func compareInputs(_ rows: RowSelection<Scalar>, _ panels: Int) {
    let width = LayerPanel.width
    for first in Swift.stride(from: 0, to: inputs, by: Self.block) {
      let features = min(Self.block, inputs - first)
      for panel in 0..<panels {
        let offset = panel * width
        Scalar.gatherPanel(
          gathered.pointer + offset * features, rows.slice(offset, min(width, rows.count - offset)),
          first: first,
          features: features)
      }
      addProducts(inputProducts, of: gathered.pointer, features: features, panels, adds: first > 0)
    }
    finish(inputProducts, inputNorms, rows.count, panels)
  }

  // The same for the predictions.
  private func comparePredictions(_ predictions: UnsafePointer<Scalar>, _ count: Int, _ panels: Int) {
    addProducts(outputProducts, of: predictions, features: outputs, panels, adds: false)
    finish(outputProducts, outputNorms, count, panels)
  }

  // On and above the diagonal.
  private func addProducts(
    _ products: AlignedBuffer<Scalar>, of vectors: UnsafePointer<Scalar>, features: Int, _ panels: Int,
    adds: Bool
  ) {
    let width = LayerPanel.width
    for row in 0..<panels {
      for column in row..<panels {
        Kernels.pairProducts(
          products.pointer + row * width * stride + column * width, stride: stride,
          vectors + row * width * features, vectors + column * width * features, features: features,
          adds: adds, isSymmetric: row == column)
      }
    }
  }

  private func finish(
    _ products: AlignedBuffer<Scalar>, _ norms: VectorNorms<Scalar>, _ count: Int, _ panels: Int
  ) {
    Scalar.mirrorPairs(products.pointer, size: panels * LayerPanel.width, stride: stride)
    norms.finish(diagonal: products.pointer, stride: stride, count: count)
  }
}
