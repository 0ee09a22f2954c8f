internal import DenseKernels

/// One search by products in Float from beginning to end: prepare, collect candidates, rank them, search again where needed.
struct FloatSearch {
  let search: NeighborSearch
  /// nil: every item is a query.
  let queries: SourceRows?
  let items: SourceRows
  /// The first query's index among the items, if queries are items.
  let firstQuery: Int?
  let includesSelf: Bool

  private var k: Int { search.k }

  /// Runs the search.
  func run() -> NeighborResult {
    let symmetric = queries == nil
    let path = NeighborSearch.isAvailable(search.path) ? search.path : .openblas
    let itemNorms = items.norms(threads: search.threads)
    let queryNorms = queries.map { $0.norms(threads: search.threads) } ?? itemNorms
    let (itemLength, queryLength) = (Self.largest(itemNorms), Self.largest(queryNorms))
    let largestNorm = max(itemLength, queryLength)
    precondition(
      items.rows <= Int(Int32.max) && itemLength.isFinite && queryLength.isFinite,
      "neighbors of at most \(Int32.max) rows of finite numbers")
    let scaling = RowScaling(
      items, metric: search.metric, largestNorm: largestNorm)
    let rounding = ScoreRounding(
      depth: items.columns, run: path == .fused ? Int(DENSE_NEIGHBOR_RUN) : items.columns)
    func prepare(_ view: SourceRows, _ norms: AlignedBuffer<Double>) -> PreparedRows {
      PreparedRows(
        view, norms: norms, scaling: scaling, layout: path == .fused ? .panels : .rows, rounding: rounding,
        threads: search.threads)
    }
    let preparedItems = prepare(items, itemNorms)
    let rows = queries.map { prepare($0, queryNorms) } ?? preparedItems
    let excludedShift = includesSelf ? nil : firstQuery
    var indices = [Int32](repeating: 0, count: rows.source.rows * k)

    // All distances of a zero row are equal under cosine, and of every row without columns.
    let equidistant = (0..<rows.source.rows).filter {
      items.columns == 0 || (search.metric == .cosine && rows.exactNorms.pointer[$0] == 0)
    }
    for row in equidistant {
      let skipped = excludedShift.map { row + $0 }
      for place in 0..<k {
        indices[row * k + place] = Int32(skipped.map { place < $0 ? place : place + 1 } ?? place)
      }
    }
    var counts = Counts()
    if equidistant.count < rows.source.rows {
      let collector = CandidateSearch(
        rows: rows, items: preparedItems, k: k, symmetric: symmetric, excludedShift: excludedShift,
        path: path,
        threads: search.threads
      ).collect(closed: equidistant, progress: search.progress)
      counts = rank(rows, preparedItems, collector, Set(equidistant), excludedShift, into: &indices)
    }
    if includesSelf, let firstQuery {
      let own = firstQuery..<firstQuery + rows.source.rows
      OwnPlace.settle(&indices, k: k, own: own, metric: search.metric) {
        items.exactDistance(
          $0, itemNorms.pointer[$0], to: $1, of: items, itemNorms.pointer[$1], search.metric)
      }
    }
    return NeighborResult(
      table: NeighborTable(items: rows.source.rows, k: k, includesSelf: includesSelf, indices: indices),
      rowsDecidedExactly: counts.decidedExactly, rowsSearchedAgain: counts.searchedAgain,
      exactDistances: counts.exactDistances)
  }

  // The largest number, 0 if there is none; the first one that is not finite, if there is one.
  private static func largest(_ numbers: AlignedBuffer<Double>) -> Double {
    withExtendedLifetime(numbers) {
      numbers.elements.first { !$0.isFinite } ?? numbers.elements.max() ?? 0
    }
  }

  private struct Counts {
    var decidedExactly = 0
    var searchedAgain = 0
    var exactDistances = 0
  }

  private func rank(
    _ rows: PreparedRows, _ items: PreparedRows, _ collector: CandidateCollector, _ equidistant: Set<Int>,
    _ excludedShift: Int?, into indices: inout [Int32]
  ) -> Counts {
    let (count, chunk) = (rows.source.rows, 256)
    let tasks = (count + chunk - 1) / chunk
    var counts = [Counts](repeating: Counts(), count: tasks)
    var again = [[Int]](repeating: [], count: tasks)
    let again2 = DoubleSearch(rows: rows, items: items, metric: search.metric, k: k)
    indices.withUnsafeMutableBufferPointer { out in
      guard let base = out.baseAddress else { return }
      nonisolated(unsafe) let target = base
      counts.withUnsafeMutableBufferPointer { counts in
        again.withUnsafeMutableBufferPointer { again in
          nonisolated(unsafe) let (counts, again) = (counts, again)
          SharedTasks(count: tasks, threads: search.threads).run { _, task in
            let ranking = CandidateRanking(collector, rows: rows, items: items, metric: search.metric)
            for row in (task * chunk)..<min(count, (task + 1) * chunk) where !equidistant.contains(row) {
              if !ranking.rank(row, into: target + row * k) {
                again[task].append(row)
              }
            }
            counts[task].decidedExactly = ranking.rowsDecidedExactly
            counts[task].exactDistances = ranking.exactDistances
          }
        }
      }
      let open = again.flatMap { $0 }
      let block = again2.rowBlock
      SharedTasks(count: (open.count + block - 1) / block, threads: search.threads).run { _, task in
        let chosen = Array(open[(task * block)..<min(open.count, (task + 1) * block)])
        let found = again2.nearest(chosen) { row in excludedShift.map { row + $0 } }
        for (row, nearest) in zip(chosen, found) {
          for place in 0..<k { target[row * k + place] = nearest[place] }
        }
      }
    }
    return counts.reduce(into: Counts(searchedAgain: again.reduce(0) { $0 + $1.count })) {
      $0.decidedExactly += $1.decidedExactly
      $0.exactDistances += $1.exactDistances
    }
  }
}
