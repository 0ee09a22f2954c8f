import Foundation
import TestSupport
import Testing

@testable import VectorFiles

@Suite struct CSVFileTests {
  @Test func writesWhatRFC4180Says() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/a.csv"
      let records = [["a", "b,c", ""], ["say \"hi\"", "two\nlines", "\r"], ["", "", "ü"]]
      try CSVFile.write(records, to: path)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text == "a,\"b,c\",\n\"say \"\"hi\"\"\",\"two\nlines\",\"\r\"\n,,ü\n")
      #expect(try CSVFile.read(path) == records)
      try CSVFile.write([[""], ["x"], [""]], to: path)
      #expect(try CSVFile.read(path) == [[""], ["x"], [""]])
      try CSVFile.write([], to: path)
      #expect(try CSVFile.read(path) == [])
    }
  }

  @Test func tabsAreNotQuoted() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/a.tsv"
      try CSVFile.write([["\"a", "b,c"]], to: path)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "\"a\tb,c\n")
      #expect(try CSVFile.read(path) == [["\"a", "b,c"]])
      let error = dataFileError { try CSVFile.write([["a"], ["b\tc"]], to: path) }
      #expect(
        error?.message == "line 2, column 1: a tab or line end cannot be written to a tab-separated file")
      #expect(try CSVFile.read(path) == [["\"a", "b,c"]])
    }
  }

  @Test(arguments: ["a.csv", "a.tsv"])
  func numbersReadBackWithTheSameBits(name: String) throws {
    var matrix = matrixOfNoise(rows: 50, columns: 6)
    matrix[0, 0] = -0.0
    matrix[0, 1] = .leastNonzeroMagnitude
    matrix[0, 2] = .greatestFiniteMagnitude
    let names = (0..<50).map { "item \($0)" }
    try withTemporaryDirectory { directory in
      let path = directory + "/" + name
      try CSVFile.write(matrix.view, names: names, header: ["name"] + (0..<6).map { "x\($0)" }, to: path)
      let table = try FeatureTable.read(path)
      #expect(bits(table.features) == bits(matrix.view))
      #expect(table.names == names)
      try CSVFile.write(matrix.view, to: path)
      #expect(try bits(FeatureTable.read(path).features) == bits(matrix.view))
    }
  }

  @Test func refusesRecordsOfDifferentLengths() throws {
    try withFile("a.csv", "a,b\nc\n") { path in
      #expect(
        dataFileError { _ = try CSVFile.read(path) }?.message == "line 2 has 1 column, the first line has 2")
    }
  }
}
