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

/// How far the rows of a set reach: what decides the step to which they are rounded.
struct IntegerExtent {
  /// The largest |x′_c|.
  let largest: Double
  /// The largest ‖x′‖.
  let longest: Double
  let columns: Int

  /// Of all rows. Cost n d.
  init(_ source: SourceRows, norms: AlignedBuffer<Double>, frame: IntegerFrame, threads: Int) {
    let block = 256
    let blocks = (source.rows + block - 1) / block
    var found = [(largest: Double, longest: Double)](repeating: (0, 0), count: blocks)
    found.withUnsafeMutableBufferPointer { found in
      nonisolated(unsafe) let found = found
      SharedTasks(count: blocks, threads: threads).run { _, task in
        let rows = task * block..<min(source.rows, (task + 1) * block)
        found[task] = source.extent(rows, frame: frame, norms: norms)
      }
    }
    largest = found.reduce(0) { max($0, $1.largest) }
    longest = found.reduce(0) { max($0, $1.longest) }
    columns = source.columns
  }

  /// 1 / s of the step s with which no number leaves the range, and with which sums of 16-bit products stay below 2³¹: by
  /// ‖q_x‖ ‖q_y‖ < 46,340², where ‖q‖ ≤ ‖x′‖/s + √d/2.
  func inverseStep(_ width: IntegerWidth) -> Double {
    guard largest > 0 else { return 1 }
    // The last digits: what multiplying and rounding may add.
    let numbers = width.largest * (1 - 0x1p-40) / largest
    guard width == .bits16 else { return numbers }
    return min(numbers, (46_339 - Double(columns).squareRoot() / 2) / longest)
  }
}

/// How many bits rows are rounded to.
enum IntegerWidth: Int32 {
  case bits8 = 8
  case bits16 = 16

  /// The largest number.
  var largest: Double { self == .bits8 ? 127 : 32_767 }
  /// Numbers in a word of 32 bits.
  var numbers: Int { 32 / Int(rawValue) }
  /// Columns from which on sums may leave 32 bits; with 16 bits the step sees to them.
  var mostColumns: Int { self == .bits8 ? 1 << 16 : 1 << 28 }
}

extension SourceRows {
  /// The largest |x′_c| and ‖x′‖ of some rows. C function: `dense_extent`.
  fileprivate func extent(_ range: Range<Int>, frame: IntegerFrame, norms: AlignedBuffer<Double>)
    -> (largest: Double, longest: Double)
  {
    let (scales, first, count) = (frame.scales(range, norms: norms), range.lowerBound, Int64(range.count))
    var lengths = [Double](repeating: 0, count: range.count)
    let largest = withOptionalPointer(frame.center) { center in
      switch self {
      case .float(let view):
        dense_extent_f(
          view.base + first * view.stride, Int64(view.stride), nil, count, Int64(columns), center, scales,
          &lengths)
      case .double(let view):
        dense_extent_d(
          view.base + first * view.stride, Int64(view.stride), nil, count, Int64(columns), center, scales,
          &lengths)
      }
    }
    return (largest, lengths.max() ?? 0)
  }

  /// Rounds at most 64 rows to a panel, given by their indices from 0, or some from the first of `range` on. C function:
  /// `dense_round_panel`.
  func round(
    _ range: Range<Int>, chosen: [Int32]?, into out: UnsafeMutablePointer<Int32>, frame: IntegerFrame,
    scales: [Double], inverse: Double, width: IntegerWidth, rounded: inout dense_rounded_rows
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
            inverse, width.rawValue, &rounded)
        case .double(let view):
          dense_round_panel_d(
            out, view.base + first * view.stride, Int64(view.stride), indices, count, depth, center, scales,
            inverse, width.rawValue, &rounded)
        }
      }
    }
  }
}
