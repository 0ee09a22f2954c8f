import Foundation
import TestSupport
import Testing

@testable import VectorFiles

@Suite struct LabelFileTests {
  private func labels(_ name: String, _ text: String, column: Int? = 1) throws -> [[String]] {
    try withFile(name, text) { try LabelFile.read($0, column: column).rows }
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

  @Test func findsTheColumnOfTheLabels() throws {
    func notes(_ text: String) throws -> [String] {
      try withFile("a.csv", text) { try LabelFile.read($0).notes }
    }
    #expect(try labels("a.csv", "cat\ndog\n", column: nil) == [["cat"], ["dog"]])
    #expect(try labels("a.csv", ",label\n0,cat\n1,dog\n2,cat\n", column: nil) == [["cat"], ["dog"], ["cat"]])
    #expect(
      try notes(",label\n0,cat\n1,dog\n2,cat\n")
        == ["line 1 names the column ('label')", "the labels are in column 2 of 2"])
    #expect(try labels("a.csv", "1,cat,5\n2,dog,7\n", column: nil) == [["cat"], ["dog"]])
    #expect(try labels("a.csv", "4;5\n6;7\n", column: nil) == [["4"], ["6"]])
    #expect(try notes("4;5\n6;7\n") == ["the labels are in column 1 of 2"])
    #expect(try labels("a.txt", "class\n3\n4\n", column: nil) == [["3"], ["4"]])
    // A word that comes back is a label.
    #expect(try labels("a.txt", "class\nrow\nclass\n", column: nil) == [["class"], ["row"], ["class"]])
  }

  @Test func readsOneHotLabels() throws {
    #expect(try labels("a.csv", "0.0,1.0,0\n1,0,0\n0,1,1\n", column: nil) == [["2"], ["1"], ["2", "3"]])
    #expect(try labels("a.txt", "0 1\n1 0\n", column: nil) == [["2"], ["1"]])
    #expect(
      try labels("a.csv", ",cat,dog\n0,1,0\n1,0,1\n2,1,0\n", column: nil) == [["cat"], ["dog"], ["cat"]])
    // A row without a class is no row of a one-hot table.
    #expect(try labels("a.csv", "0,1\n0,0\n", column: nil) == [["0"], ["0"]])
    // A column that is asked for is taken.
    #expect(try labels("a.csv", "0,1\n1,0\n", column: 2) == [["1"], ["0"]])
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
