import DenseKernels
import TestSupport
import Testing

@testable import Dense

private typealias GuardedFloats = Guarded<Float>

extension Guarded<Float> {
  fileprivate convenience init(_ values: [Float]) throws {
    try self.init(values.count) { values[$0] }
  }

  fileprivate convenience init(_ count: Int) throws {
    try self.init(count) { Float(($0 * 37 + 11) % 101) / 101 - 0.5 }
  }
}

@Suite(.enabled(if: KernelPath.fused.isAvailable, "the fused path needs AVX2"))
struct GuardedMemoryTests {
  /// Remainders of every kind: of 6 outputs, 16 and 64 inputs, 128 inputs a block, 64 samples.
  @Test(arguments: [
    (1, 1), (5, 3), (16, 6), (17, 7), (31, 8), (63, 13), (65, 64), (129, 10), (300, 9), (9, 131),
  ])
  func nothingIsTouchedBeyondTheBuffers(inputs: Int, outputs: Int) throws {
    let stride = (inputs + 15) / 16 * 16
    for (panels, count) in [(1, 64), (1, 1), (2, 33)] {
      var padded = [Float](repeating: 0, count: outputs * stride)
      for o in 0..<outputs { for i in 0..<inputs { padded[o * stride + i] = Float((o + i) % 7) * 0.1 } }
      let (weights, squares, means) = (
        try GuardedFloats(padded), try GuardedFloats(padded), try GuardedFloats(padded)
      )
      let (bias, biasSquares, biasMeans) = (
        try GuardedFloats(outputs), try GuardedFloats([Float](repeating: 0, count: outputs)),
        try GuardedFloats(outputs)
      )
      var layer = dense_layer(
        inputs: Int64(inputs), outputs: Int64(outputs), stride: Int64(stride), weights: weights.pointer,
        squares: squares.pointer, means: means.pointer, bias: bias.pointer, bias_squares: biasSquares.pointer,
        bias_means: biasMeans.pointer)
      // The rows stand without any padding; the last one ends with the memory.
      let data = try GuardedFloats(3 * inputs)
      let indices: [Int32] = (0..<64).map { Int32(2 - $0 % 3) }
      let (x, d) = (try GuardedFloats(panels * inputs * 64), try GuardedFloats(panels * outputs * 64))
      let (out, dx) = (try GuardedFloats(outputs * 64), try GuardedFloats(inputs * 64))
      let (h, mask) = (try GuardedFloats(inputs * 64), try GuardedFloats(inputs * 64))
      let forwardScratch = try GuardedFloats(Int(DENSE_FORWARD_SCRATCH))
      let updateScratch = try GuardedFloats(panels * Int(DENSE_UPDATE_SCRATCH))
      indices.withUnsafeBufferPointer { indices in
        var rows = (0..<panels).map { panel in
          dense_rows(
            base: UnsafePointer(data.pointer), stride: Int64(inputs), indices: indices.baseAddress,
            count: panel == panels - 1 ? Int64(count) : 64)
        }
        for activation in 0..<Int32(4) {
          dense_fused_forward(out.pointer, &layer, x.pointer, activation, nil)
          dense_fused_forward_rows(out.pointer, &layer, &rows, activation, nil, forwardScratch.pointer)
          dense_fused_backward(dx.pointer, &layer, d.pointer, h.pointer, activation, mask.pointer)
        }
        for rule in 0..<Int32(4) {
          var optimizer = dense_optimizer(
            rule: rule, rate: 0.01, decay: 0.9, momentum: 0.9, epsilon: 1e-3, shrink: rule < 2 ? 0.001 : 0)
          dense_fused_update(&layer, x.pointer, d.pointer, Int64(panels), &optimizer, updateScratch.pointer)
          dense_fused_update_rows(
            &layer, &rows, d.pointer, Int64(panels), &optimizer, updateScratch.pointer)
        }
        _ = dense_mse_gradient_f(
          dx.pointer, h.pointer, data.pointer, Int64(inputs), indices.baseAddress, Int64(count),
          Int64(inputs), 1)
      }
      for o in 0..<outputs {
        for i in 0..<stride {
          let (w, s) = (weights.pointer[o * stride + i], squares.pointer[o * stride + i])
          #expect(i < inputs ? w.isFinite && s.isFinite : w == 0 && s == 0, "weight (\(o), \(i))")
        }
      }
    }
  }

  /// The loops over the pairs of a batch, whose buffers all end with the memory.
  @Test(arguments: [1, 5, 16, 17, 70]) func pairsStayInsideTheirBuffers(features: Int) throws {
    for (panels, count) in [(1, 64), (1, 2), (2, 77)] {
      let stride = 64 * panels
      let data = try GuardedFloats(3 * features)
      let indices: [Int32] = (0..<64).map { Int32(2 - $0 % 3) }
      let (a, b) = (try GuardedFloats(features * 64), try GuardedFloats(features * 64))
      let (products, powers, counts) = (
        try GuardedFloats(stride * stride), try GuardedFloats(stride * stride),
        try GuardedFloats(stride * stride)
      )
      let scratch = try GuardedFloats(3 * stride)
      let scales = try GuardedFloats((0..<stride).map { $0 < count ? 0.1 : 0 })
      let sums = try GuardedFloats(stride)
      var squares = [Double](repeating: 0, count: 64)
      indices.withUnsafeBufferPointer { indices in
        guard let places = indices.baseAddress else { return }
        dense_gather_panel_f(
          a.pointer, data.pointer, Int64(features), places, Int64(min(64, count)), Int64(features))
      }
      dense_panel_squares_f(&squares, a.pointer, Int64(features))
      dense_scale_panel_f(b.pointer, a.pointer, scales.pointer, Int64(features))
      let corner = products.pointer + (stride - 64) * (stride + 1)
      dense_fused_pairs(corner, Int64(stride), a.pointer, b.pointer, Int64(features), 1, 0)
      dense_fused_pairs(corner, Int64(stride), a.pointer, a.pointer, Int64(features), 0, 1)
      dense_mirror_pairs_f(products.pointer, Int64(stride), Int64(stride))
      dense_fused_combine(b.pointer, a.pointer, corner, Int64(stride), Int64(features))
      let (n, s) = (Int64(count), Int64(stride))
      let losses = [
        dense_info_nce_f(
          products.pointer, powers.pointer, scratch.pointer, sums.pointer, counts.pointer, scales.pointer,
          scales.pointer, n, s, 2, 1),
        dense_pair_sigmoid_f(
          products.pointer, sums.pointer, counts.pointer, scales.pointer, scales.pointer, n, s, 2, -1),
        dense_structure_f(
          products.pointer, powers.pointer, scales.pointer, scales.pointer, scales.pointer, n, s, 1),
      ]
      #expect(losses.allSatisfy { $0.isFinite })
    }
  }
}
