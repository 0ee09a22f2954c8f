import Dense

/// The random alignments that a null distribution is drawn from: one set for all measures of a pair of spaces, and for all
/// pairs of many spaces.
///
/// Under permutation π, item i of the first space is paired with item π(i) of the second. Each is drawn from a stream of
/// its own when it is asked for, so that none is kept and any of them can be made again by any thread: O(n).
public struct ItemPermutations: Equatable, Sendable {
  /// Number of items.
  public let items: Int
  /// Number of permutations; 0: no null.
  public let count: Int
  private let key: StreamKey

  /// `count` ≥ 0 permutations of `items` items, drawn from the streams of `key`.
  public init(items: Int, count: Int, key: StreamKey) {
    precondition(items >= 0 && count >= 0, "\(count) permutations of \(items) items")
    (self.items, self.count, self.key) = (items, count, key)
  }

  /// Permutation `index`, 0 ≤ index < count: element i is π(i).
  public subscript(index: Int) -> [Int] {
    precondition(index >= 0 && index < count, "permutation \(index) of \(count)")
    var stream = RandomStream(key.adding(index))
    return stream.permutation(items)
  }
}
