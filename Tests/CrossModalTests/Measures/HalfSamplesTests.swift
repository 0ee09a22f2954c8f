import Testing

@testable import CrossModal
@testable import Dense

@Suite struct HalfSamplesTests {
  @Test("s²/n by hand, of items and of groups") func itemMeans() {
    // Deviations −2, −1, 0, 3 from 3: 14/3 over 4.
    let plain = ItemMean([1, 2, 3, 6])
    #expect(plain.mean == 3 && abs(plain.variance - 14.0 / 12) < 1e-12)
    // Groups {1, 2}, {3, 6}: sums −3 and 3; 18/16 · 2/1.
    #expect(abs(ItemMean([1, 2, 3, 6], [7, 7, 9, 9]).variance - 2.25) < 1e-12)
    #expect(ItemMean([5]).variance == 0 && ItemMean([]).mean == 0)
  }

  @Test("lists of a half are those of a search among its items") func halvesAreSearches() {
    var stream = RandomStream(StreamKey(seed: 3))
    let rows = Matrix<Float>(rows: 80, columns: 3) { _, _ in Float(stream.normal()) }
    let table = NeighborSearch(k: 79, metric: .euclidean, includesSelf: false).neighbors(of: rows.view)
    let halves = HalfSamples([table, table], k: 4, samples: 3, key: StreamKey(seed: 4))
    // The items of a half, named by sorting out which of all tables they can be: the search among them must agree.
    var seen = 0
    var twin = RandomStream(StreamKey(seed: 4))
    var expected: [NeighborTable] = []
    for _ in 0..<3 {
      let first = Set(twin.permutation(80).prefix(40))
      for half in [true, false] {
        let items = (0..<80).filter { first.contains($0) == half }
        let part = Matrix<Float>(rows: 40, columns: 3) { rows[items[$0], $1] }
        expected.append(
          NeighborSearch(k: 4, metric: .euclidean, includesSelf: false).neighbors(of: part.view))
      }
    }
    _ = halves.standardErrors { tables in
      // The first call is of all items.
      guard tables[0].items < 80 else { return [[0]] }
      #expect(tables[0] == tables[1] && tables[0] == expected[seen])
      seen += 1
      return [[0]]
    }
    #expect(seen == 6)
  }

  @Test("independent items: the standard error is s/√n; of any measure, half the difference")
  func independent() {
    var stream = RandomStream(StreamKey(seed: 5))
    let n = 400
    let table = NeighborTables.random(n, k: 60, includesSelf: false, &stream)
    let values = (0..<n).map { _ in stream.normal() }
    var place = 0
    let halves = HalfSamples([table], k: 2, samples: 400, key: StreamKey(seed: 6))
    // Values without any dependence on lists, dealt out to the halves.
    let error = halves.standardErrors { tables in
      let count = tables[0].items
      defer { place += 1 }
      return [count == n ? values : (0..<count).map { values[($0 * 7 + place * 31) % n] }]
    }[0]
    let plain = ItemMean(values).variance.squareRoot()
    #expect(abs(error / plain - 1) < 0.35)
    let two = HalfSamples([table, table], k: 2, samples: 10, key: StreamKey(seed: 6))
    var turn = 0
    // Differences of 1 in every cut, of values that do not vary inside a half: √(1/4).
    #expect(
      two.standardErrors { tables in
        turn += 1
        return [[Double](repeating: Double(turn % 2), count: tables[0].items)]
      } == [0.5])
  }

  @Test("groups stay whole") func groups() {
    var stream = RandomStream(StreamKey(seed: 7))
    let table = NeighborTables.random(60, k: 59, includesSelf: false, &stream)
    let groups = (0..<60).map { $0 / 20 }
    var sizes: Set<Int> = []
    _ = HalfSamples([table, table], k: 3, samples: 5, key: StreamKey(seed: 8), groups: groups)
      .standardErrors { tables in
        sizes.insert(tables[0].items)
        return [[0]]
      }
    // All items first, then the halves.
    #expect(sizes == [60, 20, 40])
  }
}
