import Foundation
import TestSupport
import Testing

@testable import VectorFiles

@Suite struct NPYStreamTests {
  @Test func blocksGiveTheSameFileAsOneWrite() throws {
    let matrix = matrixOfNoise(rows: 10, columns: 3)
    try withTemporaryDirectory { directory in
      let (whole, streamed) = (directory + "/whole.npy", directory + "/streamed.npy")
      try NPYFile.write(matrix.view, to: whole)
      let stream = try NPYStream(streamed, rows: 10, columns: 3)
      for range in [0..<1, 1..<1, 1..<7, 7..<10] { try stream.append(matrix.view.rows(range)) }
      #expect(!FileManager.default.fileExists(atPath: streamed))
      try stream.finish()
      let contents = try [whole, streamed].map { try Data(contentsOf: URL(filePath: $0)) }
      #expect(contents[0] == contents[1])
    }
  }

  @Test func leavesNothingWithoutFinish() throws {
    try withTemporaryDirectory { directory in
      do {
        let stream = try NPYStream(directory + "/a.npy", rows: 2, columns: 3)
        try stream.append(matrixOfNoise(rows: 1, columns: 3).view)
        #expect(stream.rowsWritten == 1)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory).isEmpty)
    }
  }
}
