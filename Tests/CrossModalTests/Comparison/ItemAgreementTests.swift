import Dense
import Testing

@testable import CrossModal

@Suite struct ItemAgreementTests {
  private static func table(_ lists: [[Int32]]) -> NeighborTable {
    NeighborTable(items: lists.count, k: lists[0].count, includesSelf: false, indices: lists.flatMap { $0 })
  }

  private let agreement = ItemAgreement(
    table([[1, 2], [0, 2], [3, 1], [2, 0], [0, 1]]), table([[2, 1], [3, 2], [0, 3], [4, 1], [2, 3]]))

  @Test("by hand, equals by lower row, nobody twice") func byHand() {
    // Shared: {1, 2}, {2}, {3}, none, none.
    #expect(agreement.shared == [2, 1, 1, 0, 0] && agreement.k == 2 && agreement.mean == 0.8)
    #expect(agreement.count(sharing: 1) == 2)
    let top = agreement.top(2)
    #expect(top.most.map(\.item) == [0, 1] && top.least.map(\.item) == [3, 4])
    let all = agreement.top(10)
    #expect(all.most.map(\.item) == [0, 1, 2] && all.least.map(\.item) == [3, 4])
    #expect(agreement.top(0).most.isEmpty && agreement.top(0).least.isEmpty)
  }

  @Test("neighbors in their order, shared ones marked in both lists") func neighbors() {
    let item = agreement.item(2)
    #expect(item.first == [.init(item: 3, isShared: true), .init(item: 1, isShared: false)])
    #expect(item.second == [.init(item: 0, isShared: false), .init(item: 3, isShared: true)])
    #expect(item.shared == 1)
  }
}
