import TestSupport
import Testing

@testable import Dense

/// Searches equal all pairs in Double: no difference at all, on any data, path, number of threads.
@Suite struct ExactnessTests {
  static let paths = NeighborPath.allCases.filter(\.isAvailable)

  func search(_ k: Int, _ metric: Metric, _ includesSelf: Bool, _ path: NeighborPath, threads: Int = 1)
    -> NeighborSearch
  {
    var search = NeighborSearch(k: k, metric: metric, includesSelf: includesSelf, threads: threads)
    search.path = path
    return search
  }

  func differences(_ left: [Int32], _ right: [Int32]) -> Int {
    zip(left, right).reduce(abs(left.count - right.count)) { $0 + ($1.0 == $1.1 ? 0 : 1) }
  }

  @Test(arguments: NeighborData.allCases)
  func smallSets(_ data: NeighborData) {
    for count in 1...130 {
      let rows = data.rows(count, [1, 3, 64, 300][count % 4])
      for metric in Metric.allCases {
        for includesSelf in [true, false] {
          let most = includesSelf ? count : count - 1
          let all = plainNeighbors(
            of: rows, among: rows, k: most, metric: metric, excludesSelf: !includesSelf,
            includesSelf: includesSelf)
          for k in Set([1, 10, 16, 17, most]) where k >= 1 && k <= most {
            let expected = plainNeighbors(all, each: most, first: k)
            for path in Self.paths {
              let found = search(k, metric, includesSelf, path).neighbors(of: rows.view).indices
              #expect(
                differences(found, expected) == 0,
                "\(data) \(count) rows \(metric) k \(k) self \(includesSelf) \(path)")
            }
          }
        }
      }
    }
  }

  @Test(arguments: NeighborData.allCases)
  func mediumSets(_ data: NeighborData) {
    for (count, columns) in [(1000, 300), (400, 1), (400, 3), (150, 4096)] {
      let rows = data.rows(count, columns)
      for metric in Metric.allCases {
        let all = plainNeighbors(of: rows, among: rows, k: count - 1, metric: metric, excludesSelf: true)
        for k in [1, 10, 16, 17, 100, count - 1] {
          let expected = plainNeighbors(all, each: count - 1, first: k)
          for path in Self.paths {
            let found = search(k, metric, false, path).neighbors(of: rows.view).indices
            #expect(differences(found, expected) == 0, "\(data) \(count)×\(columns) \(metric) k \(k) \(path)")
          }
        }
      }
    }
  }

  @Test(arguments: Metric.allCases)
  func clusteredRowsOfALayer(_ metric: Metric) {
    let rows = NeighborData.clustered.rows(4000, 512)
    let all = plainNeighbors(of: rows, among: rows, k: 100, metric: metric, includesSelf: true)
    for path in Self.paths {
      for k in [10, 100] {
        let found = search(k, metric, true, path, threads: 2).neighbors(of: rows.view)
        let expected = plainNeighbors(all, each: 100, first: k)
        #expect(differences(found.indices, expected) == 0, "\(metric) \(path) k \(k)")
      }
    }
  }

  @Test(arguments: NeighborData.allCases)
  func queriesAndRanges(_ data: NeighborData) {
    let items = data.rows(700, 40)
    let queries = NeighborData.normal.rows(150, 40)
    for metric in Metric.allCases {
      for k in [1, 12, 40] {
        let expected = plainNeighbors(of: queries, among: items, k: k, metric: metric)
        let whole = plainNeighbors(of: items, among: items, k: k, metric: metric, excludesSelf: true)
        for path in Self.paths {
          let search = search(k, metric, false, path, threads: 2)
          #expect(differences(search.neighbors(of: queries.view, among: items.view).indices, expected) == 0)
          let parts = [0..<1, 1..<200, 200..<700].map { search.result(of: items.view, rows: $0).table }
          #expect(differences(NeighborTable(joining: parts).indices, whole) == 0)
        }
      }
    }
  }

  @Test(arguments: NeighborData.allCases)
  func anyNumberOfThreads(_ data: NeighborData) {
    let rows = data.rows(1500, 48)
    for metric in Metric.allCases {
      for path in Self.paths {
        let one = search(15, metric, true, path).neighbors(of: rows.view)
        for threads in [2, 3, 8] {
          #expect(search(15, metric, true, path, threads: threads).neighbors(of: rows.view) == one)
        }
      }
    }
  }

  @Test func moreThanTheListsHold() {
    // 1,500 equal rows are more candidates than a list may have.
    let rows = Matrix<Float>(rows: 3000, columns: 5) { row, column in
      row % 2 == 0 ? Float(column) : Float((row * 31 + column * 17) % 101)
    }
    for metric in Metric.allCases {
      let expected = plainNeighbors(of: rows, among: rows, k: 10, metric: metric, includesSelf: true)
      for path in Self.paths {
        for threads in [1, 3] {
          let result = search(10, metric, true, path, threads: threads).result(of: rows.view)
          #expect(differences(result.table.indices, expected) == 0)
          if metric != .innerProduct { #expect(result.rowsSearchedAgain >= 1500) }
        }
      }
    }
  }

  // Rows that Float does not tell apart: offsets of 1e7 and 1e8, and rows that differ in the last digits of Double.
  @Test(arguments: Metric.allCases, [0, 1e7, 1e8])
  func doubleRowsThatFloatDoesNotHold(_ metric: Metric, offset: Double) {
    for (count, columns) in [(90, 3), (400, 70)] {
      let normal = normalMatrix(count, columns, seed: 4, as: Double.self)
      let rows = Matrix<Double>(rows: count, columns: columns) { row, column in
        let source = row % 9 == 8 ? row - 1 : row
        return normal[source, column] + offset + (source < row && column == 0 ? 1e-7 : 0)
      }
      for k in [1, 10] {
        for includesSelf in [true, false] {
          let expected = plainNeighbors(
            of: rows, among: rows, k: k, metric: metric, excludesSelf: !includesSelf,
            includesSelf: includesSelf)
          for path in Self.paths {
            let search = search(k, metric, includesSelf, path, threads: 2)
            #expect(differences(search.neighbors(of: rows).indices, expected) == 0)
          }
        }
        let some = Matrix(rows, selecting: [3, 70, 11])
        #expect(
          differences(
            search(k, metric, true, .openblas).neighbors(of: some, among: rows).indices,
            plainNeighbors(of: some, among: rows, k: k, metric: metric)) == 0)
      }
    }
  }

  // Squares of these overflow and underflow.
  @Test(arguments: [1e-200, 1e200, 1e300])
  func doubleRowsOfAnySize(_ size: Double) {
    let normal = normalMatrix(70, 5, seed: 5, as: Double.self)
    let scaled = Matrix<Double>(rows: 70, columns: 5) { normal[$0, $1] * size }
    for metric in [Metric.cosine, .euclidean] {
      for path in Self.paths {
        let search = search(7, metric, true, path)
        #expect(
          differences(search.neighbors(of: scaled).indices, search.neighbors(of: normal).indices) == 0)
        #expect(
          search.neighbors(of: scaled.rows(3..<9), among: scaled)
            == search.neighbors(of: normal.rows(3..<9), among: normal))
      }
    }
  }

  @Test func hugeNumbers() {
    let rows = Matrix<Float>(rows: 90, columns: 70) { row, column in
      Float((row * 37 + column * 11) % 29 - 14) * 2e37
    }
    for metric in Metric.allCases {
      let expected = plainNeighbors(of: rows, among: rows, k: 7, metric: metric, includesSelf: true)
      for path in Self.paths {
        #expect(differences(search(7, metric, true, path).neighbors(of: rows.view).indices, expected) == 0)
      }
    }
  }
}
