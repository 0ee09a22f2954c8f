import Dense
internal import DenseKernels

extension Double: RecurrentScalar {
  /// One step forward, reset after. `dense_gru_after_forward_d`.
  package static func resetAfterForward(_ step: RecurrentStep<Double>) {
    var step = kernelValue(step)
    dense_gru_after_forward_d(&step)
  }

  /// One step back, reset after. `dense_gru_after_backward_d`.
  package static func resetAfterBackward(_ step: RecurrentStep<Double>) {
    var step = kernelValue(step)
    dense_gru_after_backward_d(&step)
  }

  /// Gates, reset before. `dense_gru_before_gates_d`.
  package static func resetBeforeGates(_ step: RecurrentStep<Double>) {
    var step = kernelValue(step)
    dense_gru_before_gates_d(&step)
  }

  /// Candidate and next state, reset before. `dense_gru_before_candidate_d`.
  package static func resetBeforeCandidate(_ step: RecurrentStep<Double>) {
    var step = kernelValue(step)
    dense_gru_before_candidate_d(&step)
  }

  /// First half of the way back, reset before. `dense_gru_before_backward_candidate_d`.
  package static func resetBeforeBackwardCandidate(_ step: RecurrentStep<Double>) {
    var step = kernelValue(step)
    dense_gru_before_backward_candidate_d(&step)
  }

  /// Second half of the way back, reset before. `dense_gru_before_backward_gates_d`.
  package static func resetBeforeBackwardGates(_ step: RecurrentStep<Double>) {
    var step = kernelValue(step)
    dense_gru_before_backward_gates_d(&step)
  }

  /// Sums over rows. `dense_column_sums_d`.
  package static func columnSums(
    _ sums: UnsafeMutablePointer<Double>, _ a: UnsafePointer<Double>, stride: Int, rows: Int, columns: Int
  ) {
    dense_column_sums_d(sums, a, Int64(stride), Int64(rows), Int64(columns))
  }

  private static func kernelValue(_ step: RecurrentStep<Double>) -> dense_gru_d {
    dense_gru_d(
      count: Int64(step.count), units: Int64(step.units), hard: step.hasHardGates ? 1 : 0, words: step.words,
      inputs: step.inputs, input_stride: Int64(step.inputStride), input_gradient: step.inputGradient,
      product: step.product, bias: step.bias, h: step.h, z: step.z, r: step.r, n: step.n, q: step.q,
      next: step.next, d: step.d, gates: step.gates, previous: step.previous)
  }
}
