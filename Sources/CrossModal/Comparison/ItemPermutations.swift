import Dense

/// The random alignments that a null distribution is drawn from: one set for all measures of a pair of spaces, and for all
/// pairs of many spaces.
///
/// Under permutation π, item i of the first space is paired with item π(i) of the second. Each is drawn from a stream of
/// its own when it is asked for, so that none is kept and any of them can be made again by any thread: O(n).
///
/// Items of one group, such as the captions of one picture, are not independent. With groups, whole groups are exchanged, those
/// of the same size with each other, each item with the one at its place; a group whose size no other has stays, so that
/// the null is too cautious rather than too bold.
public struct ItemPermutations: Equatable, Sendable {
  /// Number of items.
  public let items: Int
  /// Number of permutations; 0: no null.
  public let count: Int
  private let key: StreamKey
  // The members of the groups of one size, for every size; nil without groups.
  private let exchanged: [[[Int]]]?

  /// `count` ≥ 0 permutations of `items` items, drawn from the streams of `key`.
  /// - Parameter groups: the group of each item, any numbers; nil where every item is its own.
  public init(items: Int, count: Int, key: StreamKey, groups: [Int]? = nil) {
    precondition(
      items >= 0 && count >= 0 && groups.map { $0.count == items } ?? true,
      "\(count) permutations of \(items) items, in groups of \(groups?.count ?? items)")
    (self.items, self.count, self.key) = (items, count, key)
    exchanged = groups.map(Self.groupsBySize)
  }

  private static func groupsBySize(_ groups: [Int]) -> [[[Int]]] {
    var members: [Int: [Int]] = [:]
    for (item, group) in groups.enumerated() { members[group, default: []].append(item) }
    // By their first items, so that the numbers of the groups do not matter.
    let ordered = members.values.sorted { $0[0] < $1[0] }
    return Dictionary(grouping: ordered, by: \.count).sorted { $0.key < $1.key }.map(\.value)
  }

  /// Permutation `index`, 0 ≤ index < count: element i is π(i).
  public subscript(index: Int) -> [Int] {
    precondition(index >= 0 && index < count, "permutation \(index) of \(count)")
    var stream = RandomStream(key.adding(index))
    guard let exchanged else { return stream.permutation(items) }
    var alignment = Array(0..<items)
    for groups in exchanged {
      for (from, to) in zip(groups, stream.permutation(groups.count)) {
        for (item, other) in zip(from, groups[to]) { alignment[item] = other }
      }
    }
    return alignment
  }
}
