internal import DenseKernels

/// The search in Float: collects for every row all items that may belong to its k nearest.
///
/// How threads share the work: ``SearchBlocks``.
struct CandidateSearch {
  let rows: PreparedRows
  let items: PreparedRows
  let k: Int
  let symmetric: Bool
  /// Row r is item r + shift and passed over, if not nil.
  let excludedShift: Int?
  let path: KernelPath
  let threads: Int

  // Tiles of the OpenBLAS path.
  private static let tileRows = 256
  private static let tileColumns = 512
  private static let width = Int(DENSE_NEIGHBOR_PANEL)
  private static let group = Int(DENSE_NEIGHBOR_GROUP)

  /// Runs the search. Rows in `closed` take no candidates. `progress` hears the part that is done.
  func collect(closed: [Int], progress: ((Double) -> Void)?) -> CandidateCollector {
    let collector = CandidateCollector(
      rows: rows.source.rows, k: k, candidates: k, rowErrors: rows.rowErrors, itemErrors: items.itemErrors)
    for row in closed { collector.close(row) }
    let groups = (rows.source.rows + groupSize - 1) / groupSize
    let scratches = (0..<max(1, min(threads, groups))).map { _ in
      AlignedBuffer<Float>(
        count: path == .fused ? Self.group * Self.width * Self.width : Self.tileRows * Self.tileColumns)
    }
    SearchBlocks.run(groups: groups, symmetric: symmetric, threads: threads, progress: progress) {
      worker, block in run(block, collector, scratches[worker].pointer)
    }
    return collector
  }

  // Rows (symmetric: and columns) that a thread works on at a time.
  private var groupSize: Int {
    switch (path, symmetric) {
    case (.fused, _): SearchBlocks.panelRows
    case (.openblas, true): Self.tileColumns
    case (.openblas, false): Self.tileRows
    }
  }

  private func run(
    _ block: PairSchedule.Block, _ collector: CandidateCollector, _ scratch: UnsafeMutablePointer<Float>
  ) {
    var pairing = dense_pairing(
      by_row: collector.collector, by_column: symmetric ? collector.collector : nil,
      row_terms: rows.terms.pointer, item_terms: items.terms.pointer, self_shift: Int64(excludedShift ?? 0),
      excludes_self: excludedShift == nil ? 0 : 1)
    switch path {
    case .fused: runPanels(block, &pairing, scratch)
    case .openblas: runTiles(block, &pairing, scratch)
    }
  }

  private func runPanels(
    _ block: PairSchedule.Block, _ pairing: inout dense_pairing, _ scratch: UnsafeMutablePointer<Float>
  ) {
    SearchBlocks.panels(
      of: block, symmetric: symmetric, rowPanels: rows.padded / Self.width,
      itemPanels: items.padded / Self.width
    ) { row, columns in
      dense_collect_panels(
        &pairing, rows.numbers.pointer, Int64(row), items.numbers.pointer, Int64(columns.lowerBound),
        Int64(columns.count), Int64(rows.depth), scratch)
    }
  }

  private func runTiles(
    _ block: PairSchedule.Block, _ pairing: inout dense_pairing, _ scratch: UnsafeMutablePointer<Float>
  ) {
    let (rowCount, itemCount) = (rows.source.rows, items.source.rows)
    let columns =
      symmetric
      ? stride(from: block.column * Self.tileColumns, to: block.column * Self.tileColumns + 1, by: 1)
      : stride(from: 0, to: itemCount, by: Self.tileColumns)
    for column in columns {
      let first = block.row * groupSize
      for row in stride(from: first, to: min(first + groupSize, rowCount), by: Self.tileRows) {
        let height = min(Self.tileRows, rowCount - row)
        let width = min(Self.tileColumns, itemCount - column)
        Float.gemm(
          transposeA: false, transposeB: true, m: height, n: width, k: rows.depth, alpha: 1,
          a: rows.numbers.pointer + row * rows.stride, strideA: rows.stride,
          b: items.numbers.pointer + column * items.stride, strideB: items.stride, beta: 0, c: scratch,
          strideC: Self.tileColumns)
        dense_collect_tile(
          &pairing, scratch, Int64(Self.tileColumns), Int64(row), Int64(height), Int64(column), Int64(width))
      }
    }
  }
}
