import Dense

/// The buffers of one network and the three things that are done with them: a training step, evaluation, prediction.
///
/// Everything is allocated when the object is made; a step allocates nothing, locks nothing and reads no clock. Not for
/// use by two threads at once.
package final class NetworkEngine<Kernels: LayerKernels>: BatchEngine {
  package typealias Scalar = Kernels.Scalar

  private let plan: NetworkPlan
  private let kernels: Kernels
  private let layers: [LayerParameters<Scalar>]
  private let loss: LossEvaluator<Kernels>
  private let structure: StructureTerm<Kernels>?
  private let outputWidth: Int
  // For each layer: output after the activation; for hidden layers with dropout also the mask and their product.
  private let outputs: [AlignedBuffer<Scalar>]
  private let masks: [AlignedBuffer<Scalar>]
  private let dropped: [AlignedBuffer<Scalar>]
  private let gradients: [AlignedBuffer<Scalar>]
  // One panel of the last layer's output as rows, for predictions.
  private let predictions: AlignedBuffer<Scalar>
  private var dropout: Double { plan.dropout }

  /// Buffers for a network.
  package init(_ plan: NetworkPlan) {
    self.plan = plan
    let panels = LayerPanel.count(samples: plan.batchSize)
    let outputWidths = Array(plan.widths.dropFirst())
    kernels = Kernels(inputs: plan.widths[0], width: outputWidths.max() ?? 0, panels: panels)
    layers = zip(plan.widths, outputWidths).map {
      LayerParameters(
        inputs: $0, outputs: $1, usesMeans: plan.optimizer.usesMeans, learns: plan.learns)
    }
    func buffers(_ widths: [Int]) -> [AlignedBuffer<Scalar>] {
      widths.map { AlignedBuffer(count: $0 * panels * LayerPanel.width) }
    }
    outputs = buffers(outputWidths)
    gradients = plan.learns ? buffers(outputWidths) : []
    masks = plan.dropout > 0 ? buffers(outputWidths.dropLast()) : []
    dropped = plan.dropout > 0 ? buffers(outputWidths.dropLast()) : []
    outputWidth = outputWidths[outputWidths.count - 1]
    predictions = AlignedBuffer(count: LayerPanel.width * outputWidth)
    loss = LossEvaluator(
      loss: plan.loss, outputs: outputWidth, panels: panels, sharesLabel: plan.sharesLabel)
    structure =
      plan.structureWeight > 0
      ? StructureTerm(
        weight: plan.structureWeight, inputs: plan.widths[0], outputs: outputWidth, panels: panels) : nil
  }

  package func load(_ numbers: [LayerNumbers<Scalar>]) {
    precondition(numbers.count == layers.count, "\(numbers.count) layers for an engine of \(layers.count)")
    for (layer, source) in zip(layers, numbers) {
      layer.load(weights: source.weights.view, bias: source.bias)
    }
  }

  package var numbers: [LayerNumbers<Scalar>] {
    layers.map { LayerNumbers(weights: $0.weights, bias: $0.bias) }
  }

  package var state: [LayerState<Scalar>] {
    layers.map { layer in
      let squares = layer.squares
      return LayerState(
        numbers: LayerNumbers(weights: layer.weights, bias: layer.bias),
        squares: LayerNumbers(weights: squares.weights, bias: squares.bias),
        means: layer.means.map { LayerNumbers(weights: $0.weights, bias: $0.bias) })
    }
  }

  package func load(_ state: [LayerState<Scalar>]) {
    precondition(state.count == layers.count, "\(state.count) layers for an engine of \(layers.count)")
    load(state.map(\.numbers))
    for (layer, source) in zip(layers, state) {
      layer.load(
        squares: (source.squares.weights, source.squares.bias),
        means: source.means.map { ($0.weights, $0.bias) })
    }
  }

  package var isFinite: Bool { layers.allSatisfy(\.isFinite) }

  package func step(
    inputs: MatrixView<Scalar>, targets: MatrixView<Scalar>, rows: [Int32], _ range: Range<Int>,
    negatives: inout RandomStream, dropoutKey: StreamKey, number: Int
  ) -> Double {
    precondition(plan.learns, "a training step of an engine that only applies a network")
    return inputs.withSelection(rows, range) { inputs in
      targets.withSelection(rows, range) { targets in
        step(inputs, targets, &negatives, dropoutKey, number)
      }
    }
  }

  private func step(
    _ inputs: RowSelection<Scalar>, _ targets: RowSelection<Scalar>, _ negatives: inout RandomStream,
    _ dropoutKey: StreamKey, _ number: Int
  ) -> Double {
    let used = LayerPanel.count(samples: inputs.count)
    if dropout > 0 { drawMasks(dropoutKey, number, panels: used) }
    for panel in 0..<used { forward(inputs, panel: panel, training: true, targets: targets) }
    let (output, gradient) = (outputs[layers.count - 1].pointer, gradients[layers.count - 1].pointer)
    var value = loss.evaluate(
      output, targets: targets, negatives: &negatives, gradient: gradient, learns: true)
    if let structure { value += structure.evaluate(inputs, output, addingTo: gradient) }
    // Without a finite loss there is nothing to learn from; the caller ends the fit.
    guard value.isFinite else { return value }
    backward(panels: used, plan.optimizerStep(number))
    return value
  }

  package func evaluate(
    inputs: MatrixView<Scalar>, targets: MatrixView<Scalar>, rows: [Int32], negatives: inout RandomStream
  ) -> Double {
    precondition(plan.learns, "the loss of an engine that only applies a network")
    return inputs.withSelection(rows, rows.indices) { inputs in
      targets.withSelection(rows, rows.indices) { targets in evaluate(inputs, targets, &negatives) }
    }
  }

  private func evaluate(
    _ inputs: RowSelection<Scalar>, _ targets: RowSelection<Scalar>, _ negatives: inout RandomStream
  ) -> Double {
    var sum = 0.0
    let size = min(plan.evaluationBatchSize ?? plan.batchSize, plan.batchSize)
    for first in stride(from: 0, to: inputs.count, by: size) {
      let count = min(size, inputs.count - first)
      let batch = inputs.slice(first, count)
      let used = LayerPanel.count(samples: count)
      let batchTargets = targets.slice(first, count)
      for panel in 0..<used { forward(batch, panel: panel, training: false, targets: batchTargets) }
      let last = layers.count - 1
      sum +=
        loss.evaluate(
          outputs[last].pointer, targets: batchTargets, negatives: &negatives,
          gradient: gradients[last].pointer, learns: false) * Double(count)
    }
    return sum / Double(max(1, inputs.count))
  }

  package func predict(_ inputs: MatrixView<Scalar>, rows: [Int32]) -> Matrix<Scalar> {
    var result = Matrix<Scalar>(rows: rows.count, columns: outputWidth)
    let columns = outputWidth
    result.withMutableElements { elements in
      guard let base = elements.baseAddress else { return }
      inputs.withSelection(rows, rows.indices) { inputs in
        for first in stride(from: 0, to: inputs.count, by: LayerPanel.width) {
          let count = min(LayerPanel.width, inputs.count - first)
          forward(inputs.slice(first, count), panel: 0, training: false, targets: nil)
          Scalar.transpose(
            predictions.pointer, stride: columns, from: outputs[layers.count - 1].pointer,
            stride: LayerPanel.width, rows: columns, columns: LayerPanel.width)
          (base + first * columns).update(from: predictions.pointer, count: count * columns)
        }
      }
    }
    return result
  }

  // All layers for one panel of a batch. The targets are wanted in the cache by the loss that follows.
  private func forward(
    _ batch: RowSelection<Scalar>, panel: Int, training: Bool, targets: RowSelection<Scalar>?
  ) {
    let width = LayerPanel.width
    let first = panel * width
    let count = min(width, batch.count - first)
    kernels.load(batch.slice(first, count), panel: panel)
    for (index, layer) in layers.enumerated() {
      let output = outputs[index].pointer + first * layer.outputs
      let isLast = index == layers.count - 1
      let activation = isLast ? Activation.linear : plan.activation
      let upcoming = isLast ? targets?.slice(first, count) : nil
      if index == 0 {
        kernels.forwardInput(
          layer, panel: panel, output: output, activation: activation, upcoming: upcoming)
      } else {
        let source = (training && dropout > 0 ? dropped : outputs)[index - 1].pointer
        kernels.forward(
          layer, input: source + first * layer.inputs, output: output, activation: activation,
          upcoming: upcoming)
      }
      if training && dropout > 0 && index < layers.count - 1 {
        let offset = first * layer.outputs
        Scalar.multiply(
          dropped[index].pointer + offset, output, masks[index].pointer + offset, count: width * layer.outputs
        )
      }
    }
  }

  private func drawMasks(_ key: StreamKey, _ number: Int, panels: Int) {
    for (index, mask) in masks.enumerated() {
      Scalar.dropoutMask(
        mask.pointer, count: plan.widths[index + 1] * panels * LayerPanel.width, keep: 1 - dropout,
        key: key.adding(index).adding(number).value, counter: 0)
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
          activation: plan.activation,
          mask: dropout > 0 ? UnsafePointer(masks[index - 1].pointer + below) : nil)
      }
      let source = (dropout > 0 ? dropped : outputs)[index - 1].pointer
      kernels.update(layer, input: source, gradient: gradient, panels: panels, optimizer)
    }
    kernels.updateInput(layers[0], gradient: gradients[0].pointer, panels: panels, optimizer)
  }
}
