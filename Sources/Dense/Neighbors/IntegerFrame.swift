internal import DenseKernels

/// What is subtracted from and multiplied to rows before they are rounded: row x stands for x′ = x · scale − center.
///
/// Cosine: rows of length 1. Euclidean and inner product: a common power of two. The center makes x′ short, so that less is
/// lost to rounding: Euclidean distances do not change, and products become ⟨x′, y′⟩ + ⟨m, x′⟩ + ⟨m, y′⟩ + ⟨m, m⟩, of which
/// only the first is rounded.
struct IntegerFrame {
  let metric: Metric
  let center: [Double]?
  let scale: Double

  /// The frame for some items, with the norms of their rows.
  init(_ items: SourceRows, norms: AlignedBuffer<Double>, scaling: RowScaling) {
    (metric, scale) = (scaling.metric, scaling.scale)
    guard metric != .euclidean else {
      center = scaling.center.map { $0.map { $0 * scaling.scale } }
      return
    }
    var sample = items.sample()
    let chosen = SampledCenter.rows(of: items.rows)
    let columns = sample.columns
    sample.withMutableElements { numbers in
      for row in 0..<chosen.count {
        let factor = scaling.metric == .cosine ? Self.inverse(norms.pointer[chosen[row]]) : scaling.scale
        for column in 0..<columns { numbers[row * columns + column] *= factor }
      }
    }
    center = SampledCenter.of(sample)
  }

  private static func inverse(_ norm: Double) -> Double { norm > 0 ? 1 / norm : 0 }

  /// What each of some rows is multiplied by, by their norms.
  func scales(_ rows: some Collection<Int>, norms: AlignedBuffer<Double>) -> [Double] {
    rows.map { metric == .cosine ? Self.inverse(norms.pointer[$0]) : scale }
  }
}

extension SourceRows {
  /// Rounds at most 64 rows to a panel, given by their indices from 0, or some from the first of `range` on. C function:
  /// `dense_round_panel`.
  func round(
    _ range: Range<Int>, chosen: [Int32]?, into out: UnsafeMutablePointer<Int32>, frame: IntegerFrame,
    scales: [Double], width: IntegerWidth, rounded: inout dense_rounded_rows
  ) {
    let (count, depth) = (Int64(range.count), Int64(columns))
    withOptionalPointer(frame.center) { center in
      withOptionalPointer(chosen) { chosen in
        let first = chosen == nil ? range.lowerBound : 0
        let indices = chosen.map { $0 + range.lowerBound }
        switch self {
        case .float(let view):
          dense_round_panel_f(
            out, view.base + first * view.stride, Int64(view.stride), indices, count, depth, center, scales,
            width.rawValue, &rounded)
        case .double(let view):
          dense_round_panel_d(
            out, view.base + first * view.stride, Int64(view.stride), indices, count, depth, center, scales,
            width.rawValue, &rounded)
        }
      }
    }
  }
}
