import Foundation
import TestSupport
import Testing

@testable import VectorFiles

@Suite struct CSVStreamTests {
  @Test(arguments: ["csv", "tsv"]) func blocksGiveTheSameFileAsOneWrite(ending: String) throws {
    let matrix = matrixOfNoise(rows: 10, columns: 3)
    let names = (0..<10).map { "row, \"\($0)\"" }
    try withTemporaryDirectory { folder in
      let (whole, streamed) = (folder + "/whole." + ending, folder + "/streamed." + ending)
      try CSVFile.write(matrix.view, names: names, header: ["id", "a", "b", "c"], to: whole)
      let stream = try CSVStream(streamed, header: ["id", "a", "b", "c"])
      for range in [0..<1, 1..<1, 1..<7, 7..<10] {
        try stream.append(matrix.view.rows(range), names: names[range])
      }
      #expect(!FileManager.default.fileExists(atPath: streamed) && stream.lines == 11)
      try stream.finish()
      let contents = try [whole, streamed].map { try Data(contentsOf: URL(filePath: $0)) }
      #expect(contents[0] == contents[1])
    }
  }

  @Test func aNameThatCannotBeWrittenLeavesNothing() throws {
    try withTemporaryDirectory { folder in
      do {
        let stream = try CSVStream(folder + "/a.tsv")
        #expect {
          try stream.append(matrixOfNoise(rows: 2, columns: 1).view, names: ["a", "b\tc"])
        } throws: {
          "\($0)".contains("line 2, column 1")
        }
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }
}
