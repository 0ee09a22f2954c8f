import Dense

/// A partition of items into folds of nearly equal size for cross-validation.
///
/// Without groups and strata the items are shuffled by the key and cut into consecutive parts, the first
/// `items mod folds` of which have one item more. Rows inside a fold are ascending.
public struct Folds: Equatable, Sendable {
  /// Number of items.
  public let items: Int
  /// The held-out rows of each fold, ascending.
  public let heldOut: [[Int32]]

  /// Cuts `items` items into `count` folds; each needs at least one item.
  public init(items: Int, count: Int, key: StreamKey) {
    precondition(count >= 2 && items >= count, "\(count) folds of \(items) items")
    self.items = items
    var stream = RandomStream(key)
    let order = stream.permutation(items)
    heldOut = (0..<count).map { fold in
      let first = fold * (items / count) + min(fold, items % count)
      let size = items / count + (fold < items % count ? 1 : 0)
      return order[first..<(first + size)].map(Int32.init).sorted()
    }
  }

  /// Cuts `items` items into `count` folds that keep equal groups together and spread the strata evenly.
  ///
  /// The groups (without groups: the items) are shuffled by the key and go one after the other, stratum by stratum, to the
  /// fold that has the fewest items of their stratum, then to the one with the fewest items, then to the lowest. So the
  /// folds of single items differ by at most one item in all and in each stratum; those of groups by at most the largest
  /// group. Without both, these are the folds of ``init(items:count:key:)``. Cost O(items · count).
  ///
  /// - Parameters:
  ///   - groups: the group of each item, any numbers; no group is in two folds.
  ///   - strata: the class of each item, any numbers; all items of a group must have one class.
  public init(items: Int, count: Int, key: StreamKey, groups: [Int]?, strata: [Int]?) {
    if groups == nil && strata == nil {
      self.init(items: items, count: count, key: key)
    } else {
      self.init(
        items: items,
        heldOut: Self.dealt(items: items, count: count, key: key, groups: groups, strata: strata))
    }
  }

  private init(items: Int, heldOut: [[Int32]]) { (self.items, self.heldOut) = (items, heldOut) }

  private static func dealt(
    items: Int, count: Int, key: StreamKey, groups: [Int]?, strata: [Int]?
  ) -> [[Int32]] {
    precondition(
      [groups, strata].allSatisfy { $0.map { $0.count == items } ?? true },
      "groups of \(groups?.count ?? items) items, strata of \(strata?.count ?? items), \(items) expected")
    let members = members(groups ?? Array(0..<items))
    precondition(count >= 2 && members.count >= count, "\(count) folds of \(members.count) groups")
    var stream = RandomStream(key)
    let classes = strata.map(places)
    func stratum(_ group: Int) -> Int { classes?[members[group][0]] ?? 0 }
    precondition(
      classes.map { classes in members.allSatisfy { Set($0.map { classes[$0] }).count == 1 } } ?? true,
      "a group of several strata")
    let shuffled = stream.permutation(members.count)
    let order = shuffled.indices.sorted {
      (stratum(shuffled[$0]), $0) < (stratum(shuffled[$1]), $1)
    }.map { shuffled[$0] }
    var rows = [[Int32]](repeating: [], count: count)
    var inStratum = [Int](repeating: 0, count: count)
    var current = -1
    for group in order {
      if stratum(group) != current {
        current = stratum(group)
        inStratum = [Int](repeating: 0, count: count)
      }
      let sizes = rows.indices.map { (inStratum[$0], rows[$0].count, $0) }
      let fold = sizes.min { $0 < $1 }?.2 ?? 0
      rows[fold] += members[group].map(Int32.init)
      inStratum[fold] += members[group].count
    }
    return rows.map { $0.sorted() }
  }

  /// The rows outside a fold, ascending.
  public func training(_ fold: Int) -> [Int32] {
    var isHeldOut = [Bool](repeating: false, count: items)
    for row in heldOut[fold] { isHeldOut[Int(row)] = true }
    return (0..<items).filter { !isHeldOut[$0] }.map(Int32.init)
  }

  // The items of each group, groups in the order of their first items.
  private static func members(_ groups: [Int]) -> [[Int]] {
    var members: [[Int]] = []
    for (item, place) in places(groups).enumerated() {
      if place == members.count { members.append([item]) } else { members[place].append(item) }
    }
    return members
  }

  // The numbers counted from 0 in the order in which they first appear.
  private static func places(_ numbers: [Int]) -> [Int] {
    var known: [Int: Int] = [:]
    return numbers.map { number in
      let place = known[number] ?? known.count
      known[number] = place
      return place
    }
  }
}
