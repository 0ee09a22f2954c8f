/// One search from beginning to end: choose the products, collect candidates, rank them, search again where needed.
struct NeighborRun {
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
    MemoryShortage.of(
      search.bytesNeeded(queries: queries?.rows, items: items.rows, columns: items.columns))?.end()
    let itemNorms = items.norms(threads: search.threads)
    let queryNorms = queries.map { $0.norms(threads: search.threads) } ?? itemNorms
    let (itemLength, queryLength) = (Self.largest(itemNorms), Self.largest(queryNorms))
    precondition(
      items.rows <= Int(Int32.max) && itemLength.isFinite && queryLength.isFinite,
      "neighbors of at most \(Int32.max) rows of finite numbers")
    let scaling = RowScaling(items, metric: search.metric, largestNorm: max(itemLength, queryLength))
    let excludedShift = includesSelf ? nil : firstQuery
    let sides = SearchSides(
      rows: queries ?? items, items: items, rowNorms: queryNorms, itemNorms: itemNorms,
      symmetric: queries == nil,
      metric: search.metric, excludedShift: excludedShift)
    let rows = sides.rows.rows
    var indices = [Int32](repeating: 0, count: rows * k)

    // All distances of a zero row are equal under cosine, and of every row without columns.
    let equidistant = (0..<rows).filter {
      items.columns == 0 || (search.metric == .cosine && queryNorms.pointer[$0] == 0)
    }
    for row in equidistant { fill(row, skipping: excludedShift.map { row + $0 }, &indices) }
    var counts = Counts(path: search.path.floats == .fused ? .fused : .openblas)
    if equidistant.count < rows {
      counts = nearest(sides, scaling, closed: equidistant, into: &indices)
      // Indices of items, whatever was found: nobody wants them any more.
      if Interruption.isRequested {
        for row in 0..<rows { fill(row, skipping: excludedShift.map { row + $0 }, &indices) }
      }
    }
    if includesSelf, let firstQuery {
      let own = firstQuery..<firstQuery + rows
      OwnPlace.settle(&indices, k: k, own: own, metric: search.metric) {
        sides.exactDistance($0 - firstQuery, $1)
      }
    }
    return NeighborResult(
      table: NeighborTable(items: rows, k: k, includesSelf: includesSelf, indices: indices),
      path: counts.path,
      rowsDecidedExactly: counts.decidedExactly, rowsSearchedAgain: counts.searchedAgain,
      exactDistances: counts.exactDistances)
  }

  // The first items as the neighbors of a row.
  private func fill(_ row: Int, skipping skipped: Int?, _ indices: inout [Int32]) {
    for place in 0..<k {
      indices[row * k + place] = Int32(skipped.map { place < $0 ? place : place + 1 } ?? place)
    }
  }

  // The largest number, 0 if there is none; the first one that is not finite, if there is one.
  private static func largest(_ numbers: AlignedBuffer<Double>) -> Double {
    withExtendedLifetime(numbers) {
      numbers.elements.first { !$0.isFinite } ?? numbers.elements.max() ?? 0
    }
  }

  private struct Counts {
    var path: NeighborPath
    var decidedExactly = 0
    var searchedAgain = 0
    var exactDistances = 0
  }

  private func nearest(
    _ sides: SearchSides, _ scaling: RowScaling, closed: [Int], into indices: inout [Int32]
  ) -> Counts {
    let skipped = Set(closed)
    if let plan = integerPlan(sides, scaling),
      let found = plan.search(closed: closed, progress: search.progress)
    {
      var counts = Counts(path: plan.width == .bits8 ? .int8 : .int16)
      let open = rank(found, sides, skipped, &counts, into: &indices)
      // Otherwise the data are others than the sample said, and a search in Float costs less than many single rows.
      if open.count * 50 <= sides.rows.rows + 1600 {
        searchAgain(open, sides, &counts, into: &indices)
        return counts
      }
    }
    let path = search.path.floats
    let found = FloatSearch(sides: sides, k: k, path: path, threads: search.threads).collect(
      scaling: scaling, closed: closed, progress: search.progress)
    var counts = Counts(path: path == .fused ? .fused : .openblas)
    searchAgain(rank(found, sides, skipped, &counts, into: &indices), sides, &counts, into: &indices)
    return counts
  }

  private func integerPlan(_ sides: SearchSides, _ scaling: RowScaling) -> IntegerPlan? {
    let width: IntegerWidth?
    switch search.path {
    case .openblas, .fused: return nil
    case .automatic: width = nil
    case .int8: width = .bits8
    case .int16: width = .bits16
    }
    if search.path != .automatic && !search.path.isAvailable { return nil }
    return IntegerPlan(sides, k: k, scaling: scaling, width: width, threads: search.threads)
  }

  // Writes the neighbors of all rows that their candidates decide; returns the others.
  private func rank(
    _ found: FoundCandidates, _ sides: SearchSides, _ skipped: Set<Int>, _ counts: inout Counts,
    into indices: inout [Int32]
  ) -> [Int] {
    let (count, chunk) = (sides.rows.rows, 256)
    let tasks = (count + chunk - 1) / chunk
    var parts = [Counts](repeating: Counts(path: counts.path), count: tasks)
    var open = [[Int]](repeating: [], count: tasks)
    indices.withUnsafeMutableBufferPointer { out in
      guard let base = out.baseAddress else { return }
      nonisolated(unsafe) let target = base
      parts.withUnsafeMutableBufferPointer { parts in
        open.withUnsafeMutableBufferPointer { open in
          nonisolated(unsafe) let (parts, open) = (parts, open)
          SharedTasks(count: tasks, threads: search.threads).runWhileWanted { _, task in
            let ranking = CandidateRanking(found, sides)
            for row in (task * chunk)..<min(count, (task + 1) * chunk) where !skipped.contains(row) {
              if !ranking.rank(row, into: target + row * k) { open[task].append(row) }
            }
            parts[task].decidedExactly = ranking.rowsDecidedExactly
            parts[task].exactDistances = ranking.exactDistances
          }
        }
      }
    }
    for part in parts {
      counts.decidedExactly += part.decidedExactly
      counts.exactDistances += part.exactDistances
    }
    return open.flatMap { $0 }
  }

  private func searchAgain(
    _ open: [Int], _ sides: SearchSides, _ counts: inout Counts, into indices: inout [Int32]
  ) {
    counts.searchedAgain = open.count
    let again = DoubleSearch(sides, k: k)
    let block = again.rowBlock
    indices.withUnsafeMutableBufferPointer { out in
      nonisolated(unsafe) let target = out
      SharedTasks(count: (open.count + block - 1) / block, threads: search.threads).runWhileWanted {
        _, task in
        let chosen = Array(open[(task * block)..<min(open.count, (task + 1) * block)])
        for (row, nearest) in zip(chosen, again.nearest(chosen)) {
          for place in 0..<k { target[row * k + place] = nearest[place] }
        }
      }
    }
  }
}
