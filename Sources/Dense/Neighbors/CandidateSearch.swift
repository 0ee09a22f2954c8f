internal import DenseKernels

/// The search in Float: collects for every row all items that may belong to its k nearest.
///
/// In a symmetric search (rows = items) each product serves both its row and its column. Tasks are groups of columns;
/// their shapes do not depend on the number of threads. Each thread keeps its own lists and at the end of a task
/// takes over the thresholds that others have proved. In a search of queries the tasks are groups of rows, which
/// share nothing.
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
    let tasks = tasks
    let workers = symmetric ? min(threads, tasks.count) : 1
    let collectors = (0..<max(1, workers)).map { _ in
      let collector = CandidateCollector(rows: rows, items: items, k: k)
      for row in closed { collector.close(row) }
      return collector
    }
    let scratches = (0..<min(threads, max(1, tasks.count))).map { _ in
      ScratchMemory<Float>(
        count: path == .fused ? Self.group * Self.width * Self.width : Self.tileRows * Self.tileColumns)
    }
    let shared = ScratchMemory<Float>(count: rows.padded, repeating: -.greatestFiniteMagnitude)
    var work = 0.0
    let whole = tasks.reduce(0.0) { $0 + cost(of: $1) }
    SharedTasks(count: tasks.count, threads: threads).run { worker, done in
      if collectors.count > 1 { collectors[worker].shareThresholds(with: shared) }
      work += cost(of: tasks[done - 1])
      progress?(work / whole)
    } _: { worker, task in
      run(tasks[task], collectors[symmetric ? worker : 0], scratches[worker].pointer)
    }
    merge(collectors)
    return collectors[0]
  }

  private func merge(_ collectors: [CandidateCollector]) {
    guard collectors.count > 1 else { return }
    let chunk = 256
    SharedTasks(count: (rows.source.rows + chunk - 1) / chunk, threads: threads).run { _, task in
      for row in (task * chunk)..<min(rows.source.rows, (task + 1) * chunk) {
        for other in collectors.dropFirst() { collectors[0].absorb(other, row: row) }
      }
    }
  }

  private enum Task {
    /// Some columns with the rows of the same indices.
    case diagonal(Int)
    /// Some columns with all rows before them.
    case above(Int)
    /// Some rows with all items.
    case rows(Int)
  }

  // The diagonal gives all rows their first thresholds at the lowest price. Then the largest tasks come first, so that
  // the threads end together.
  private var tasks: [Task] {
    let count = (rows.source.rows + taskSize - 1) / taskSize
    guard symmetric else { return (0..<count).map(Task.rows) }
    return (0..<count).map(Task.diagonal) + (0..<count).dropFirst().reversed().map(Task.above)
  }

  private func cost(of task: Task) -> Double {
    switch task {
    case .diagonal: 0.5
    case .above(let number): Double(number)
    case .rows: 1
    }
  }

  // Rows (symmetric: columns) of a task.
  private var taskSize: Int {
    switch (path, symmetric) {
    case (.fused, _): Self.group * Self.width
    case (.openblas, true): Self.tileColumns
    case (.openblas, false): Self.tileRows
    }
  }

  private func run(_ task: Task, _ collector: CandidateCollector, _ scratch: UnsafeMutablePointer<Float>) {
    withUnsafeMutablePointer(to: &collector.collector) { lists in
      var pairing = dense_pairing(
        by_row: lists, by_column: symmetric ? lists : nil, row_terms: rows.terms.pointer,
        item_terms: items.terms.pointer, self_shift: Int64(excludedShift ?? 0),
        excludes_self: excludedShift == nil ? 0 : 1)
      switch path {
      case .fused: runPanels(task, &pairing, scratch)
      case .openblas: runTiles(task, &pairing, scratch)
      }
    }
  }

  private func runPanels(_ task: Task, _ pairing: inout dense_pairing, _ scratch: UnsafeMutablePointer<Float>)
  {
    let (rowPanels, itemPanels) = (rows.padded / Self.width, items.padded / Self.width)
    func collect(row: Int, columns: Int) {
      dense_collect_panels(
        &pairing, rows.numbers.pointer, Int64(row), items.numbers.pointer, Int64(columns),
        Int64(min(Self.group, itemPanels - columns)), Int64(rows.depth), scratch)
    }
    func group(_ number: Int) -> Range<Int> {
      (number * Self.group)..<min((number + 1) * Self.group, rowPanels)
    }
    switch task {
    case .diagonal(let number):
      for row in group(number) { collect(row: row, columns: number * Self.group) }
    case .above(let number):
      for row in 0..<(number * Self.group) { collect(row: row, columns: number * Self.group) }
    case .rows(let number):
      for columns in stride(from: 0, to: itemPanels, by: Self.group) {
        for row in group(number) { collect(row: row, columns: columns) }
      }
    }
  }

  private func runTiles(_ task: Task, _ pairing: inout dense_pairing, _ scratch: UnsafeMutablePointer<Float>)
  {
    let (rowCount, itemCount) = (rows.source.rows, items.source.rows)
    func collect(row: Int, column: Int) {
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
    switch task {
    case .diagonal(let number):
      let column = number * Self.tileColumns
      for row in stride(from: column, to: min(rowCount, column + Self.tileColumns), by: Self.tileRows) {
        collect(row: row, column: column)
      }
    case .above(let number):
      let column = number * Self.tileColumns
      for row in stride(from: 0, to: column, by: Self.tileRows) { collect(row: row, column: column) }
    case .rows(let number):
      for column in stride(from: 0, to: itemCount, by: Self.tileColumns) {
        collect(row: number * Self.tileRows, column: column)
      }
    }
  }
}
