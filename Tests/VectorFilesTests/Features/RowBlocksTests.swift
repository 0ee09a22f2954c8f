import Dense
import Foundation
import TestSupport
import Testing

@testable import VectorFiles

@Suite struct RowBlocksTests {
  private func file(_ description: String, _ shape: String, _ numbers: [UInt8], order: Bool = false)
    -> [UInt8]
  {
    let text =
      "{'descr': '\(description)', 'fortran_order': \(order ? "True" : "False"), 'shape': \(shape), }\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.utf8.count), 0] + Array(text.utf8) + numbers
  }

  private func read(_ bytes: [UInt8], _ ranges: [Range<Int>]) throws -> [[Float]] {
    try withFile("x.npy", bytes) { path in
      let blocks = try RowBlocks(NPYFile.read(path))
      return try ranges.flatMap { range in
        let block = try blocks.block(range)
        blocks.releaseRows(0..<range.upperBound)
        return (0..<block.rows).map(block.numbers(ofRow:))
      }
    }
  }

  @Test func byHand() throws {
    let ranges = [0..<1, 1..<1, 1..<3]
    let expected: [[Float]] = [[1, 2], [3, 4], [5, 6]]
    #expect(try read(file("|u1", "(3, 2)", [1, 2, 3, 4, 5, 6]), ranges) == expected)
    #expect(try read(file("|u1", "(3, 2)", [1, 3, 5, 2, 4, 6], order: true), ranges) == expected)
    #expect(try read(file(">i2", "(3, 2)", [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6]), ranges) == expected)
    #expect(try read(file("|u1", "(3, 1, 2)", [1, 2, 3, 4, 5, 6]), ranges) == expected)
    #expect(try read(file("|i1", "(3,)", [1, 2, 255]), ranges) == [[1], [2], [-1]])
    #expect(try read(file("<f2", "(3, 1)", [0, 0x3c, 0, 0x40, 0, 0xc0]), ranges) == [[1], [2], [-2]])
  }

  /// Naive twin: the table that holds all rows.
  @Test func asTheTable() throws {
    let matrix = matrixOfNoise(rows: 5000, columns: 7)
    try withTemporaryDirectory { folder in
      let paths = [folder + "/s.npy", folder + "/d.npy"]
      try NPYFile.write(matrix.view, to: paths[0])
      try NPYFile.write(matrix.converted(to: Double.self).view, to: paths[1])
      for path in paths {
        let (table, blocks) = (try FeatureTable.read(path), try RowBlocks(NPYFile.read(path)))
        #expect((blocks.rows, blocks.columns, blocks.names) == (5000, 7, nil) && blocks.path == path)
        for first in stride(from: 0, to: 5000, by: 999) {
          let range = first..<min(first + 999, 5000)
          #expect(bits(try blocks.block(range)) == bits(table.features.rows(range)))
          // Pages that are given back are read again.
          blocks.releaseRows(range)
          #expect(bits(try blocks.block(range)) == bits(table.features.rows(range)))
        }
      }
    }
  }

  /// The row is that of the file, not of the block.
  @Test(arguments: ["<f4", "<f8"]) func aNumberThatIsNotFiniteIsNamed(type: String) throws {
    let size = type == "<f4" ? 4 : 8
    var numbers = [UInt8](repeating: 0, count: 6 * size)
    // The last bytes of infinity, or of a float64 of 1.8e308 that Float does not hold.
    numbers.replaceSubrange(5 * size - 2..<5 * size, with: type == "<f4" ? [0x80, 0x7f] : [0xef, 0x7f])
    try withFile("x.npy", file(type, "(3, 2)", numbers)) { path in
      let blocks = try RowBlocks(NPYFile.read(path))
      _ = try blocks.block(0..<2)
      #expect { try blocks.block(1..<3) } throws: { "\($0)".contains("x.npy: row 3, column 1: inf") }
    }
  }

  @Test func nothingToReadIsRefused() throws {
    for shape in ["(0, 2)", "(2, 0)"] {
      #expect { try read(file("|u1", shape, []), []) } throws: { "\($0)".contains("at least one row") }
    }
    #expect { try read(file("|u1", "(2, 2, 1, 2)", [1, 2, 3, 4, 5, 6, 7, 8]), []) } throws: {
      "\($0)".contains("axes")
    }
  }

  @Test func tablesKeepTheirNames() throws {
    let named = FeatureTable(path: "x.csv", features: Matrix<Float>([[1], [2]]), names: ["b", "a"])
    #expect(RowBlocks(named).names == ["b", "a"])
    let index = FeatureTable(path: "x.csv", features: Matrix<Float>([[1], [2]]), names: ["0", "1"])
    #expect(RowBlocks(index).names == nil)
    #expect(try bits(RowBlocks(named).block(1..<2)) == [[Float(2).bitPattern]])
  }
}
