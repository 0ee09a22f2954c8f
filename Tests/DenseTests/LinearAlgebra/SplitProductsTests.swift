import DenseKernels
import TestSupport
import Testing

@testable import Dense

@Suite struct SplitProductsTests {
  private static let isAvailable = FloatingPointEnvironment.multipliesTiles

  // Products, and how far they may be from those in Double.
  private func products(_ rows: Matrix<Double>, _ items: Matrix<Double>, threads: Int = 1)
    -> (products: Matrix<Double>, bounds: [Double])?
  {
    guard let split = SplitProducts(items: items.view, threads: threads) else { return nil }
    var products = Matrix<Double>(rows: rows.rows, columns: items.rows)
    let bounds = split.set(&products, of: rows.view)
    return (products, bounds)
  }

  private func length(_ row: [Double]) -> Double { row.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  @Test func onlyWhereTheyAreQuicker() {
    func isThere(_ columns: Int) -> Bool {
      SplitProducts(items: normalMatrix(3, columns, seed: 1).view) != nil
    }
    #expect(!isThere(47) && isThere(48) == Self.isAvailable)
    #expect(!isThere(1 << 14 + 1) && isThere(1 << 14) == Self.isAvailable)
    #expect(SplitProducts(items: Matrix<Double>(rows: 0, columns: 64).view) == nil)
  }

  @Test(.enabled(if: isAvailable, "this processor has no tiles")) func byHand() throws {
    // 1 and −½ are the largest number of four bytes and about half of it; the other columns are zero.
    let rows = Matrix<Double>(rows: 2, columns: 64) { row, column in
      row == 0 ? (column == 0 ? 1 : 0) : (column < 2 ? -0.5 : 0)
    }
    let items = Matrix<Double>(rows: 3, columns: 64) { item, column in column == item ? 4 : 0 }
    let (found, bounds) = try #require(products(rows, items))
    let expected: [[Double]] = [[4, 0, 0], [-2, -2, 0]]
    for row in 0..<2 {
      #expect(bounds[row] > 0 && bounds[row] < 1e-6)
      for item in 0..<3 { #expect(abs(found[row, item] - expected[row][item]) <= bounds[row]) }
    }
  }

  @Test(
    .enabled(if: isAvailable, "this processor has no tiles"),
    arguments: [48, 63, 64, 65, 300, 1000], [(1, 1), (16, 16), (17, 33), (100, 215)])
  func areRightToTheirBound(columns: Int, shape: (rows: Int, items: Int)) throws {
    for kind in 0..<4 {
      var (rows, items) = (
        normalMatrix(shape.rows, columns, seed: 3, as: Double.self),
        normalMatrix(shape.items, columns, seed: 4, as: Double.self)
      )
      // A column a thousand times the rest; rows of very different lengths; whole numbers, and zero rows.
      func change(_ matrix: Matrix<Double>) -> Matrix<Double> {
        Matrix(rows: matrix.rows, columns: columns) { row, column in
          switch kind {
          case 1: matrix[row, column] * (column == 5 ? 1000 : 1)
          case 2: matrix[row, column] * (row % 3 == 0 ? 1e-90 : row % 3 == 1 ? 1e90 : 1)
          case 3: row % 5 == 4 ? 0 : (matrix[row, column] * 3).rounded()
          default: matrix[row, column]
          }
        }
      }
      (rows, items) = (change(rows), change(items))
      let (found, bounds) = try #require(products(rows, items))
      let lengths = (0..<items.rows).map { length(items.numbers(ofRow: $0)) }
      for row in 0..<rows.rows {
        let own = rows.numbers(ofRow: row)
        for item in 0..<items.rows {
          // The sum in Double is itself right to a part of the lengths.
          let expected = zip(own, items.numbers(ofRow: item)).reduce(0) { $0 + $1.0 * $1.1 }
          let rounding = 1e-13 * length(own) * lengths[item]
          #expect(
            abs(found[row, item] - expected) <= bounds[row] + rounding,
            "\(kind) \(row) \(item): \(found[row, item]), \(expected), \(bounds[row])")
        }
        #expect(bounds[row] <= 2e-6 * length(own) * (lengths.max() ?? 0))
      }
    }
  }

  @Test(.enabled(if: isAvailable, "this processor has no tiles"))
  func theBitsDependOnNeitherBlocksNorThreads() throws {
    let (rows, items) = (
      normalMatrix(70, 100, seed: 5, as: Double.self), normalMatrix(90, 100, seed: 6, as: Double.self)
    )
    let whole = try #require(products(rows, items))
    for (first, end) in [(0, 70), (3, 40), (69, 70)] {
      let part = Matrix(rows, selecting: Array(first..<end))
      let (found, bounds) = try #require(products(part, items, threads: 2))
      for row in first..<end {
        #expect(found.numbers(ofRow: row - first) == whole.products.numbers(ofRow: row))
        #expect(bounds[row - first] == whole.bounds[row])
      }
    }
  }

  @Test(.enabled(if: isAvailable, "this processor has no tiles"))
  func whatIsNotHeldHasABoundThatSaysSo() throws {
    var numbers = [Double](repeating: 1e-300, count: 64)
    let tiny = Matrix<Double>([numbers])
    numbers[3] = .infinity
    let infinite = Matrix<Double>([numbers])
    let ones = Matrix<Double>(rows: 2, columns: 64) { _, _ in 1 }
    let (found, bounds) = try #require(products(tiny, ones))
    #expect(abs(found[0, 0] - 64e-300) <= bounds[0] && bounds[0] < 1e-298)
    #expect(try #require(products(infinite, ones)).bounds[0] == .infinity)
    #expect(try #require(products(ones, infinite)).bounds[0] == .infinity)
  }

  // Remainders of 8 columns, 64 columns, and 16 rows.
  @Test(
    .enabled(if: isAvailable, "this processor has no tiles"), arguments: [1, 7, 8, 63, 64, 65, 130],
    [1, 13, 16, 17, 33])
  func nothingIsTouchedBeyondTheBuffers(depth: Int, count: Int) throws {
    let (blocks, groups) = ((depth + 63) / 64, (count + 15) / 16)
    let rows = try Guarded<Double>(count * depth) { Double(($0 * 37 + 11) % 101) - 50 }
    let lines = try Guarded<Int8>(groups * blocks * 4096) { _ in -1 }
    let words = try Guarded<Int8>(groups * blocks * 4096) { _ in -1 }
    let (steps, lengths, residuals) = (
      try Guarded<Double>(groups * 16) { _ in -1 }, try Guarded<Double>(groups * 16) { _ in -1 },
      try Guarded<Double>(groups * 16) { _ in -1 }
    )
    var split = dense_split_rows(
      lines: lines.pointer, words: words.pointer, steps: steps.pointer, lengths: lengths.pointer,
      residuals: residuals.pointer, blocks: Int64(blocks))
    for group in 0..<groups {
      dense_split_group(
        &split, Int64(group), rows.pointer + group * 16 * depth, Int64(depth),
        Int64(min(16, count - group * 16)), Int64(depth))
    }
    // Each byte is read back: q of row r, column c.
    for r in 0..<count {
      for c in 0..<depth {
        var q = 0
        for byte in (0..<4).reversed() {
          let tile = ((r / 16 * 4 + byte) * blocks + c / 64) * 1024
          let (line, word) = (
            lines.pointer[tile + r % 16 * 64 + c % 64],
            words.pointer[tile + (c % 64 / 4 * 16 + r % 16) * 4 + c % 4]
          )
          #expect(line == word)
          q = q * 256 + Int(line)
        }
        let number = rows.pointer[r * depth + c]
        #expect(abs(number - Double(q) * steps.pointer[r]) <= 0.500001 * steps.pointer[r])
      }
    }
    let products = try Guarded<Double>(count * count) { _ in .nan }
    dense_split_products(products.pointer, Int64(count), &split, Int64(count), &split, Int64(count))
    #expect((0..<count * count).allSatisfy { products.pointer[$0].isFinite })
  }
}
