import Testing

@testable import VectorFiles

@Suite struct CellSeparatorTests {
  private func separator(_ text: String) -> CellSeparator? {
    CellSeparator.evident(in: BoundedBytes(copying: Array(text.utf8)), from: 0, path: "a")
  }

  @Test func cutsEvenly() {
    #expect(separator("1,2\n3,4\n") == .comma)
    #expect(separator("1\t2\n3\t4\n") == .tab)
    #expect(separator("1;2\n3;4\n") == .semicolon)
    #expect(separator("  1 2\n3  4 \n") == .blanks)
    // A decimal comma, a comma in text, blanks within a cell and a quoted separator do not cut.
    #expect(separator("1,5;2,5\n3,5;4,5\n") == .semicolon)
    #expect(separator("a, b\t1\nc\t2\n") == .tab)
    #expect(separator("12 5,1\n7,2\n") == .comma)
    #expect(separator("\"a;b\",1\n\"c;d\",2\n") == .comma)
    #expect(separator("1, 2\n3, 4\n") == .comma)
    #expect(separator("1\n2\n") == nil)
    #expect(separator("") == nil)
    // One row that differs does not change what the others say.
    #expect(separator("1,2\n3,4\n5,6,7\n") == .comma)
  }
}
