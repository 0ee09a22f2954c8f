import Testing

@testable import Layers

@Suite struct PackedSequencesTests {
  @Test func packing() {
    var places = [Int32](repeating: -1, count: 10)
    let batch = PackedSequences([[5], [], [7, 5, 9], [9, 9]], places: &places)
    #expect(batch.order == [2, 3, 0, 1] && batch.lengths == [3, 2, 1, 0])
    #expect(batch.active == [3, 2, 1] && batch.offsets == [0, 3, 5] && batch.rows == 6)
    #expect(batch.words == [7, 5, 9])
    #expect(batch.forward == [0, 2, 1, 1, 2, 2] && batch.backward == [2, 2, 1, 1, 2, 0])
    #expect(places.allSatisfy { $0 == -1 })
  }
}
