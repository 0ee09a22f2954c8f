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

  private static let block = 128
  private static let tolerance = 1e-12

  /// Ranks the rows of `items` for each row of `queries`; both have the same shape.
  /// - Parameter groups: the group of each row; nil where each row is its own.
  public init(_ queries: some RowMajor<Float>, in items: some RowMajor<Float>, groups: [Int]? = nil) {
    let (queries, items) = (queries.view, items.view)
    precondition(
      queries.rows == items.rows && queries.columns == items.columns
        && (groups.map { $0.count == items.rows } ?? true),
      "queries \(queries.rows)×\(queries.columns), items \(items.rows)×\(items.columns), groups of "
        + "\(groups?.count ?? 0)")
    let rows = Array(0..<items.rows)
    let asked = groups.map { Self.distinct(queries, $0) } ?? rows
    let kept = groups.map { Self.distinct(items, $0) } ?? rows
    func isRelevant(_ query: Int, _ item: Int) -> Bool {
      groups.map { $0[query] == $0[item] } ?? (query == item)
    }
    let targets = Self.unitRows(items, kept)
    var ranks: [Double] = []
    ranks.reserveCapacity(asked.count)
    for first in stride(from: 0, to: asked.count, by: Self.block) {
      let part = Array(asked[first..<min(first + Self.block, asked.count)])
      let cosines = product(Self.unitRows(queries, part), targets, transposingSecond: true)
      for (place, query) in part.enumerated() {
        let row = cosines.view.row(place)
        var best = -Double.infinity
        for (column, item) in kept.enumerated() where isRelevant(query, item) {
          best = max(best, row[column])
        }
        var rank = 1.0
        for (column, item) in kept.enumerated() where row[column] >= best - Self.tolerance {
          if !isRelevant(query, item) { rank += row[column] > best + Self.tolerance ? 1 : 0.5 }
        }
        ranks.append(rank)
      }
    }
    self.ranks = ranks
  }

  /// Mean of 1 / rank, in (0, 1]; 0 without queries.
  public var meanReciprocalRank: Double {
    ranks.isEmpty ? 0 : ranks.reduce(0) { $0 + 1 / $1 } / Double(ranks.count)
  }

  /// Share of queries whose rank is at most `k`; 0 without queries.
  public func recall(at k: Int) -> Double {
    ranks.isEmpty ? 0 : Double(ranks.count { $0 <= Double(k) }) / Double(ranks.count)
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
    var unit = Matrix<Double>(rows: chosen.count, columns: rows.columns)
    for (place, index) in chosen.enumerated() {
      let row = rows.row(index)
      let length = row.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
      guard length > 0 else { continue }
      for column in row.indices { unit[place, column] = Double(row[column]) / length }
    }
    return unit
  }
}
