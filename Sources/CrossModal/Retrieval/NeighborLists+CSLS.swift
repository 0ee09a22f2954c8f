import Dense
import Synchronization

extension NeighborLists {
  // Numbers of a block of products, at most.
  private static let blockNumbers = 1 << 22

  /// Searches `k` neighbors of each row by CSLS, 2 cos(x, y) − r(x) − r(y), in the set itself without the row, k < n, or among
  /// the rows of `others`, k ≤ m; r is the mean cosine to the `nearest` rows of the other side, or other rows of the set.
  ///
  /// Products in Double choose by the bound of their rounding; cosines of ``Dense/exactDistance(_:_:_:)`` decide, of rows at
  /// length 1. Cost n m d, memory blocks of rows. The lists do not depend on the threads. Routine: `dgemm`.
  package init(
    csls rows: MeasuredRows, among others: MeasuredRows? = nil, k: Int, nearest: Int = 10, threads: Int = 1,
    progress: (@Sendable (Double) -> Void)? = nil
  ) {
    let items = others ?? rows
    let most = items.rows - (others == nil ? 1 : 0)
    let few = min(most, others == nil ? most : rows.rows)
    precondition(
      rows.columns == items.columns && k >= 1 && k <= most && nearest >= 1 && nearest <= few,
      "\(k) neighbors of rows of \(rows.rows)×\(rows.columns) among \(items.rows)×\(items.columns), nearest \(nearest)"
    )
    let unit = UnitRows.of(rows.inDouble)
    let targets = others.map { UnitRows.of($0.inDouble) }
    let own = NearestCosines.means(of: unit, among: targets, k: nearest, threads: threads)
    let theirs =
      targets.map { NearestCosines.means(of: $0, among: unit, k: nearest, threads: threads) } ?? own
    let search = SimilaritySearch(
      rows: unit, items: targets ?? unit, means: theirs, k: min(k + 1, most), isSelf: others == nil)
    let block = max(8, min(128, Self.blockNumbers / max(1, items.rows)))
    let (count, tasks) = (rows.rows, (rows.rows + block - 1) / block)
    let results = Mutex<[Int: [Int32]]>([:])
    SharedTasks(count: tasks, threads: threads).runWhileWanted(
      finished: { progress?(Double($1) / Double(tasks)) }
    ) { _, task in
      let lists = search.lists(task * block..<min((task + 1) * block, count))
      results.withLock { $0[task] = lists }
    }
    var indices = results.withLock { known in (0..<tasks).flatMap { known[$0] ?? [] } }
    // Of an interrupted search, any lists.
    if Interruption.isRequested { indices = [Int32](repeating: 0, count: count * search.k) }
    self.init(
      NeighborTable(items: count, k: search.k, includesSelf: false, indices: indices), k: k
    ) { row, item in own[row] - search.score(row, item) }
  }
}

/// The search of one block: largest 2 cos(x, y) − r(y) first, ties by lower index.
private struct SimilaritySearch: Sendable {
  let rows: Matrix<Double>
  let items: Matrix<Double>
  let means: [Double]
  let k: Int
  let isSelf: Bool

  /// The exact score, without the part that all items share.
  func score(_ row: Int, _ item: Int) -> Double {
    2 * (1 - exactDistance(rows.view.row(row), items.view.row(item), .cosine)) - means[item]
  }

  func lists(_ block: Range<Int>) -> [Int32] {
    let products = product(rows.rows(block), items, transposingSecond: true)
    // Twice the rounding of a product of unit rows, and of what is computed with it.
    let bound = 4 * Double(rows.columns + 8) * 0x1p-53
    return block.enumerated().flatMap { place, row -> [Int32] in
      var scores = products.numbers(ofRow: place)
      for item in scores.indices { scores[item] = 2 * scores[item] - means[item] }
      if isSelf { scores[row] = -.infinity }
      let least = smallestOfLargest(scores) - 2 * bound
      let candidates = scores.indices.filter { scores[$0] >= least }.map {
        (item: $0, score: score(row, $0))
      }
      return
        candidates
        .sorted { $0.score == $1.score ? $0.item < $1.item : $0.score > $1.score }
        .prefix(k).map { Int32($0.item) }
    }
  }

  // The k-th largest score.
  private func smallestOfLargest(_ scores: [Double]) -> Double {
    var largest: [Double] = []
    largest.reserveCapacity(2 * k)
    var least = -Double.infinity
    for score in scores where score > least {
      largest.append(score)
      guard largest.count == 2 * k else { continue }
      largest.sort(by: >)
      largest.removeLast(k)
      least = largest[k - 1]
    }
    largest.sort(by: >)
    return largest.count >= k ? largest[k - 1] : -.infinity
  }
}
