import Foundation
import TestSupport
import Testing

@testable import VectorFiles

@Suite struct LabelFileTests {
  private func labels(_ name: String, _ text: String, column: Int = 1) throws -> [[String]] {
    try withFile(name, text) { try LabelFile.read($0, column: column) }
  }

  private func message(_ name: String, _ text: String, column: Int = 1) -> String? {
    dataFileError { _ = try labels(name, text, column: column) }?.message
  }

  @Test func readsWholeLines() throws {
    #expect(try labels("a.txt", "6\n9\n") == [["6"], ["9"]])
    #expect(try labels("a.txt", "cat dog, too\r\n  bird \r\n\r\n") == [["cat", "dog,", "too"], ["bird"]])
  }

  @Test func readsAColumn() throws {
    #expect(try labels("a.list", "a\tb\t6\nc\td\t9 10\n", column: 3) == [["6"], ["9", "10"]])
    #expect(try labels("a.csv", "\"x, y\",1 2\nz,3,4\n", column: 2) == [["1", "2"], ["3"]])
    #expect(try labels("a.csv", "\"x, y\",1\nz,3\n") == [["x,", "y"], ["z"]])
    #expect(try labels("a.tsv", "\"x\ty\n", column: 1) == [["\"x"]])
  }

  @Test func saysWhatIsWrong() {
    #expect(message("a.txt", "") == "is empty; at least one row is needed")
    #expect(message("a.txt", "\n\n") == "is empty; at least one row is needed")
    #expect(message("a.txt", "a\n\nb\n") == "line 2 is empty; empty lines are allowed at the end only")
    #expect(message("a.tsv", "a\tb\nc\n", column: 2) == "line 2 has 1 column; the labels are in column 2")
    #expect(
      message("a.tsv", "a\tb\nc\t \n", column: 2) == "line 2, column 2: no label; at least one is needed")
  }

  @Test func refusesColumnsBelowOne() {
    #expect(message("a.txt", "a\n", column: 0) == "column 0 for the labels; columns count from 1")
  }

  @Test func refusesBinaryFiles() throws {
    let path = FormatFixtures.path("f4-le-c.npy")
    #expect(dataFileError { _ = try LabelFile.read(path, column: 1) }?.kind == .content)
  }
}
