internal import DenseKernels

/// Rows rounded to whole numbers, in panels of words, with what each of them lost.
final class IntegerRows: @unchecked Sendable {
  let source: SourceRows
  /// The rows' indices in `source`, or nil for all of them.
  let chosen: [Int32]?
  let count: Int
  /// Rows of the last panel included.
  let padded: Int
  /// Words in a row.
  let words: Int
  let width: IntegerWidth
  let numbers: AlignedBuffer<Int32>
  let starts: AlignedBuffer<Int32>
  /// The numbers as the left sides of products by tiles; nil where there are none.
  let lines: AlignedBuffer<Int32>?
  /// s of every row, and 1 / s.
  let steps, inverses: AlignedBuffer<Float>
  /// ‖x′‖, ‖x′ − s q‖, and ⟨m, x′⟩.
  let lengths, residuals, linear: AlignedBuffer<Double>

  /// Rounds some rows, or all. Cost n d.
  /// - Parameter areItems: other rows are multiplied by these, and these by no others.
  init(
    _ source: SourceRows, chosen: [Int32]? = nil, norms: AlignedBuffer<Double>, frame: IntegerFrame,
    width: IntegerWidth, areItems: Bool = false, threads: Int
  ) {
    (self.source, self.chosen, self.width) = (source, chosen, width)
    count = chosen?.count ?? source.rows
    let panel = Int(DENSE_NEIGHBOR_PANEL)
    let panels = (count + panel - 1) / panel
    padded = panels * panel
    let tiled = width.goesByTiles(columns: source.columns)
    words = width.words(columns: source.columns)
    numbers = AlignedBuffer(uninitialized: padded * words)
    lines = tiled && !areItems ? AlignedBuffer(count: padded * words, repeating: 0) : nil
    starts = AlignedBuffer(uninitialized: padded)
    steps = AlignedBuffer(uninitialized: padded)
    inverses = AlignedBuffer(uninitialized: padded)
    lengths = AlignedBuffer(uninitialized: padded)
    residuals = AlignedBuffer(uninitialized: padded)
    linear = AlignedBuffer(uninitialized: padded)
    SharedTasks(count: panels, threads: threads).run { [self] _, task in
      let first = task * panel
      let range = first..<min(count, first + panel)
      let scales =
        chosen.map { frame.scales($0[range].map { Int($0) }, norms: norms) }
        ?? frame.scales(range, norms: norms)
      var rounded = dense_rounded_rows(
        lengths: lengths.pointer + first, residuals: residuals.pointer + first,
        linear: linear.pointer + first,
        steps: steps.pointer + first, inverses: inverses.pointer + first, starts: starts.pointer + first,
        lines: lines.map { $0.pointer + first * words }, tiled: tiled ? 1 : 0)
      source.round(
        range, chosen: chosen, into: numbers.pointer + first * words, frame: frame, scales: scales,
        width: width, rounded: &rounded)
    }
  }

  /// The longest ‖x′‖.
  var longest: Double { lengths.elements.reduce(0) { max($0, $1) } }

  /// The longest ‖x′‖ + ‖x′ − s q‖: no rounded row is longer.
  var longestRounded: Double {
    (0..<count).reduce(0) { max($0, lengths.pointer[$1] + residuals.pointer[$1]) }
  }

  /// What the kernels read of rows.
  var panels: dense_integer_panels {
    .init(
      words: numbers.pointer, starts: starts.pointer, steps: steps.pointer, inverses: inverses.pointer,
      lines: lines.map { UnsafePointer($0.pointer) })
  }
}
