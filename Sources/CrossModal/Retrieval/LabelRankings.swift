import Dense

/// The rankings of the rows of one set for each other, as far as average precision asks for them: how many other items stand
/// before each relevant one.
///
/// A score is larger where an item is nearer: the negative of ``exactDistance(_:_:_:)``. It comes from a product that is right
/// to a bound; where an irrelevant item comes so near to a relevant one that the bound does not tell them apart, exact distances
/// do.
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
  // Nil where products in Double are as quick.
  private let split: SplitProducts?

  /// Prepares the rows. Cost n d.
  init(_ features: MatrixView<Float>, labels: LabelSets, metric: Metric, threads: Int) {
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
    split = SplitProducts(items: rows.view, threads: threads)
  }

  /// Queries of a block. Quick products stay in the second-level cache until they are counted; `dgemm` packs the items again for
  /// each block. Neither changes a value.
  var blockRows: Int { max(8, min(split == nil ? 256 : 64, (1 << 22) / max(1, rows.rows))) }

  /// Memory that serves one block after another. For one thread at a time.
  final class Room {
    fileprivate let products: BlockProducts
    fileprivate let levels: ScoreLevels
    fileprivate var scores: [Double]

    fileprivate init(_ rows: MatrixView<Double>, split: SplitProducts?) {
      products = BlockProducts(rows, rows, split: split)
      levels = ScoreLevels(items: rows.rows)
      scores = [Double](repeating: 0, count: rows.rows)
    }
  }

  /// Memory for ``precisions(of:_:)``.
  func room() -> Room { Room(rows.view, split: split) }

  /// The average precision of each query of a block; nil without a relevant item.
  func precisions(of block: Range<Int>, _ room: Room) -> [Double?] {
    room.products.begin(block)
    return block.enumerated().map { place, query in
      // Of very many labels a query takes long.
      if Interruption.isRequested { return nil }
      let relevant = labels.sharing(query)
      guard !relevant.isEmpty else { return nil }
      let (products, error) = room.products.quick(at: place)
      setScores(&room.scores, query, products, place)
      let bound = bound(query, product: error)
      let row = features.row(query)
      let exact = { (item: Int) in -exactDistance(row, features.row(item), metric) }
      room.scores[query] = -.infinity
      let judge = ScoreLevels.Judge(tie: 0, score: exact)
      if let before = room.levels.itemsBefore(
        room.scores, chosen: relevant, margin: 2 * bound, judge: judge)
      {
        return AveragePrecision(itemsBefore: before).sum / Double(before.count)
      }
      var known = RelevantLevels(relevant.map(exact), tolerance: .init())
      for item in relevant { room.scores[item] = -.infinity }
      known.count(room.scores, bound: bound, exact: exact)
      return known.averagePrecision.all
    }
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

  // How far a score may be from the exact one, of a product that may be so far from that in Double: roundings of the products,
  // the squares, and the centered or scaled rows, with a factor to spare.
  private func bound(_ query: Int, product: Double) -> Double {
    let terms = 4 * Double(rows.columns + 8) * 0x1p-53
    switch metric {
    case .cosine: return product + terms
    case .euclidean: return 2 * product + terms * (lengths[query] + reach) * (lengths[query] + reach)
    case .innerProduct: return product + terms * lengths[query] * reach
    }
  }
}
