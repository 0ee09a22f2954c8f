import Testing

@testable import VectorFiles

@Suite struct RowRangesTests {
  @Test func rowsCountFromOne() {
    #expect(RowRanges("1-3,7,2-4")?.indices(rows: 9) == [0, 1, 2, 3, 6])
    #expect(RowRanges("5")?.indices(rows: 5) == [4])
    #expect(RowRanges("5")?.indices(rows: 4) == nil)
    // Named, not counted out: rows beyond the file cost no memory.
    #expect(RowRanges("1-9000000000000000000")?.indices(rows: 10) == nil)
  }

  @Test(arguments: ["", "0", "3-2", "1-", "-1", "1,,2", "a", "1-2-3", "1 - 2", "99999999999999999999"])
  func otherTextIsRefused(text: String) {
    #expect(RowRanges(text) == nil)
  }

  @Test(arguments: ["1-3,7,2-4", "5", "1-2173"]) func textReadsBack(text: String) {
    #expect(RowRanges(text)?.text == text)
  }
}
