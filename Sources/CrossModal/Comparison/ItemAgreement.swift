import Dense

/// The items whose neighborhoods agree most and least in two spaces, with their neighbors.
package struct ItemAgreement: Equatable, Sendable {
  /// One item with its neighbors in both spaces.
  package struct Item: Equatable, Sendable {
    /// Its number, from 0.
    package let item: Int
    /// Neighbors that are in both lists.
    package let shared: Int
    /// Its neighbors in the first space, nearest first.
    package let first: [Neighbor]
    /// Its neighbors in the second space, nearest first.
    package let second: [Neighbor]
  }

  /// A neighbor of an item.
  package struct Neighbor: Equatable, Sendable {
    /// Its number, from 0.
    package let item: Int
    /// Whether it is in the item's list of the other space as well.
    package let isShared: Bool
  }

  /// Neighbors in each list, without the item itself.
  package let k: Int
  /// Shared neighbors of each item, 0…k.
  package let shared: [Int]
  private let first: NeighborTable
  private let second: NeighborTable

  /// Compares the lists of all items, without self and of equal length. Cost O(n k).
  package init(_ first: NeighborTable, _ second: NeighborTable) {
    precondition(
      !first.includesSelf && !second.includesSelf, "agreement of items takes lists without self")
    (self.first, self.second, k) = (first, second, first.k)
    shared = NeighborOverlap(first, second).shared
  }

  /// Mean of the shared neighbors.
  package var mean: Double {
    shared.isEmpty ? 0 : Double(shared.reduce(0, +)) / Double(shared.count)
  }

  /// The `count` items that share most neighbors, most first, and those that share least, least first; equals by lower
  /// index. No item is in both: of fewer than 2 `count` items each gets half, the odd one to the first.
  package func top(_ count: Int) -> (most: [Item], least: [Item]) {
    precondition(count >= 0, "\(count) items")
    let order = shared.indices.sorted { (-shared[$0], $0) < (-shared[$1], $1) }
    let most = order.prefix(min(count, (order.count + 1) / 2))
    let chosen = Set(most)
    let least = shared.indices.filter { !chosen.contains($0) }
      .sorted { (shared[$0], $0) < (shared[$1], $1) }.prefix(count)
    return (most.map(item), least.map(item))
  }

  /// Items that share as many neighbors as the given number.
  package func count(sharing number: Int) -> Int { shared.count { $0 == number } }

  /// One item with its neighbors.
  package func item(_ item: Int) -> Item {
    let (own, other) = (first[item], second[item])
    let (inFirst, inSecond) = (Set(own), Set(other))
    return Item(
      item: item, shared: shared[item],
      first: own.map { Neighbor(item: Int($0), isShared: inSecond.contains($0)) },
      second: other.map { Neighbor(item: Int($0), isShared: inFirst.contains($0)) })
  }
}
