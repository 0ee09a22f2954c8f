import Testing

@testable import CrossModal
@testable import Dense

@Suite struct PermutationNullTests {
  // Moves the lists of a table to the items' new names, list by list and name by name.
  func renamed(_ table: NeighborTable, _ labels: [Int]) -> NeighborTable {
    var indices = [Int32](repeating: 0, count: table.indices.count)
    for item in 0..<table.items {
      for (place, neighbor) in table[item].enumerated() {
        indices[labels[item] * table.k + place] = Int32(labels[Int(neighbor)])
      }
    }
    return NeighborTable(items: table.items, k: table.k, includesSelf: table.includesSelf, indices: indices)
  }

  @Test func equalsTheOverlapWithRenamedItems() {
    var stream = RandomStream(StreamKey(seed: 5))
    let first = NeighborTables.random(30, k: 6, includesSelf: true, &stream)
    let second = NeighborTables.random(30, k: 6, includesSelf: true, &stream)
    for permutations in [1, 2, 25] {
      let null = PermutationNull(first, second, permutations: permutations, key: StreamKey(seed: 6))
      var draws = RandomStream(StreamKey(seed: 6))
      let moved = (0..<permutations).map { _ in renamed(second, draws.permutation(30)) }
      for k in 1...6 {
        let values = moved.map { NeighborOverlap(first.nearest(k), $0.nearest(k)).mean }
        let mean = values.reduce(0, +) / Double(permutations)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let observed = NeighborOverlap(first.nearest(k), second.nearest(k)).mean
        let estimate = null.estimate(k)
        #expect(abs(estimate.mean - mean) < 1e-12)
        let deviation = permutations > 1 ? (squares / Double(permutations - 1)).squareRoot() : 0
        #expect(abs(estimate.standardDeviation - deviation) < 1e-12)
        #expect(estimate.p == Double(1 + values.count { $0 >= observed }) / Double(1 + permutations))
      }
    }
  }

  @Test func equalSetsAreFarFromIt() {
    var stream = RandomStream(StreamKey(seed: 7))
    let rows = Matrix<Float>(rows: 200, columns: 5) { _, _ in Float(stream.normal()) }
    let table = NeighborSearch(k: 10, metric: .cosine).neighbors(of: rows.view)
    let estimate = PermutationNull(table, table, permutations: 99, key: StreamKey(seed: 8)).estimate(10)
    #expect(estimate.p == 0.01)
    let chance = NeighborOverlap.chance(k: 10, items: 200, includesSelf: true)
    #expect(abs(estimate.mean - chance) < 5 * estimate.standardDeviation)
  }
}
