import Dense
import Synchronization

/// Retrieval in one direction: blocks of queries, all items.
struct RetrievalDirection: Sendable {
  // Numbers of a block of products, at most.
  private static let blockNumbers = 1 << 22
  private static let cosine = RelevantLevels.Tolerance(absolute: 1e-12)
  private static let csls = RelevantLevels.Tolerance(absolute: 2e-12)
  private static let euclidean = RelevantLevels.Tolerance(relative: 1e-12)

  private typealias Outcomes = [[RetrievalScores.Outcome]]
  private let queries: RetrievalSide
  private let items: RetrievalSide
  private let relevant: RelevantItems
  private let metrics: [RetrievalMetric]
  // For CSLS the mean cosine of each item to its nearest queries.
  private let means: [Double]
  // The largest length of a centered item.
  private let reach: Double

  init(
    queries: RetrievalSide, items: RetrievalSide, relevant: RelevantItems, metrics: [RetrievalMetric],
    means: [Double]
  ) {
    (self.queries, self.items, self.relevant) = (queries, items, relevant)
    (self.metrics, self.means) = (metrics, means)
    reach = (items.squares.max() ?? 0).squareRoot()
  }

  /// The scores for each metric.
  func scores(threads: Int, progress: (Double) -> Void) -> [RetrievalScores] {
    let (count, width) = (queries.kept.count, items.kept.count)
    // Of the data alone, so that the products are the same bits with any number of threads.
    let block = max(8, min(128, Self.blockNumbers / max(1, width)))
    let tasks = (count + block - 1) / block
    let results = Mutex<[Int: Outcomes]>([:])
    SharedTasks(count: tasks, threads: threads).runWhileWanted(
      finished: { progress(Double($1) / Double(tasks)) }
    ) { _, task in
      let outcomes = self.outcomes(task * block..<min((task + 1) * block, count))
      results.withLock { $0[task] = outcomes }
    }
    let parts = results.withLock { known in (0..<tasks).compactMap { known[$0] } }
    return metrics.enumerated().map { place, metric in
      let outcomes = parts.flatMap { $0[place] }
      return RetrievalScores(
        metric: metric, items: width, excluded: count - outcomes.count, outcomes: outcomes)
    }
  }

  // For each metric what the queries find that have something to find.
  private func outcomes(_ block: Range<Int>) -> Outcomes {
    func products(_ rows: Matrix<Double>?, _ others: Matrix<Double>?) -> Matrix<Double>? {
      guard let rows, let others else { return nil }
      return product(rows.rows(block), others, transposingSecond: true)
    }
    let cosines = products(queries.unit, items.unit)
    let dots = products(queries.centered, items.centered)
    var outcomes = Outcomes(repeating: [], count: metrics.count)
    for (place, query) in block.enumerated() {
      let columns = relevant.columns(of: queries.kept[query])
      guard !columns.isEmpty else { continue }
      for (number, metric) in metrics.enumerated() {
        let numbers = (metric == .euclidean ? dots : cosines)?.numbers(ofRow: place) ?? []
        let levels = levels(metric, query, numbers, columns)
        let precision = levels.averagePrecision
        outcomes[number].append(
          .init(
            rank: levels.rank, averagePrecision: precision.all, averagePrecisionAtR: precision.atR,
            relevant: columns.count))
      }
    }
    return outcomes
  }

  // The ranking of all items for a query, from its products with them.
  private func levels(_ metric: RetrievalMetric, _ query: Int, _ products: [Double], _ columns: [Int])
    -> RelevantLevels
  {
    var scores = products
    if metric == .csls {
      for item in scores.indices { scores[item] = 2 * scores[item] - means[item] }
    }
    guard metric == .euclidean else {
      var levels = RelevantLevels(
        columns.map { scores[$0] }, tolerance: metric == .csls ? Self.csls : Self.cosine)
      for column in columns { scores[column] = -.infinity }
      levels.count(scores)
      return levels
    }
    let (rows, others) = (queries.rows.view, items.rows.view)
    let exact = { (item: Int) in -exactDistance(rows.row(query), others.row(item), .euclidean) }
    let (square, squares) = (queries.squares[query], items.squares)
    for item in scores.indices { scores[item] = 2 * scores[item] - square - squares[item] }
    var levels = RelevantLevels(columns.map(exact), tolerance: Self.euclidean)
    for column in columns { scores[column] = -.infinity }
    // Roundings of the products, the squares and the centered rows are each a part of (|x| + |y|)².
    let length = square.squareRoot() + reach
    levels.count(
      scores, bound: 4 * Double(others.columns + 8) * 0x1p-53 * length * length, exact: exact)
    return levels
  }
}
