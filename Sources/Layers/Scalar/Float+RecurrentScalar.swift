import Dense
internal import DenseKernels

extension Float: RecurrentScalar {
  /// One step forward, reset after. `dense_gru_after_forward_f`.
  package static func resetAfterForward(_ step: RecurrentStep<Float>) {
    var step = kernelValue(step)
    dense_gru_after_forward_f(&step)
  }

  /// One step back, reset after. `dense_gru_after_backward_f`.
  package static func resetAfterBackward(_ step: RecurrentStep<Float>) {
    var step = kernelValue(step)
    dense_gru_after_backward_f(&step)
  }

  /// Gates, reset before. `dense_gru_before_gates_f`.
  package static func resetBeforeGates(_ step: RecurrentStep<Float>) {
    var step = kernelValue(step)
    dense_gru_before_gates_f(&step)
  }

  /// Candidate and next state, reset before. `dense_gru_before_candidate_f`.
  package static func resetBeforeCandidate(_ step: RecurrentStep<Float>) {
    var step = kernelValue(step)
    dense_gru_before_candidate_f(&step)
  }

  /// First half of the way back, reset before. `dense_gru_before_backward_candidate_f`.
  package static func resetBeforeBackwardCandidate(_ step: RecurrentStep<Float>) {
    var step = kernelValue(step)
    dense_gru_before_backward_candidate_f(&step)
  }

  /// Second half of the way back, reset before. `dense_gru_before_backward_gates_f`.
  package static func resetBeforeBackwardGates(_ step: RecurrentStep<Float>) {
    var step = kernelValue(step)
    dense_gru_before_backward_gates_f(&step)
  }

  /// Sums over rows. `dense_column_sums_f`.
  package static func columnSums(
    _ sums: UnsafeMutablePointer<Float>, _ a: UnsafePointer<Float>, stride: Int, rows: Int, columns: Int
  ) {
    dense_column_sums_f(sums, a, Int64(stride), Int64(rows), Int64(columns))
  }

  private static func kernelValue(_ step: RecurrentStep<Float>) -> dense_gru_f {
    dense_gru_f(
      count: Int64(step.count), units: Int64(step.units), hard: step.hasHardGates ? 1 : 0, words: step.words,
      inputs: step.inputs, input_stride: Int64(step.inputStride), input_gradient: step.inputGradient,
      product: step.product, bias: step.bias, h: step.h, z: step.z, r: step.r, n: step.n, q: step.q,
      next: step.next, d: step.d, gates: step.gates, previous: step.previous)
  }
}
