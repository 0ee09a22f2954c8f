import Dense

/// The layers by `gemm`: the reference path, on any processor.
///
/// OpenBLAS has a kernel without packing for small products (m·n·k ≤ 10⁶) in its AVX-512 builds, which is faster than
/// its ordinary one at 64 columns. There the products are cut into tiles of that size; elsewhere into larger ones. The
/// weight gradient goes to a tile of scratch that stays in the cache, and the optimizer is applied to it at once.
package final class OpenBLASLayerKernels<Scalar: PairScalar>: LayerKernels {
  /// `openblas`.
  package static var path: KernelPath { .openblas }

  private let tiling: OpenBLASTiling
  private let inputStride: Int
  private let inputs: Int
  // Batch-major copies of the rows, (samples, inputs): what the weight gradient multiplies with.
  private let inputRows: AlignedBuffer<Scalar>
  // The same as panels: what the forward product multiplies with.
  private let inputPanels: AlignedBuffer<Scalar>
  private let hiddenRows: AlignedBuffer<Scalar>
  private let gradientTile: AlignedBuffer<Scalar>

  /// Scratch memory for one network; see ``LayerKernels``.
  package init(inputs: Int, width: Int, panels: Int) {
    tiling = .forThisProcess
    self.inputs = inputs
    inputStride = LayerParameters<Scalar>.paddedStride(inputs)
    inputRows = AlignedBuffer(count: panels * LayerPanel.width * inputStride)
    inputPanels = AlignedBuffer(count: panels * LayerPanel.width * inputs)
    hiddenRows = AlignedBuffer(count: panels * LayerPanel.width * LayerParameters<Scalar>.paddedStride(width))
    gradientTile = AlignedBuffer(count: tiling.gradientOutputs * tiling.gradientInputs)
  }

  /// Copies the rows and transposes them.
  package func load(_ rows: RowSelection<Scalar>, panel: Int) {
    let block = inputRows.pointer + panel * LayerPanel.width * inputStride
    for sample in 0..<LayerPanel.width {
      let row = block + sample * inputStride
      if sample < rows.count {
        row.update(from: rows.row(sample), count: inputs)
      } else {
        row.update(repeating: 0, count: inputs)
      }
    }
    Scalar.transpose(
      inputPanels.pointer + panel * LayerPanel.width * inputs, stride: LayerPanel.width, from: block,
      stride: inputStride, rows: LayerPanel.width, columns: inputs)
  }

  /// First layer, forward.
  package func forwardInput(
    _ layer: LayerParameters<Scalar>, panel: Int, output: UnsafeMutablePointer<Scalar>,
    activation: Activation, upcoming: RowSelection<Scalar>?
  ) {
    forward(
      layer, input: inputPanels.pointer + panel * LayerPanel.width * inputs, output: output,
      activation: activation, upcoming: nil)
  }

  /// Any other layer, forward. Routine: `?gemm`, tiles of outputs × 64 × inputs.
  package func forward(
    _ layer: LayerParameters<Scalar>, input: UnsafePointer<Scalar>, output: UnsafeMutablePointer<Scalar>,
    activation: Activation, upcoming: RowSelection<Scalar>?
  ) {
    let width = LayerPanel.width
    for firstOutput in stride(from: 0, to: layer.outputs, by: tiling.forwardOutputs) {
      let outputs = min(tiling.forwardOutputs, layer.outputs - firstOutput)
      let target = output + firstOutput * width
      for firstInput in stride(from: 0, to: layer.inputs, by: tiling.forwardInputs) {
        Scalar.gemm(
          transposeA: false, transposeB: false, m: outputs, n: width,
          k: min(tiling.forwardInputs, layer.inputs - firstInput), alpha: 1,
          a: layer.weightBuffer.pointer + firstOutput * layer.stride + firstInput, strideA: layer.stride,
          b: input + firstInput * width, strideB: width, beta: firstInput == 0 ? 0 : 1, c: target,
          strideC: width)
      }
      Scalar.biasActivation(
        target, bias: layer.biasBuffer.pointer + firstOutput, features: outputs, activation: activation)
    }
  }

  /// Gradient of a layer's input. Routine: `?gemm`, tiles of inputs × 64 × outputs.
  package func backward(
    _ layer: LayerParameters<Scalar>, gradient: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>, h: UnsafePointer<Scalar>, activation: Activation,
    mask: UnsafePointer<Scalar>?
  ) {
    let width = LayerPanel.width
    for firstInput in stride(from: 0, to: layer.inputs, by: tiling.backwardInputs) {
      let inputs = min(tiling.backwardInputs, layer.inputs - firstInput)
      let target = inputGradient + firstInput * width
      for firstOutput in stride(from: 0, to: layer.outputs, by: tiling.backwardOutputs) {
        Scalar.gemm(
          transposeA: true, transposeB: false, m: inputs, n: width,
          k: min(tiling.backwardOutputs, layer.outputs - firstOutput), alpha: 1,
          a: layer.weightBuffer.pointer + firstOutput * layer.stride + firstInput, strideA: layer.stride,
          b: gradient + firstOutput * width, strideB: width, beta: firstOutput == 0 ? 0 : 1, c: target,
          strideC: width)
      }
      let count = inputs * width
      Scalar.activationGradient(target, h: h + firstInput * width, count: count, activation: activation)
      if let mask { Scalar.multiply(target, target, mask + firstInput * width, count: count) }
    }
  }

  /// Gradient and update of any layer but the first.
  package func update(
    _ layer: LayerParameters<Scalar>, input: UnsafePointer<Scalar>, gradient: UnsafePointer<Scalar>,
    panels: Int,
    _ step: OptimizerStep
  ) {
    let width = LayerPanel.width
    for panel in 0..<panels {
      Scalar.transpose(
        hiddenRows.pointer + panel * width * layer.stride, stride: layer.stride,
        from: input + panel * width * layer.inputs, stride: width, rows: layer.inputs, columns: width)
    }
    update(layer, rows: hiddenRows.pointer, gradient: gradient, panels: panels, step)
  }

  /// Gradient and update of the first layer.
  package func updateInput(
    _ layer: LayerParameters<Scalar>, gradient: UnsafePointer<Scalar>, panels: Int, _ step: OptimizerStep
  ) {
    update(layer, rows: inputRows.pointer, gradient: gradient, panels: panels, step)
  }

  /// Products of all pairs. Routine: `?gemm`, 64 × 64 × tiles of features; of a symmetric matrix three of four quarters.
  package static func pairProducts(
    _ out: UnsafeMutablePointer<Scalar>, stride: Int, _ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>,
    features: Int, adds: Bool, isSymmetric: Bool
  ) {
    let (width, tile) = (LayerPanel.width, OpenBLASTiling.forThisProcess.pairFeatures)
    let half = width / 2
    func product(rows: Range<Int>, columns: Range<Int>, first: Int) {
      Scalar.gemm(
        transposeA: true, transposeB: false, m: rows.count, n: columns.count, k: min(tile, features - first),
        alpha: 1, a: a + first * width + rows.lowerBound, strideA: width,
        b: b + first * width + columns.lowerBound, strideB: width, beta: adds || first > 0 ? 1 : 0,
        c: out + rows.lowerBound * stride + columns.lowerBound, strideC: stride)
    }
    for first in Swift.stride(from: 0, to: features, by: tile) {
      product(rows: 0..<(isSymmetric ? half : width), columns: 0..<width, first: first)
      if isSymmetric { product(rows: half..<width, columns: half..<width, first: first) }
    }
  }

  /// Combinations of vectors. Routine: `?gemm`, tiles of features × 64 × 64.
  package static func addCombinations(
    _ out: UnsafeMutablePointer<Scalar>, of a: UnsafePointer<Scalar>, _ m: UnsafePointer<Scalar>, stride: Int,
    features: Int
  ) {
    let (width, tile) = (LayerPanel.width, OpenBLASTiling.forThisProcess.pairFeatures)
    for first in Swift.stride(from: 0, to: features, by: tile) {
      Scalar.gemm(
        transposeA: false, transposeB: false, m: min(tile, features - first), n: width, k: width, alpha: 1,
        a: a + first * width, strideA: width, b: m, strideB: stride, beta: 1, c: out + first * width,
        strideC: width)
    }
  }

  // Routine: `?gemm`, tiles of outputs × inputs × 64.
  private func update(
    _ layer: LayerParameters<Scalar>, rows: UnsafePointer<Scalar>, gradient: UnsafePointer<Scalar>,
    panels: Int,
    _ step: OptimizerStep
  ) {
    let width = LayerPanel.width
    for firstInput in stride(from: 0, to: layer.inputs, by: tiling.gradientInputs) {
      let inputs = min(tiling.gradientInputs, layer.inputs - firstInput)
      for firstOutput in stride(from: 0, to: layer.outputs, by: tiling.gradientOutputs) {
        let outputs = min(tiling.gradientOutputs, layer.outputs - firstOutput)
        for panel in 0..<panels {
          Scalar.gemm(
            transposeA: false, transposeB: false, m: outputs, n: inputs, k: width, alpha: 1,
            a: gradient + (panel * layer.outputs + firstOutput) * width, strideA: width,
            b: rows + panel * width * layer.stride + firstInput, strideB: layer.stride,
            beta: panel == 0 ? 0 : 1,
            c: gradientTile.pointer, strideC: inputs)
        }
        let offset = firstOutput * layer.stride + firstInput
        Scalar.update(
          weights: layer.weightBuffer.pointer + offset, squares: layer.weightSquares.pointer + offset,
          means: layer.weightMeans.pointer + offset, stride: layer.stride, gradient: gradientTile.pointer,
          gradientStride: inputs, rows: outputs, columns: inputs, step)
      }
    }
    layer.updateBias(gradient: gradient, panels: panels, step)
  }
}
