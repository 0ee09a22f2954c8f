/// Where the pairs of different items are in a list: (0, 1), (0, 2) … (0, n − 1), (1, 2) … (n − 2, n − 1).
struct PairTriangle: Equatable, Sendable {
  /// Number of items n.
  let items: Int

  /// Number of pairs, n(n − 1)/2.
  var count: Int { items * (items - 1) / 2 }

  /// Number of pairs of an item with those behind it.
  func length(ofRow item: Int) -> Int { items - 1 - item }

  /// The place of pair (item, item + 1); that of (item, j) is j − item − 1 further.
  func start(ofRow item: Int) -> Int { item * (2 * items - item - 1) / 2 }

  /// All pairs of blocks of items, a block with itself included, the first never behind the second: tiles of fixed shape
  /// that together hold every pair once.
  func tiles(side: Int) -> [(rows: Range<Int>, others: Range<Int>)] {
    let blocks = stride(from: 0, to: items, by: side).map { $0..<min($0 + side, items) }
    return blocks.indices.flatMap { first in
      blocks[first...].map { (blocks[first], $0) }
    }
  }
}
