import Dense

/// Weights, bias and optimizer state of one fully connected layer in the kernels' layout.
///
/// Weights stand as (outputs, inputs), row-major, with a row stride of `inputs` rounded up to 16 plus 16: whole
/// vectors in every row, and no stride that is a multiple of 4096 bytes, which would make the rows of a batch collide
/// in the cache. The padding is zero and stays zero. Outside the engine weights are (inputs, outputs) matrices:
/// ``load(weights:bias:)`` and ``weights`` convert.
package final class LayerParameters<Scalar: LayerScalar> {
  /// Dimension of the layer's input.
  package let inputs: Int
  /// Dimension of the layer's output.
  package let outputs: Int
  /// Distance between the rows of ``weightBuffer`` and of the two state buffers, in scalars.
  package let stride: Int
  let weightBuffer: AlignedBuffer<Scalar>
  let biasBuffer: AlignedBuffer<Scalar>
  let weightSquares: AlignedBuffer<Scalar>
  let weightMeans: AlignedBuffer<Scalar>
  let biasSquares: AlignedBuffer<Scalar>
  let biasMeans: AlignedBuffer<Scalar>
  let biasGradient: AlignedBuffer<Scalar>

  /// The row stride that the kernels want for vectors of this many scalars.
  package static func paddedStride(_ columns: Int) -> Int { (columns + 15) / 16 * 16 + 16 }

  /// A layer of zeros. `usesMeans` allocates the second running average, which only Adam needs; one that does not learn has no
  /// memory for the optimizer.
  package init(inputs: Int, outputs: Int, usesMeans: Bool, learns: Bool = true) {
    precondition(inputs > 0 && outputs > 0, "a layer from \(inputs) to \(outputs) dimensions")
    self.inputs = inputs
    self.outputs = outputs
    stride = Self.paddedStride(inputs)
    weightBuffer = AlignedBuffer(count: outputs * stride)
    weightSquares = AlignedBuffer(count: learns ? outputs * stride : 0)
    weightMeans = usesMeans && learns ? AlignedBuffer(count: outputs * stride) : weightSquares
    biasBuffer = AlignedBuffer(count: outputs)
    biasSquares = AlignedBuffer(count: outputs)
    biasMeans = usesMeans ? AlignedBuffer(count: outputs) : biasSquares
    biasGradient = AlignedBuffer(count: outputs)
  }

  /// Takes weights (inputs, outputs) and a bias, and sets the optimizer's state to zero.
  package func load(weights: MatrixView<Scalar>, bias: [Scalar]) {
    precondition(
      weights.rows == inputs && weights.columns == outputs && bias.count == outputs,
      "weights \(weights.rows)×\(weights.columns) and \(bias.count) biases for a layer \(inputs)×\(outputs)")
    fill(weightBuffer, weights)
    for index in 0..<outputs { biasBuffer.pointer[index] = bias[index] }
    for state in [weightSquares, weightMeans, biasSquares, biasMeans] { state.clear() }
  }

  /// The weights as (inputs, outputs).
  package var weights: Matrix<Scalar> { matrix(weightBuffer) }

  /// The bias, one number an output.
  package var bias: [Scalar] { numbers(biasBuffer) }

  /// Running averages of the optimizer in the shapes of ``weights`` and ``bias``.
  package typealias Averages = (weights: Matrix<Scalar>, bias: [Scalar])

  /// The running averages of squared gradients; zeros for an optimizer without them.
  package var squares: Averages { (matrix(weightSquares), numbers(biasSquares)) }

  /// The running averages of gradients; nil for an optimizer without them.
  package var means: Averages? {
    weightMeans === weightSquares ? nil : (matrix(weightMeans), numbers(biasMeans))
  }

  /// Goes on with the running averages of a layer of these dimensions, after ``load(weights:bias:)``; `means` must be there
  /// just where ``means`` are.
  package func load(squares: Averages, means: Averages?) {
    precondition(
      (means == nil) == (weightMeans === weightSquares),
      "averages \(means == nil ? "without" : "with") means for another optimizer")
    fill(weightSquares, biasSquares, squares)
    if let means { fill(weightMeans, biasMeans, means) }
  }

  private func fill(_ buffer: AlignedBuffer<Scalar>, _ weights: MatrixView<Scalar>) {
    Scalar.transpose(
      buffer.pointer, stride: stride, from: weights.base, stride: weights.stride, rows: inputs,
      columns: outputs)
  }

  private func fill(
    _ weights: AlignedBuffer<Scalar>, _ bias: AlignedBuffer<Scalar>, _ averages: Averages
  ) {
    precondition(
      averages.weights.rows == inputs && averages.weights.columns == outputs
        && averages.bias.count == outputs,
      "averages \(averages.weights.rows)×\(averages.weights.columns) for a layer \(inputs)×\(outputs)")
    fill(weights, averages.weights.view)
    for index in 0..<outputs { bias.pointer[index] = averages.bias[index] }
  }

  private func matrix(_ buffer: AlignedBuffer<Scalar>) -> Matrix<Scalar> {
    var result = Matrix<Scalar>(rows: inputs, columns: outputs)
    result.withMutableElements { elements in
      guard let base = elements.baseAddress else { return }
      Scalar.transpose(
        base, stride: outputs, from: buffer.pointer, stride: stride, rows: outputs, columns: inputs)
    }
    return result
  }

  private func numbers(_ buffer: AlignedBuffer<Scalar>) -> [Scalar] {
    Array(UnsafeBufferPointer(start: buffer.pointer, count: outputs))
  }

  /// Whether every weight and bias is a finite number.
  package var isFinite: Bool {
    Scalar.firstNotFinite(weightBuffer.pointer, count: weightBuffer.count) == nil
      && Scalar.firstNotFinite(biasBuffer.pointer, count: outputs) == nil
  }

  /// One optimizer step on the bias, whose gradient is the sum of the output gradient over the batch. It does not decay.
  func updateBias(gradient: UnsafePointer<Scalar>, panels: Int, _ step: OptimizerStep) {
    biasGradient.clear()
    for panel in 0..<panels {
      Scalar.panelSums(
        biasGradient.pointer, gradient + panel * outputs * LayerPanel.width, features: outputs)
    }
    Scalar.update(
      weights: biasBuffer.pointer, squares: biasSquares.pointer, means: biasMeans.pointer, stride: outputs,
      gradient: biasGradient.pointer, gradientStride: outputs, rows: 1, columns: outputs,
      step.withoutDecay)
  }
}
