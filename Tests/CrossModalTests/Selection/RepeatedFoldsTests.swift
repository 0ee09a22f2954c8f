import Testing

@testable import CrossModal
@testable import Dense

@Suite struct RepeatedFoldsTests {
  private let key = StreamKey(seed: 8)

  @Test func theFirstPartitionIsTheOneWithoutRepeats() {
    let folds = RepeatedFolds(items: 31, count: 4, repeats: 3, key: key)
    let single = Folds(items: 31, count: 4, key: key)
    #expect(folds.count == 12 && folds.partitions[0] == single)
    #expect((0..<4).allSatisfy { folds.heldOut($0) == single.heldOut[$0] })
    #expect((0..<4).allSatisfy { folds.training($0) == single.training($0) })
    #expect(RepeatedFolds(items: 31, count: 4, key: key).partitions == [single])
  }

  @Test func theOthersAreOtherPartitionsOfTheSameItems() {
    let folds = RepeatedFolds(items: 31, count: 4, repeats: 3, key: key)
    for number in 0..<3 {
      let rows = (4 * number..<4 * number + 4).flatMap { folds.heldOut($0) }
      #expect(rows.sorted() == (0..<31).map(Int32.init))
    }
    #expect(folds.partitions[1] != folds.partitions[0] && folds.partitions[2] != folds.partitions[1])
    #expect(
      folds.partitions[2] == Folds(items: 31, count: 4, key: key.adding("repeat").adding(2)))
    // Fold 7 is the last of the second partition, whatever comes after it.
    #expect(folds.heldOut(7) == RepeatedFolds(items: 31, count: 4, repeats: 2, key: key).heldOut(7))
    #expect(folds.training(7) == folds.partitions[1].training(3))
  }

  @Test func groupsHoldInEveryPartition() {
    let groups = (0..<30).map { $0 / 5 }
    let folds = RepeatedFolds(items: 30, count: 3, repeats: 4, key: key, groups: groups)
    for fold in 0..<folds.count {
      #expect(
        Set(folds.training(fold).map { groups[Int($0)] }).isDisjoint(
          with: folds.heldOut(fold).map { groups[Int($0)] }))
    }
  }
}
