import Dense

/// How near rows are to their nearest ones on the other side: what CSLS takes off.
enum NearestCosines {
  /// For each row (n×d) the mean cosine to its `k` nearest rows of `others` (m×d), or of the others of its own set.
  ///
  /// All rows are of length 1, or zero. The nearest are exact (``Dense/NeighborSearch``), their cosines in Double, added from
  /// the nearest on: equal rows have equal means. Cost n m d.
  static func means(
    of rows: Matrix<Double>, among others: Matrix<Double>?, k: Int, threads: Int
  ) -> [Double] {
    let search = NeighborSearch(k: k, metric: .cosine, includesSelf: false, threads: threads)
    let table = others.map { search.neighbors(of: rows, among: $0) } ?? search.neighbors(of: rows)
    let (view, items) = (rows.view, (others ?? rows).view)
    return (0..<rows.rows).map { row in
      let sum = table[row].reduce(0.0) {
        $0 + 1 - exactDistance(view.row(row), items.row(Int($1)), .cosine)
      }
      return sum / Double(k)
    }
  }
}
