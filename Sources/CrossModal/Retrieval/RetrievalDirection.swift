import Dense
import Synchronization

/// Retrieval in one direction: blocks of queries, all items.
struct RetrievalDirection: Sendable {
  // Numbers of a block of products, at most.
  private static let blockNumbers = 1 << 22

  private typealias Outcomes = [[RetrievalScores.Outcome]]
  private let queries: RetrievalSide
  private let items: RetrievalSide
  private let relevant: RelevantItems
  private let metrics: [(metric: RetrievalMetric, scores: ItemScores)]

  init(
    queries: RetrievalSide, items: RetrievalSide, relevant: RelevantItems, metrics: [RetrievalMetric],
    means: [Double]
  ) {
    (self.queries, self.items, self.relevant) = (queries, items, relevant)
    self.metrics = metrics.map {
      ($0, ItemScores($0, queries: queries, items: items, means: means))
    }
  }

  /// The scores for each metric.
  func scores(threads: Int, progress: (Double) -> Void) -> [RetrievalScores] {
    let (count, width) = (queries.kept.count, items.kept.count)
    // Of the data alone, so that the products are the same bits with any number of threads.
    let block = max(8, min(128, Self.blockNumbers / max(1, width)))
    let tasks = (count + block - 1) / block
    let results = Mutex<[Int: Outcomes]>([:])
    func split(_ items: Matrix<Double>?) -> SplitProducts? {
      items.flatMap { SplitProducts(items: $0.view, threads: threads) }
    }
    let (cosines, dots) = (split(items.unit), split(items.centered))
    let rooms = (0..<max(1, threads)).map { _ in Room(queries, items, cosines: cosines, dots: dots) }
    SharedTasks(count: tasks, threads: threads).runWhileWanted(
      finished: { progress(Double($1) / Double(tasks)) }
    ) { worker, task in
      let outcomes = self.outcomes(task * block..<min((task + 1) * block, count), rooms[worker])
      results.withLock { $0[task] = outcomes }
    }
    let parts = results.withLock { known in (0..<tasks).compactMap { known[$0] } }
    return metrics.indices.map { place in
      let outcomes = parts.flatMap { $0[place] }
      return RetrievalScores(
        metric: metrics[place].metric, items: width, excluded: count - outcomes.count, outcomes: outcomes)
    }
  }

  // Memory that serves one block after another. For one thread at a time.
  private final class Room {
    let cosines: BlockProducts?
    let dots: BlockProducts?
    let levels: ScoreLevels
    var scores: [Double]

    init(_ queries: RetrievalSide, _ items: RetrievalSide, cosines: SplitProducts?, dots: SplitProducts?) {
      func products(_ rows: Matrix<Double>?, _ others: Matrix<Double>?, _ split: SplitProducts?)
        -> BlockProducts?
      {
        guard let rows, let others else { return nil }
        return BlockProducts(rows.view, others.view, split: split)
      }
      self.cosines = products(queries.unit, items.unit, cosines)
      self.dots = products(queries.centered, items.centered, dots)
      levels = ScoreLevels(items: items.kept.count)
      scores = [Double](repeating: 0, count: items.kept.count)
    }

    func products(_ metric: RetrievalMetric) -> BlockProducts? { metric == .euclidean ? dots : cosines }
  }

  // For each metric what the queries find that have something to find.
  private func outcomes(_ block: Range<Int>, _ room: Room) -> Outcomes {
    room.cosines?.begin(block)
    room.dots?.begin(block)
    var outcomes = Outcomes(repeating: [], count: metrics.count)
    for (place, row) in block.enumerated() {
      // Of very many labels a query takes long.
      if Interruption.isRequested { break }
      let query = BlockQuery(row: row, rowInBlock: place, columns: relevant.columns(of: queries.kept[row]))
      guard !query.columns.isEmpty else { continue }
      for (number, (metric, scores)) in metrics.enumerated() {
        guard let products = room.products(metric) else { continue }
        let before = itemsBefore(query, scores, products, room)
        outcomes[number].append(
          before.map { .init(itemsBefore: $0) } ?? outcome(query, scores, products, room))
      }
    }
    return outcomes
  }

  // One of the queries of a block, at a place in it, and the places of the items that are relevant to it.
  private struct BlockQuery {
    var row: Int
    var rowInBlock: Int
    var columns: [Int]
  }

  // The irrelevant items before each relevant one; nil where one is as near as a relevant one.
  private func itemsBefore(_ query: BlockQuery, _ scores: ItemScores, _ products: BlockProducts, _ room: Room)
    -> [Int]?
  {
    let quick = products.quick(at: query.rowInBlock)
    scores.set(&room.scores, query: query.row, products: quick.products, row: query.rowInBlock)
    let bound = scores.bound(query: query.row, product: quick.bound)
    // Wider than the definition's, so that what is no tie here is none there.
    let tie = query.columns.reduce(0) {
      max($0, 2 * scores.tolerance.margin(abs(room.scores[$1]) + bound))
    }
    return room.levels.itemsBefore(
      room.scores, chosen: query.columns, margin: 4 * bound + tie,
      judge: .init(tie: tie) { scores.exact(query: query.row, item: $0) })
  }

  // What a query finds among items that may be as near as each other, from products in Double.
  private func outcome(_ query: BlockQuery, _ scores: ItemScores, _ products: BlockProducts, _ room: Room)
    -> RetrievalScores.Outcome
  {
    scores.set(
      &room.scores, query: query.row, products: products.productsInDouble, row: query.rowInBlock)
    let deciding = { (item: Int) in scores.deciding(room.scores[item], query: query.row, item: item) }
    var levels = RelevantLevels(query.columns.map(deciding), tolerance: scores.tolerance)
    for column in query.columns { room.scores[column] = -.infinity }
    levels.count(room.scores, bound: scores.bound(query: query.row, product: 0), exact: deciding)
    let precision = levels.averagePrecision
    return .init(
      rank: levels.rank, averagePrecision: precision.all, averagePrecisionAtR: precision.atR,
      relevant: query.columns.count)
  }
}
