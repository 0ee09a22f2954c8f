@testable import Dense

/// Neighbor tables for tests of measures.
enum NeighborTables {
  /// Lists of k different items drawn at random; with self the item itself is at a random place of them.
  static func random(_ items: Int, k: Int, includesSelf: Bool, _ stream: inout RandomStream) -> NeighborTable
  {
    var indices: [Int32] = []
    for item in 0..<items {
      var list = stream.permutation(items).filter { $0 != item }.prefix(k).map { Int32($0) }
      if includesSelf { list[stream.below(k)] = Int32(item) }
      indices += list
    }
    return NeighborTable(items: items, k: k, includesSelf: includesSelf, indices: indices)
  }

  /// Three items with two neighbors each, self included: shared are 1, 2 and 1.
  static let first = NeighborTable(items: 3, k: 2, includesSelf: true, indices: [0, 1, 1, 2, 2, 0])
  static let second = NeighborTable(items: 3, k: 2, includesSelf: true, indices: [0, 2, 1, 2, 0, 1])
}
