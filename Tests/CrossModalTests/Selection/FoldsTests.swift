import Testing

@testable import CrossModal
@testable import Dense

@Suite struct FoldsTests {
  @Test(arguments: [(10, 5), (11, 5), (14, 5), (1962, 5), (2, 2)])
  func partition(items: Int, count: Int) {
    let folds = Folds(items: items, count: count, key: StreamKey(seed: 1))
    #expect(folds.heldOut.joined().sorted() == (0..<items).map(Int32.init))
    let sizes = folds.heldOut.map(\.count)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    for fold in 0..<count {
      #expect(Set(folds.training(fold)).isDisjoint(with: folds.heldOut[fold]))
      #expect(folds.training(fold).count + folds.heldOut[fold].count == items)
      #expect(folds.heldOut[fold] == folds.heldOut[fold].sorted())
    }
  }

  @Test func keyedBySeed() {
    let first = Folds(items: 100, count: 5, key: StreamKey(seed: 1))
    #expect(first == Folds(items: 100, count: 5, key: StreamKey(seed: 1)))
    #expect(first != Folds(items: 100, count: 5, key: StreamKey(seed: 2)))
  }

  @Test func withoutGroupsAndStrataNothingChanges() {
    let key = StreamKey(seed: 3)
    #expect(
      Folds(items: 101, count: 5, key: key, groups: nil, strata: nil) == Folds(items: 101, count: 5, key: key))
  }

  @Test func groupsByHand() {
    // Two groups and two folds: one each, whatever the order.
    let folds = Folds(items: 6, count: 2, key: StreamKey(seed: 1), groups: [7, 3, 7, 7, 3, 7], strata: nil)
    #expect(Set(folds.heldOut) == [[0, 2, 3, 5], [1, 4]])
    #expect(Set((0..<2).map(folds.training)) == [[0, 2, 3, 5], [1, 4]])
  }

  @Test(arguments: 1...30)
  func groupsStayTogetherAndFoldsStayEven(seed: Int) {
    var stream = RandomStream(StreamKey(seed: UInt64(seed)))
    let (items, count) = (40 + stream.below(60), 2 + stream.below(5))
    let groups = (0..<items).map { _ in 1000 - stream.below(20) }
    let folds = Folds(items: items, count: count, key: StreamKey(seed: 9), groups: groups, strata: nil)
    #expect(folds.heldOut.joined().sorted() == (0..<items).map(Int32.init))
    var foldOf: [Int: Int] = [:]
    for (fold, rows) in folds.heldOut.enumerated() {
      #expect(!rows.isEmpty && rows == rows.sorted())
      for row in rows {
        let group = groups[Int(row)]
        #expect(foldOf[group] == nil || foldOf[group] == fold)
        foldOf[group] = fold
      }
      // A leak: what is trained on knows no group that is held out.
      #expect(
        Set(folds.training(fold).map { groups[Int($0)] }).isDisjoint(with: rows.map { groups[Int($0)] }))
    }
    let sizes = folds.heldOut.map(\.count)
    let largest = Set(groups).map { group in groups.count { $0 == group } }.max() ?? 0
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= largest)
    #expect(
      folds == Folds(items: items, count: count, key: StreamKey(seed: 9), groups: groups, strata: nil))
    // Only which rows are alike counts, not the numbers.
    #expect(
      folds
        == Folds(
          items: items, count: count, key: StreamKey(seed: 9), groups: groups.map { $0 * 3 + 1 }, strata: nil))
  }

  @Test(arguments: 1...30)
  func strataAreSpreadToOneItem(seed: Int) {
    var stream = RandomStream(StreamKey(seed: UInt64(seed)))
    let (items, count) = (50 + stream.below(60), 2 + stream.below(6))
    let strata = (0..<items).map { _ in stream.below(4) * stream.below(2) }
    let folds = Folds(items: items, count: count, key: StreamKey(seed: 2), groups: nil, strata: strata)
    #expect(folds.heldOut.joined().sorted() == (0..<items).map(Int32.init))
    let all = folds.heldOut.map(\.count)
    #expect((all.max() ?? 0) - (all.min() ?? 0) <= 1)
    for stratum in Set(strata) {
      let sizes = folds.heldOut.map { rows in rows.count { strata[Int($0)] == stratum } }
      #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    }
    #expect(folds != Folds(items: items, count: count, key: StreamKey(seed: 3), groups: nil, strata: strata))
  }

  @Test func groupsAndStrataTogether() {
    // 20 groups of 3, ten of each class.
    let groups = (0..<60).map { $0 / 3 }
    let strata = groups.map { $0 % 2 }
    let folds = Folds(items: 60, count: 5, key: StreamKey(seed: 4), groups: groups, strata: strata)
    for rows in folds.heldOut {
      #expect(rows.count == 12)
      #expect(rows.count { strata[Int($0)] == 1 } == 6)
      #expect(Set(rows.map { groups[Int($0)] }).count == 4)
    }
  }
}
