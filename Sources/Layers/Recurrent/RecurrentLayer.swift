import Dense

/// One direction of a gated recurrent unit over packed sequences: forward, and the way back through time.
///
/// Works on inputs that are already projected, one row a distinct word, so that each word of a batch is multiplied with
/// W once. Products: `?gemm`, one or two a step; those of the weight gradients once a batch.
final class RecurrentLayer<Scalar: RecurrentScalar> {
  let variant: GRUVariant
  let units: Int
  let recurrent: EncoderParameter<Scalar>
  let bias: EncoderParameter<Scalar>
  // For every packed row: state before the step, gates, candidate, q, and the gradients of the three parts.
  private let states = GrowingBuffer<Scalar>()
  private let kept = GrowingBuffer<Scalar>()
  private let gates = GrowingBuffer<Scalar>()
  private let products = GrowingBuffer<Scalar>()
  private let following = GrowingBuffer<Scalar>()
  private let slopes = GrowingBuffer<Scalar>()

  init(_ direction: RecurrentEncoderWeights<Scalar>.Direction, variant: GRUVariant) {
    self.variant = variant
    units = direction.recurrent.rows
    recurrent = EncoderParameter(direction.recurrent)
    bias = EncoderParameter(direction.recurrentBias)
  }

  /// Writes for every sequence that is not empty, in the packing's order, its pooled state; `pooled` must be zero.
  /// - Parameters:
  ///   - words: the packing's words of this direction.
  ///   - inputs: projected words, row stride `stride`.
  func forward(
    _ batch: PackedSequences, words: UnsafePointer<Int32>, inputs: UnsafePointer<Scalar>, stride: Int,
    pooling: StatePooling, pooled: UnsafeMutablePointer<Scalar>
  ) {
    let sequences = batch.order.count
    let states = self.states.pointer((batch.rows + sequences) * units)
    let next = following.pointer(sequences * units)
    states.update(repeating: 0, count: sequences * units)
    for (time, count) in batch.active.enumerated() {
      let start = batch.offsets[time]
      var step = step(batch, time, words: words, inputs: inputs, stride: stride)
      step.next = next
      let h = states + start * units
      let product = products.pointer(sequences * 3 * units)
      switch variant {
      case .current:
        multiply(h, count, from: 0, columns: 3 * units, into: product)
        step.product = UnsafePointer(product)
        Scalar.resetAfterForward(step)
      case .keras1:
        multiply(h, count, from: 0, columns: 2 * units, into: product)
        step.product = UnsafePointer(product)
        Scalar.resetBeforeGates(step)
        if let q = step.q { multiply(q, count, from: 2 * units, columns: units, into: product) }
        Scalar.resetBeforeCandidate(step)
      }
      let remaining = time + 1 < batch.active.count ? batch.active[time + 1] : 0
      if remaining > 0 { (h + count * units).update(from: next, count: remaining * units) }
      if pooling == .mean {
        Scalar.combine(pooled, 1, pooled, 1, next, count: count * units)
      } else {
        (pooled + remaining * units).update(
          from: next + remaining * units, count: (count - remaining) * units)
      }
    }
    guard pooling == .mean else { return }
    for (place, length) in batch.lengths.enumerated() where length > 0 {
      let row = pooled + place * units
      Scalar.combine(row, 1 / Double(length), row, 0, row, count: units)
    }
  }

  /// The way back, after ``forward`` on the same batch: sets the gradients of the recurrent numbers and adds those of
  /// the projected inputs. `gradient` is that of the pooled states and is overwritten.
  func backward(
    _ batch: PackedSequences, words: UnsafePointer<Int32>, inputGradient: UnsafeMutablePointer<Scalar>,
    stride: Int, pooling: StatePooling, gradient d: UnsafeMutablePointer<Scalar>
  ) {
    let sequences = batch.order.count
    let states = self.states.pointer((batch.rows + sequences) * units)
    let gates = self.gates.pointer(batch.rows * 3 * units)
    let previous = slopes.pointer(2 * sequences * units)
    let mean = previous + sequences * units
    if pooling == .mean {
      for (place, length) in batch.lengths.enumerated() {
        let row = d + place * units
        Scalar.combine(mean + place * units, 1 / Double(max(1, length)), row, 0, row, count: units)
      }
      d.update(repeating: 0, count: sequences * units)
    }
    let product = products.pointer(sequences * 3 * units)
    for time in batch.active.indices.reversed() {
      let count = batch.active[time]
      let start = batch.offsets[time]
      if pooling == .mean { Scalar.combine(d, 1, d, 1, mean, count: count * units) }
      var step = step(batch, time, words: words, inputs: nil, stride: stride)
      step.inputGradient = inputGradient
      step.d = UnsafePointer(d)
      step.gates = gates + start * 3 * units
      step.previous = previous
      switch variant {
      case .current:
        Scalar.resetAfterBackward(step)
        multiplyTransposed(
          gates + start * 3 * units, count, from: 0, columns: 3 * units, beta: 1, into: previous)
      case .keras1:
        Scalar.resetBeforeBackwardCandidate(step)
        multiplyTransposed(
          gates + start * 3 * units + 2 * units, count, from: 2 * units, columns: units, beta: 0,
          into: product)
        step.product = UnsafePointer(product)
        Scalar.resetBeforeBackwardGates(step)
        multiplyTransposed(
          gates + start * 3 * units, count, from: 0, columns: 2 * units, beta: 1, into: previous)
      }
      d.update(from: previous, count: count * units)
    }
    weightGradients(batch, states: states, gates: gates)
  }

  private func weightGradients(
    _ batch: PackedSequences, states: UnsafePointer<Scalar>, gates: UnsafePointer<Scalar>
  ) {
    // The recurrent product of n reads the state itself, or with reset before the product r ⊙ h.
    let last =
      variant == .keras1
      ? UnsafePointer(kept.pointer(4 * batch.rows * units) + 3 * batch.rows * units) : states
    Scalar.gemm(
      transposeA: true, transposeB: false, m: units, n: 2 * units, k: batch.rows, alpha: 1, a: states,
      strideA: units, b: gates, strideB: 3 * units, beta: 0, c: recurrent.gradient.pointer, strideC: 3 * units
    )
    Scalar.gemm(
      transposeA: true, transposeB: false, m: units, n: units, k: batch.rows, alpha: 1, a: last,
      strideA: units,
      b: gates + 2 * units, strideB: 3 * units, beta: 0, c: recurrent.gradient.pointer + 2 * units,
      strideC: 3 * units)
    if variant == .current {
      Scalar.columnSums(
        bias.gradient.pointer, gates, stride: 3 * units, rows: batch.rows, columns: 3 * units)
    }
  }

  // The step's places in the kept arrays: z, r, n, q one behind the other, each with all rows.
  private func step(
    _ batch: PackedSequences, _ time: Int, words: UnsafePointer<Int32>, inputs: UnsafePointer<Scalar>?,
    stride: Int
  ) -> RecurrentStep<Scalar> {
    let start = batch.offsets[time]
    let kept = self.kept.pointer(4 * batch.rows * units) + start * units
    let part = batch.rows * units
    var step = RecurrentStep<Scalar>()
    (step.count, step.units) = (batch.active[time], units)
    step.hasHardGates = variant == .keras1
    (step.words, step.inputs, step.inputStride) = (words + start, inputs, stride)
    step.bias = UnsafePointer(bias.pointer)
    step.h = UnsafePointer(states.pointer((batch.rows + batch.order.count) * units) + start * units)
    (step.z, step.r, step.n, step.q) = (kept, kept + part, kept + 2 * part, kept + 3 * part)
    return step
  }

  // out ← a · (columns of U)
  private func multiply(
    _ a: UnsafePointer<Scalar>, _ count: Int, from column: Int, columns: Int,
    into out: UnsafeMutablePointer<Scalar>
  ) {
    Scalar.gemm(
      transposeA: false, transposeB: false, m: count, n: columns, k: units, alpha: 1, a: a, strideA: units,
      b: recurrent.pointer + column, strideB: 3 * units, beta: 0, c: out, strideC: columns)
  }

  // out ← beta · out + a · (columns of U)ᵀ, the rows of a being those of the three parts.
  private func multiplyTransposed(
    _ a: UnsafePointer<Scalar>, _ count: Int, from column: Int, columns: Int, beta: Scalar,
    into out: UnsafeMutablePointer<Scalar>
  ) {
    Scalar.gemm(
      transposeA: false, transposeB: true, m: count, n: units, k: columns, alpha: 1, a: a, strideA: 3 * units,
      b: recurrent.pointer + column, strideB: 3 * units, beta: beta, c: out, strideC: units)
  }
}
