import TestSupport
import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

@Suite struct NeighborListsTests {
  private func measured(_ rows: Matrix<Double>, inDouble: Bool) -> MeasuredRows {
    let float = rows.converted(to: Float.self)
    return inDouble
      ? MeasuredRows(
        FeatureTable(path: "x", features: float, names: nil, hasHeader: false, notes: [], exact: rows))
      : MeasuredRows(float.view)
  }

  // All pairs, sorted.
  private func twin(_ rows: Int, _ items: Int, k: Int, isSelf: Bool, _ distance: (Int, Int) -> Double)
    -> [[Int32]]
  {
    (0..<rows).map { row in
      (0..<items).filter { !isSelf || $0 != row }.map { (distance(row, $0), $0) }.sorted { $0 < $1 }.prefix(k)
        .map { Int32($0.1) }
    }
  }

  @Test func byHand() {
    // On a line: 0, 1, 3, and 1 again.
    let rows = measured(Matrix([[0], [1], [3], [1]]), inDouble: false)
    let lists = NeighborLists(of: rows, k: 2, metric: .euclidean)
    #expect(lists.table.indices == [1, 3, 3, 0, 1, 3, 1, 0])
    #expect(lists.distances == Matrix<Double>([[1, 1], [0, 1], [2, 2], [0, 1]]))
    #expect(lists.tiedRows == 0 && NeighborLists(of: rows, k: 1, metric: .euclidean).tiedRows == 2)
    let others = measured(Matrix([[2], [1], [2]]), inDouble: true)
    let among = NeighborLists(of: rows, among: others, k: 3, metric: .euclidean)
    #expect(among.table.indices == [1, 0, 2, 1, 0, 2, 0, 2, 1, 1, 0, 2])
    #expect(among.distances.numbers(ofRow: 2) == [1, 1, 2])
  }

  @Test func aHubIsHeldBack() {
    let queries = measured(Matrix([[1, 0], [0.8, 0.6]]), inDouble: true)
    let items = measured(Matrix([[0.96, 0.28], [0.5, 0.866]]), inDouble: true)
    #expect(NeighborLists(of: queries, among: items, k: 1, metric: .cosine).table.indices == [0, 0])
    let lists = NeighborLists(csls: queries, among: items, k: 2, nearest: 1)
    #expect(lists.table.indices == [0, 1, 1, 0])
    // −(2 · .96 − .96 − .96), up to the length of (.5, .866).
    #expect(abs(lists.distances[0, 0]) < 1e-12)
  }

  @Test(arguments: [false, true]) func equalsAllPairs(_ inDouble: Bool) {
    var (first, second) = (
      normalMatrix(60, 4, seed: 1, as: Double.self), normalMatrix(90, 4, seed: 2, as: Double.self)
    )
    if !inDouble {
      first = first.converted(to: Float.self).converted(to: Double.self)
      second = second.converted(to: Float.self).converted(to: Double.self)
    }
    // Equal rows: the lower index comes first, also where its length differs by a power of two.
    for column in 0..<4 {
      second[70, column] = second[5, column]
      first[50, column] = first[3, column]
      second[80, column] = 2 * second[5, column]
    }
    let (one, two) = (measured(first, inDouble: inDouble), measured(second, inDouble: inDouble))
    for (items, others) in [(first, nil), (second, two)] {
      let isSelf = others == nil
      func cosine(_ row: Int, _ item: Int) -> Double {
        1 - exactDistance(first.view.row(row), items.view.row(item), .cosine)
      }
      let lists = NeighborLists(of: one, among: others, k: 7, metric: .cosine)
      let expected = twin(60, items.rows, k: 7, isSelf: isSelf) { 1 - cosine($0, $1) }
      #expect(lists.table.indices == expected.flatMap { $0 })
      let euclidean = NeighborLists(of: one, among: others, k: 7, metric: .euclidean)
      let distances = twin(60, items.rows, k: 7, isSelf: isSelf) {
        exactDistance(first.view.row($0), items.view.row($1), .euclidean)
      }
      #expect(euclidean.table.indices == distances.flatMap { $0 })
      func mean(_ cosines: [Double]) -> Double { cosines.sorted(by: >).prefix(5).reduce(0, +) / 5 }
      let own = (0..<60).map { row in
        mean((0..<items.rows).filter { !isSelf || $0 != row }.map { cosine(row, $0) })
      }
      let theirs =
        isSelf ? own : (0..<items.rows).map { item in mean((0..<60).map { cosine($0, item) }) }
      let scaled = NeighborLists(csls: one, among: others, k: 7, nearest: 5)
      // Rounded, so that rows that are equal up to their length are equal.
      let scaling = { (row: Int, item: Int) in
        ((own[row] + theirs[item] - 2 * cosine(row, item)) * 0x1p40).rounded() * 0x1p-40
      }
      #expect(scaled.table.indices == twin(60, items.rows, k: 7, isSelf: isSelf, scaling).flatMap { $0 })
      for row in 0..<60 {
        for place in 0..<7 {
          #expect(
            abs(
              scaled.distances[row, place] - scaling(row, Int(scaled.table[row].dropFirst(place).first ?? 0)))
              < 1e-11)
        }
      }
      #expect(NeighborLists(csls: one, among: others, k: 7, nearest: 5, threads: 2) == scaled)
      #expect(NeighborLists(of: one, among: others, k: 7, metric: .cosine, threads: 2) == lists)
    }
  }

  @Test func allItemsOfASet() {
    let rows = measured(normalMatrix(6, 3, seed: 8, as: Double.self), inDouble: true)
    for lists in [
      NeighborLists(of: rows, k: 5, metric: .cosine), NeighborLists(csls: rows, k: 5, nearest: 5),
    ] {
      for row in 0..<6 {
        #expect(Set(lists.table[row]) == Set((0..<6).map(Int32.init)).subtracting([Int32(row)]))
      }
    }
  }

  @Test func nearlyParallelRowsAreToldApart() {
    // 1 − cosine of these would be lost in rounding.
    let rows = Matrix<Double>([[1e8, 0], [1e8, 1], [1e8, 3], [1e8, 4.5]])
    let set = measured(rows, inDouble: true)
    let lists = NeighborLists(of: set, among: set, k: 4, metric: .cosine)
    #expect(lists.table[0] == [0, 1, 2, 3] && lists.table[3] == [3, 2, 1, 0])
    #expect(abs(lists.distances[0, 3] - 4.5e-8 * 4.5e-8 / 2) < 1e-20)
    #expect(NeighborLists(of: set, k: 3, metric: .cosine).table[3] == [2, 1, 0])
  }
}
