import Dense

/// How near the items are to a query by one metric, from products; larger is nearer.
struct ItemScores: Sendable {
  private let metric: RetrievalMetric
  private let queries: RetrievalSide
  private let items: RetrievalSide
  // For CSLS the mean cosine of each item to its nearest queries.
  private let means: [Double]
  // The largest length of a centered item.
  private let reach: Double

  init(_ metric: RetrievalMetric, queries: RetrievalSide, items: RetrievalSide, means: [Double]) {
    (self.metric, self.queries, self.items, self.means) = (metric, queries, items, means)
    reach = (items.squares.max() ?? 0).squareRoot()
  }

  /// How far apart two scores may be to count as equal.
  var tolerance: RelevantLevels.Tolerance {
    switch metric {
    case .cosine: .init(absolute: 1e-12)
    case .csls: .init(absolute: 2e-12)
    case .euclidean: .init(relative: 1e-12)
    }
  }

  /// Sets the scores of all items for a query, from a row of products with them.
  func set(_ scores: inout [Double], query: Int, products: MatrixView<Double>, row: Int) {
    precondition(
      products.columns == scores.count, "\(products.columns) products for the scores of \(scores.count) items"
    )
    let products = products.row(row)
    switch metric {
    case .cosine: for item in scores.indices { scores[item] = products[item] }
    case .csls: for item in scores.indices { scores[item] = 2 * products[item] - means[item] }
    case .euclidean:
      let (square, squares) = (queries.squares[query], items.squares)
      for item in scores.indices { scores[item] = 2 * products[item] - square - squares[item] }
    }
  }

  /// How far a score of a query may be from the exact one, of a product that may be so far from that in Double.
  ///
  /// Products in Double are the definition of cosines. Of distances, roundings of the products, the squares and the centered rows
  /// are each a part of (|x| + |y|)².
  func bound(query: Int, product: Double) -> Double {
    switch metric {
    case .cosine: return product
    case .csls: return 2 * product
    case .euclidean:
      let length = queries.squares[query].squareRoot() + reach
      return 2 * product + 4 * Double(items.rows.columns + 8) * 0x1p-53 * length * length
    }
  }

  /// The score of an item that decides, of one from products in Double.
  func deciding(_ score: Double, query: Int, item: Int) -> Double {
    metric == .euclidean ? exact(query: query, item: item) : score
  }

  /// The exact score of one item; of cosines a product in Double, too, but not to the bit the one that decides.
  func exact(query: Int, item: Int) -> Double {
    switch metric {
    case .cosine, .csls:
      guard let rows = queries.unit?.view, let others = items.unit?.view else { return 0 }
      let cosine = -exactDistance(rows.row(query), others.row(item), .innerProduct)
      return metric == .csls ? 2 * cosine - means[item] : cosine
    case .euclidean:
      return -exactDistance(queries.rows.view.row(query), items.rows.view.row(item), .euclidean)
    }
  }
}
