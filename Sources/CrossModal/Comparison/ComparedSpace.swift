import Dense

/// One space of a comparison, with everything that is made once for all of its pairs.
package struct ComparedSpace: Sendable {
  /// What it is called.
  package let name: String
  /// Its rows.
  package let rows: MeasuredRows
  /// Equal and zero rows.
  package let facts: RowFacts
  private let keepsCoordinates: Bool
  private let spectrum = KeptValue<SpaceSpectrum>()
  private let plainSpectrum = KeptValue<SpaceSpectrum>()
  private let lists: [Metric: KeptValue<SearchedLists>]

  /// Neighbor lists without self, and the items whose list depends on the row order at each length.
  package struct SearchedLists: Sendable {
    /// Lists without self, of as many neighbors as were asked for.
    package let table: NeighborTable
    /// Ties of the lists with self.
    let ties: NeighborTies

    /// Items whose k-th neighbor is as far as the next one.
    package func tiedRows(_ k: Int) -> Int {
      (0..<table.items).count { ties.isTied($0, neighbors: k, includesSelf: false) }
    }
  }

  /// A space; nothing is computed yet but what its rows are.
  /// - Parameter keepsCoordinates: whether coordinates are kept for other pairs: 8 bytes a number.
  package init(name: String, rows: MeasuredRows, keepsCoordinates: Bool = true) {
    (self.name, self.rows, facts) = (name, rows, rows.facts)
    self.keepsCoordinates = keepsCoordinates
    lists = Dictionary(uniqueKeysWithValues: Metric.allCases.map { ($0, KeptValue()) })
  }

  /// Number of items.
  package var items: Int { rows.rows }
  /// Number of dimensions.
  package var dimensions: Int { rows.columns }

  /// The lists of the nearest `length` neighbors without self; searched once, for the length and the groups that are asked for
  /// first.
  /// - Parameter groups: the group of each item, none of which is in the list of another; nil without groups.
  package func lists(
    _ metric: Metric, length: Int, threads: Int, groups: [Int]? = nil,
    progress: (@Sendable (Double) -> Void)? = nil
  ) -> SearchedLists {
    func search() -> SearchedLists {
      let longest = length + (groups.map { NeighborTable.largestGroup($0) - 1 } ?? 0)
      // Self, and one neighbor more, which says whether the last one is tied.
      let count = min(longest + 2, items)
      var search = NeighborSearch(k: count, metric: metric, threads: threads)
      search.progress = progress
      let (table, ties) = rows.lists(search, k: min(longest + 1, items), of: nil)
      let others = table.excludingSelf()
      return SearchedLists(
        table: groups.map { others.withoutGroupMembers(length, groups: $0) } ?? others, ties: ties)
    }
    let made = lists[metric]?.get(search) ?? search()
    precondition(made.table.k >= length, "\(made.table.k) neighbors searched; \(length) asked for")
    return made
  }

  /// Coordinates of the centered rows.
  /// - Throws: ``LinearAlgebraError``, ``ClosedFormError`` for numbers that are not finite.
  func spectrum(orthonormal: Bool, threads: Int) throws -> SpaceSpectrum {
    func make() throws -> SpaceSpectrum {
      // Nothing else holds them: they are decomposed in their own memory.
      let coordinates = try centered(rows.inDouble)
      return try SpaceSpectrum(consume coordinates, orthonormal: orthonormal, threads: threads)
    }
    return keepsCoordinates ? try (orthonormal ? spectrum : plainSpectrum).get(make) : try make()
  }

  /// Coordinates of the centered rows of length 1; not kept.
  func unitSpectrum(threads: Int) throws -> SpaceSpectrum {
    let coordinates = try centered(unitRows.view)
    return try SpaceSpectrum(consume coordinates, orthonormal: false, threads: threads)
  }

  /// The rows at length 1; rows of zeros stay.
  var unitRows: Matrix<Double> { UnitRows.of(rows.inDouble) }

  // At a size whose fourth powers Double holds: all that is measured of coordinates is the same at any size.
  private func centered(_ view: MatrixView<Double>) throws -> Matrix<Double> {
    let rows = try CenteredRows(view, side: name).matrix
    let scale = UnitRows.scale(UnitRows.largest(rows.view), within: -100...100)
    if scale == 1 { return rows }
    return Matrix(rows, scalingRowsBy: [Double](repeating: scale, count: rows.rows))
  }
}
