import Dense

/// The rankings of the rows of one set for each other, as far as average precision asks for them: how many other items stand
/// before each relevant one.
///
/// A score is larger where an item is nearer: the negative of ``exactDistance(_:_:_:)``. It comes from a product in Double that
/// is right to a bound; a query for which an irrelevant item comes so near to a relevant one that the bound does not tell them
/// apart is ranked by exact distances there.
struct LabelRankings: Sendable {
  private let features: MatrixView<Float>
  private let labels: LabelSets
  private let metric: Metric
  // What is multiplied: rows at length 1, around their mean, or as they are.
  private let rows: Matrix<Double>
  // For the Euclidean distance the squared lengths.
  private let squares: [Double]
  private let lengths: [Double]
  private let reach: Double

  /// Prepares the rows. Cost n d.
  init(_ features: MatrixView<Float>, labels: LabelSets, metric: Metric) {
    (self.features, self.labels, self.metric) = (features, labels, metric)
    let numbers = Matrix(features).converted(to: Double.self)
    switch metric {
    case .cosine: rows = UnitRows.of(numbers.view)
    case .euclidean: rows = Matrix(numbers, subtracting: numbers.columnMeans)
    case .innerProduct: rows = numbers
    }
    lengths = metric == .cosine ? [] : rows.rowNorms
    squares = metric == .euclidean ? lengths.map { $0 * $0 } : []
    reach = lengths.max() ?? 0
  }

  /// Memory that serves one block after another. For one thread at a time.
  final class Room {
    fileprivate var products = Matrix<Double>(rows: 0, columns: 0)
    fileprivate var scores: [Double] = []
    fileprivate var levels: ScoreLevels?
  }

  /// The average precision of each query of a block; nil without a relevant item.
  func precisions(of block: Range<Int>, _ room: Room) -> [Double?] {
    let levels = room.levels ?? ScoreLevels(items: rows.rows)
    var scores = room.scores.isEmpty ? [Double](repeating: 0, count: rows.rows) : room.scores
    (room.levels, room.scores) = (levels, [])
    defer { room.scores = scores }
    if room.products.rows != block.count {
      room.products = Matrix(rows: block.count, columns: rows.rows)
    }
    room.products.setProduct(rows.rows(block), rows.view, transposingSecond: true)
    return block.enumerated().map { place, query in
      // Of very many labels a query takes long.
      if Interruption.isRequested { return nil }
      let relevant = labels.sharing(query)
      guard !relevant.isEmpty else { return nil }
      setScores(&scores, query, room.products.view, place)
      let bound = bound(query)
      scores[query] = -.infinity
      if let before = levels.itemsBefore(scores, chosen: relevant, margin: 2 * bound) {
        return Self.precision(before)
      }
      let row = features.row(query)
      let exact = { (item: Int) in -exactDistance(row, features.row(item), metric) }
      var known = RelevantLevels(relevant.map(exact), tolerance: .init())
      for item in relevant { scores[item] = -.infinity }
      known.count(scores, bound: bound, exact: exact)
      return known.averagePrecision.all
    }
  }

  // The average precision of relevant items by the others that are between them.
  private static func precision(_ before: [Int]) -> Double {
    var precision = AveragePrecision()
    for items in before {
      precision.add(items: items, relevant: 0)
      precision.add(items: 1, relevant: 1)
    }
    return precision.sum / Double(before.count)
  }

  private func setScores(
    _ scores: inout [Double], _ query: Int, _ products: MatrixView<Double>, _ place: Int
  ) {
    let numbers = products.row(place)
    switch metric {
    case .cosine: for item in scores.indices { scores[item] = numbers[item] - 1 }
    case .innerProduct: for item in scores.indices { scores[item] = numbers[item] }
    case .euclidean:
      let square = squares[query]
      for item in scores.indices { scores[item] = 2 * numbers[item] - square - squares[item] }
    }
  }

  // How far a score may be from the exact one: roundings of the products, the squares, and the centered or scaled rows, with
  // a factor to spare.
  private func bound(_ query: Int) -> Double {
    let terms = 4 * Double(rows.columns + 8) * 0x1p-53
    switch metric {
    case .cosine: return terms
    case .euclidean: return terms * (lengths[query] + reach) * (lengths[query] + reach)
    case .innerProduct: return terms * lengths[query] * reach
    }
  }
}
