import Dense

/// How well mapped vectors find their own targets: for each query row the rank of its target among all targets, by cosine.
///
///     rank = 1 + #{irrelevant items that are nearer} + ½ #{irrelevant items that are as near}
///
/// of the nearest relevant item. Relevant is the item of the same row, or every item of the same group. Equal rows of one
/// group are one item, and one query: a picture that is repeated for its captions counts once. A zero row has cosine 0 to
/// everything. Cosines are computed in Double (`dgemm`, blocks of queries) and those within 1e-12 of each other are as near.
/// Cost n² d, memory O(n) beside the unit rows.
public struct PairedRetrieval: Equatable, Sendable {
  /// Rank of each query, from 1; halves where items are as near.
  public let ranks: [Double]

  /// Ranks the rows of `items` for each row of `queries`; both have the same shape.
  /// - Parameter groups: the group of each row; nil where each row is its own.
  public init(_ queries: some RowMajor<Float>, in items: some RowMajor<Float>, groups: [Int]? = nil) {
    self = Targets(items, groups: groups).found(by: queries)
  }

  fileprivate init(ranks: [Double]) { self.ranks = ranks }

  /// Mean of 1 / rank, in (0, 1]; 0 without queries.
  public var meanReciprocalRank: Double { RetrievalRanks(ranks).meanReciprocalRank }

  /// Share of queries whose rank is at most `k`; 0 without queries.
  public func recall(at k: Int) -> Double { RetrievalRanks(ranks).recall(at: k) }
}

extension PairedRetrieval {
  /// Items among which queries are answered, again and again as a map is trained.
  package struct Targets: Sendable {
    private static let block = 128
    private static let tolerance = 1e-12
    // One row an item, at unit length; zero rows stay.
    private let unit: Matrix<Double>
    // Rows of the items that are kept, and the group of each.
    private let kept: [Int]
    private let groups: [Int]?
    private let columns: Int
    private let rows: Int

    /// The rows of `items`; `groups` as for ``PairedRetrieval/init(_:in:groups:)``.
    package init(_ items: some RowMajor<Float>, groups: [Int]? = nil) {
      let view = items.view
      precondition(
        groups.map { $0.count == view.rows } ?? true,
        "groups of \(groups?.count ?? 0) rows for items \(view.rows)×\(view.columns)")
      (self.groups, rows, columns) = (groups, view.rows, view.columns)
      kept = groups.map { Self.distinct(view, $0) } ?? Array(0..<view.rows)
      unit = Self.unitRows(view, kept)
    }

    /// The ranks of the items for as many queries, row by row.
    package func found(by queries: some RowMajor<Float>) -> PairedRetrieval {
      let queries = queries.view
      precondition(
        queries.rows == rows && queries.columns == columns,
        "queries \(queries.rows)×\(queries.columns) for items \(rows)×\(columns)")
      let asked = groups.map { Self.distinct(queries, $0) } ?? kept
      var ranks: [Double] = []
      ranks.reserveCapacity(asked.count)
      for first in stride(from: 0, to: asked.count, by: Self.block) {
        let part = Array(asked[first..<min(first + Self.block, asked.count)])
        let cosines = product(Self.unitRows(queries, part), unit, transposingSecond: true).view
        for (place, query) in part.enumerated() {
          let row = Array(cosines.row(place))
          ranks.append(groups.map { rank(of: query, row, $0) } ?? Self.rank(of: query, row))
        }
      }
      return PairedRetrieval(ranks: ranks)
    }

    // Each row is its own item.
    private static func rank(of query: Int, _ cosines: [Double]) -> Double {
      let (low, high) = (cosines[query] - tolerance, cosines[query] + tolerance)
      var (nearer, asNear) = (0, 0)
      for cosine in cosines {
        if cosine > high { nearer += 1 } else if cosine >= low { asNear += 1 }
      }
      // The item itself is as near.
      return RetrievalRanks.rank(nearer: nearer, asNear: asNear - 1)
    }

    private func rank(of query: Int, _ cosines: [Double], _ groups: [Int]) -> Double {
      let group = groups[query]
      var best = -Double.infinity
      for (column, item) in kept.enumerated() where groups[item] == group {
        best = max(best, cosines[column])
      }
      var (nearer, asNear) = (0, 0)
      for (column, item) in kept.enumerated() where groups[item] != group {
        if cosines[column] > best + Self.tolerance {
          nearer += 1
        } else if cosines[column] >= best - Self.tolerance {
          asNear += 1
        }
      }
      return RetrievalRanks.rank(nearer: nearer, asNear: asNear)
    }

    // The first of each class of equal rows inside a group.
    private static func distinct(_ rows: MatrixView<Float>, _ groups: [Int]) -> [Int] {
      var known: [Int: [Int]] = [:]
      return (0..<rows.rows).filter { row in
        let others = known[groups[row]] ?? []
        guard !others.contains(where: { rows.row($0).elementsEqual(rows.row(row)) }) else { return false }
        known[groups[row]] = others + [row]
        return true
      }
    }

    private static func unitRows(_ rows: MatrixView<Float>, _ chosen: [Int]) -> Matrix<Double> {
      var numbers: [Double] = []
      numbers.reserveCapacity(chosen.count * rows.columns)
      for index in chosen {
        let row = rows.row(index)
        var square = 0.0
        for number in row { square += Double(number) * Double(number) }
        let length = square > 0 ? square.squareRoot() : 1
        for number in row { numbers.append(Double(number) / length) }
      }
      return Matrix(rows: chosen.count, columns: rows.columns, elements: numbers)
    }
  }
}
