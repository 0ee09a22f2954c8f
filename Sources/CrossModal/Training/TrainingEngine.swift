import Dense

/// The buffers of one network and the three things that are done with them: a training step, evaluation, prediction.
///
/// Everything is allotted when the object is made; a step allocates nothing, locks nothing and reads no clock. Not for
/// use by two threads at once.
final class TrainingEngine<Kernels: LayerKernels> {
  typealias Scalar = Kernels.Scalar

  let shape: NetworkShape
  private let kernels: Kernels
  private let layers: [LayerParameters<Scalar>]
  private let panels: Int
  // For each layer: output after the activation; for hidden layers with dropout also the mask and their product.
  private let outputs: [AlignedBuffer<Scalar>]
  private let masks: [AlignedBuffer<Scalar>]
  private let dropped: [AlignedBuffer<Scalar>]
  private let gradients: [AlignedBuffer<Scalar>]
  // Batch-major copies of the last layer's output and its gradient: losses work on rows.
  private let predictions: AlignedBuffer<Scalar>
  private let predictionGradients: AlignedBuffer<Scalar>
  private let predictionStride: Int
  private let dropout: Double

  /// Buffers for a network; `batchSize` is the largest batch, `dropout` the probability of dropping a hidden activation.
  init(shape: NetworkShape, batchSize: Int, dropout: Double, usesMeans: Bool) {
    self.shape = shape
    self.dropout = dropout
    let panels = LayerPanel.count(samples: batchSize)
    self.panels = panels
    kernels = Kernels(inputs: shape.inputs, width: shape.width, panels: panels)
    layers = shape.layers.map {
      LayerParameters(inputs: $0.inputs, outputs: $0.outputs, usesMeans: usesMeans)
    }
    func buffers(_ widths: [Int]) -> [AlignedBuffer<Scalar>] {
      widths.map { AlignedBuffer(count: $0 * panels * LayerPanel.width) }
    }
    let widths = shape.layers.map(\.outputs)
    outputs = buffers(widths)
    gradients = buffers(widths)
    masks = dropout > 0 ? buffers(shape.hidden) : []
    dropped = dropout > 0 ? buffers(shape.hidden) : []
    predictionStride = LayerParameters<Scalar>.paddedStride(shape.outputs)
    predictions = AlignedBuffer(count: panels * LayerPanel.width * predictionStride)
    predictionGradients = AlignedBuffer(count: panels * LayerPanel.width * predictionStride)
  }

  /// Row stride of the predictions that a ``LossEvaluator`` gets.
  var lossStride: Int { predictionStride }

  /// Takes a network's numbers and forgets the optimizer's state.
  func load(_ network: Network<Scalar>) {
    precondition(network.shape.layers.count == layers.count, "another shape: \(network.shape)")
    for (layer, source) in zip(layers, network.layers) {
      layer.load(weights: source.weights.view, bias: source.bias)
    }
  }

  /// The network as it is now.
  var network: Network<Scalar> {
    Network(shape: shape, layers: layers.map { .init(weights: $0.weights, bias: $0.bias) })
  }

  /// Whether every weight is finite.
  var isFinite: Bool { layers.allSatisfy(\.isFinite) }

  /// One step on a batch: forward, loss, backward, update.
  /// - Parameters:
  ///   - dropoutKey: the stream of this fit's dropout masks.
  ///   - number: number of this update, from 1.
  /// - Returns: the batch's mean loss before the update.
  func step(
    inputs: RowSelection<Scalar>, targets: RowSelection<Scalar>, loss: LossEvaluator<Scalar>,
    negatives: inout RandomStream, optimizer: OptimizerStep, dropoutKey: StreamKey, number: Int
  ) -> Double {
    let used = LayerPanel.count(samples: inputs.count)
    if dropout > 0 { drawMasks(dropoutKey, number, panels: used) }
    for panel in 0..<used { forward(inputs, panel: panel, training: true) }
    let value: Double
    if loss.loss == .meanSquaredError {
      value = squaredError(targets, panels: used)
    } else {
      loadPredictions(panels: used)
      value = loss.evaluate(
        predictions: predictions.pointer, targets: targets, negatives: &negatives,
        gradient: predictionGradients.pointer)
      loadOutputGradient(samples: inputs.count, panels: used)
    }
    // Without a finite loss there is nothing to learn from; the caller ends the fit.
    guard value.isFinite else { return value }
    backward(panels: used, optimizer)
    return value
  }

  // Mean squared error and its gradient without a detour over rows: the loss of most fits, and of the fastest.
  private func squaredError(_ targets: RowSelection<Scalar>, panels: Int) -> Double {
    let width = LayerPanel.width
    let count = Double(targets.count) * Double(shape.outputs)
    let (output, gradient) = (outputs[layers.count - 1].pointer, gradients[layers.count - 1].pointer)
    var sum = 0.0
    for panel in 0..<panels {
      let offset = panel * width * shape.outputs
      sum += Scalar.squaredErrorGradient(
        gradient + offset, output + offset,
        targets: targets.slice(panel * width, min(width, targets.count - panel * width)),
        features: shape.outputs,
        scale: 2 / count)
    }
    return sum / count
  }

  /// Mean loss over rows without learning, in batches of the engine's size.
  func evaluate(
    inputs: RowSelection<Scalar>, targets: RowSelection<Scalar>, loss: LossEvaluator<Scalar>, batchSize: Int,
    negatives: inout RandomStream
  ) -> Double {
    var sum = 0.0
    for first in stride(from: 0, to: inputs.count, by: batchSize) {
      let count = min(batchSize, inputs.count - first)
      let batch = inputs.slice(first, count)
      let used = LayerPanel.count(samples: count)
      for panel in 0..<used { forward(batch, panel: panel, training: false) }
      if loss.loss == .meanSquaredError {
        sum += squaredError(targets.slice(first, count), panels: used) * Double(count)
        continue
      }
      loadPredictions(panels: used)
      sum +=
        loss.evaluate(
          predictions: predictions.pointer, targets: targets.slice(first, count), negatives: &negatives,
          gradient: nil) * Double(count)
    }
    return sum / Double(max(1, inputs.count))
  }

  /// f(x) of the chosen rows, in their order.
  func predict(_ inputs: RowSelection<Scalar>) -> Matrix<Scalar> {
    var result = Matrix<Scalar>(rows: inputs.count, columns: shape.outputs)
    let columns = shape.outputs
    result.withMutableElements { elements in
      guard let base = elements.baseAddress else { return }
      for first in stride(from: 0, to: inputs.count, by: LayerPanel.width) {
        let count = min(LayerPanel.width, inputs.count - first)
        forward(inputs.slice(first, count), panel: 0, training: false)
        loadPredictions(panels: 1)
        for sample in 0..<count {
          (base + (first + sample) * columns).update(
            from: predictions.pointer + sample * predictionStride, count: columns)
        }
      }
    }
    return result
  }

  // All layers for one panel of a batch.
  private func forward(_ batch: RowSelection<Scalar>, panel: Int, training: Bool) {
    let width = LayerPanel.width
    let first = panel * width
    kernels.load(batch.slice(first, min(width, batch.count - first)), panel: panel)
    for (index, layer) in layers.enumerated() {
      let output = outputs[index].pointer + first * layer.outputs
      let activation = index == layers.count - 1 ? Activation.linear : shape.activation
      if index == 0 {
        kernels.forwardInput(layer, panel: panel, output: output, activation: activation)
      } else {
        let source = (training && dropout > 0 ? dropped : outputs)[index - 1].pointer
        kernels.forward(layer, input: source + first * layer.inputs, output: output, activation: activation)
      }
      if training && dropout > 0 && index < layers.count - 1 {
        let offset = first * layer.outputs
        Scalar.multiply(
          dropped[index].pointer + offset, output, masks[index].pointer + offset, count: width * layer.outputs
        )
      }
    }
  }

  // The last layer's output as rows.
  private func loadPredictions(panels: Int) {
    let width = LayerPanel.width
    for panel in 0..<panels {
      Scalar.transpose(
        predictions.pointer + panel * width * predictionStride, stride: predictionStride,
        from: outputs[layers.count - 1].pointer + panel * width * shape.outputs, stride: width,
        rows: shape.outputs,
        columns: width)
    }
  }

  private func drawMasks(_ key: StreamKey, _ number: Int, panels: Int) {
    for (index, mask) in masks.enumerated() {
      Scalar.dropoutMask(
        mask.pointer, count: shape.hidden[index] * panels * LayerPanel.width, keep: 1 - dropout,
        key: key.adding(index).adding(number).value, counter: 0)
    }
  }

  // Samples beyond the batch get a zero gradient: they then change nothing.
  private func loadOutputGradient(samples: Int, panels: Int) {
    let width = LayerPanel.width
    if samples < panels * width {
      (predictionGradients.pointer + samples * predictionStride).update(
        repeating: 0, count: (panels * width - samples) * predictionStride)
    }
    for panel in 0..<panels {
      Scalar.transpose(
        gradients[layers.count - 1].pointer + panel * width * shape.outputs, stride: width,
        from: predictionGradients.pointer + panel * width * predictionStride, stride: predictionStride,
        rows: width,
        columns: shape.outputs)
    }
  }

  private func backward(panels: Int, _ optimizer: OptimizerStep) {
    let width = LayerPanel.width
    for index in stride(from: layers.count - 1, to: 0, by: -1) {
      let layer = layers[index]
      let gradient = gradients[index].pointer
      for panel in 0..<panels {
        let below = panel * width * layer.inputs
        kernels.backward(
          layer, gradient: gradient + panel * width * layer.outputs,
          inputGradient: gradients[index - 1].pointer + below, h: outputs[index - 1].pointer + below,
          activation: shape.activation,
          mask: dropout > 0 ? UnsafePointer(masks[index - 1].pointer + below) : nil)
      }
      let source = (dropout > 0 ? dropped : outputs)[index - 1].pointer
      kernels.update(layer, input: source, gradient: gradient, panels: panels, optimizer)
    }
    kernels.updateInput(layers[0], gradient: gradients[0].pointer, panels: panels, optimizer)
  }
}

extension RowSelection {
  /// Part of the selection.
  fileprivate func slice(_ first: Int, _ count: Int) -> RowSelection {
    RowSelection(base: base, stride: stride, indices: indices + first, count: count)
  }
}
