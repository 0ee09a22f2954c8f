import Dense
internal import DenseKernels

/// The layers by register tiles, for processors with AVX-512 or AVX2: the fast path.
///
/// A tile of 6 × 64 results stays in 24 registers of 512 bits, or one of 6 × 16 in 12 of 256. Forward the bias and the activation, backward the activation's
/// derivative and the dropout mask are applied before a tile is stored; the weight gradient is never stored at all, the
/// optimizer takes it from the registers. The first layer's rows are transposed about 100 features at a time just before use.
/// Memory in addition to the network: 32 KB and 16 KB for each panel. C functions: `fused.h`.
package final class FusedLayerKernels: LayerKernels {
  /// `fused`.
  package static var path: KernelPath { .fused }

  private let inputs: Int
  private var batch: [dense_rows]
  private let scratch: AlignedBuffer<Float>

  /// Scratch memory for one network; see ``LayerKernels``. The widths need none.
  package init(inputs: Int, width: Int, panels: Int) {
    precondition(panels > 0, "a batch of \(panels) panels")
    self.inputs = inputs
    batch = Array(repeating: dense_rows(), count: panels)
    scratch = AlignedBuffer(count: max(Int(DENSE_FORWARD_SCRATCH), panels * Int(DENSE_UPDATE_SCRATCH)))
  }

  /// Notes where the rows stand; they are read during `forwardInput` and `updateInput`.
  package func load(_ rows: RowSelection<Float>, panel: Int) {
    batch[panel] = dense_rows(rows, upTo: LayerPanel.width)
  }

  /// First layer, forward. `dense_fused_forward_rows`.
  package func forwardInput(
    _ layer: LayerParameters<Float>, panel: Int, output: UnsafeMutablePointer<Float>, activation: Activation,
    upcoming: RowSelection<Float>?
  ) {
    check(layer)
    var description = layer.kernelValue
    withUpcoming(upcoming) { ahead in
      dense_fused_forward_rows(output, &description, &batch[panel], activation.code, ahead, scratch.pointer)
    }
  }

  /// Any other layer, forward. `dense_fused_forward`.
  package func forward(
    _ layer: LayerParameters<Float>, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    activation: Activation, upcoming: RowSelection<Float>?
  ) {
    var description = layer.kernelValue
    withUpcoming(upcoming) { ahead in
      dense_fused_forward(output, &description, input, activation.code, ahead)
    }
  }

  /// Gradient of a layer's input. `dense_fused_backward`.
  package func backward(
    _ layer: LayerParameters<Float>, gradient: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>, h: UnsafePointer<Float>, activation: Activation,
    mask: UnsafePointer<Float>?
  ) {
    var description = layer.kernelValue
    dense_fused_backward(inputGradient, &description, gradient, h, activation.code, mask)
  }

  /// Gradient and update of any layer but the first. `dense_fused_update`.
  package func update(
    _ layer: LayerParameters<Float>, input: UnsafePointer<Float>, gradient: UnsafePointer<Float>, panels: Int,
    _ step: OptimizerStep
  ) {
    check(panels)
    var (description, optimizer) = (layer.kernelValue, step.kernelValue)
    dense_fused_update(&description, input, gradient, Int64(panels), &optimizer, scratch.pointer)
  }

  /// Gradient and update of the first layer. `dense_fused_update_rows`.
  package func updateInput(
    _ layer: LayerParameters<Float>, gradient: UnsafePointer<Float>, panels: Int, _ step: OptimizerStep
  ) {
    check(layer)
    check(panels)
    var (description, optimizer) = (layer.kernelValue, step.kernelValue)
    dense_fused_update_rows(&description, &batch, gradient, Int64(panels), &optimizer, scratch.pointer)
  }

  /// Products of all pairs. `dense_fused_pairs`.
  package static func pairProducts(
    _ out: UnsafeMutablePointer<Float>, stride: Int, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
    features: Int, adds: Bool, isSymmetric: Bool
  ) {
    dense_fused_pairs(out, Int64(stride), a, b, Int64(features), adds ? 1 : 0, isSymmetric ? 1 : 0)
  }

  /// Combinations of vectors. `dense_fused_combine`.
  package static func addCombinations(
    _ out: UnsafeMutablePointer<Float>, of a: UnsafePointer<Float>, _ m: UnsafePointer<Float>, stride: Int,
    features: Int
  ) {
    dense_fused_combine(out, a, m, Int64(stride), Int64(features))
  }

  private func withUpcoming(_ rows: RowSelection<Float>?, _ body: (UnsafePointer<dense_rows>?) -> Void) {
    guard let rows else { return body(nil) }
    var ahead = dense_rows(rows, upTo: LayerPanel.width)
    body(&ahead)
  }

  private func check(_ layer: LayerParameters<Float>) {
    precondition(layer.inputs == inputs, "a layer of \(layer.inputs) inputs for rows of \(inputs) numbers")
  }

  private func check(_ panels: Int) {
    precondition(panels <= batch.count, "\(panels) panels, with scratch memory for \(batch.count)")
  }
}

extension dense_rows {
  fileprivate init(_ rows: RowSelection<Float>, upTo most: Int) {
    self.init(
      base: rows.base, stride: Int64(rows.stride), indices: rows.indices, count: Int64(min(rows.count, most)))
  }
}

extension LayerParameters where Scalar == Float {
  fileprivate var kernelValue: dense_layer {
    dense_layer(
      inputs: Int64(inputs), outputs: Int64(outputs), stride: Int64(stride), weights: weightBuffer.pointer,
      squares: weightSquares.pointer, means: weightMeans.pointer, bias: biasBuffer.pointer,
      bias_squares: biasSquares.pointer, bias_means: biasMeans.pointer)
  }
}
