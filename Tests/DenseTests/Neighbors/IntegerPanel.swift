@testable import Dense

/// A panel of rows rounded to whole numbers, read back number by number.
struct IntegerPanel {
  let words: UnsafePointer<Int32>
  /// Words of a row.
  let count: Int
  let bits: Int
  let byTiles: Bool

  /// The numbers of one of the 64 rows, zeros behind its last column included.
  func numbers(_ row: Int) -> [Int] {
    switch (bits, byTiles) {
    case (8, _):
      (0..<4 * count).map { Int(UInt8(truncatingIfNeeded: word(row, $0 / 4) >> Int32($0 % 4 * 8))) - 128 }
    case (_, false):
      (0..<2 * count).map { Int(Int16(truncatingIfNeeded: word(row, $0 / 2) >> Int32($0 % 2 * 16))) }
    case (_, true): (0..<2 * count).map { split(row, $0) }
    }
  }

  // High bytes, which are signed, before low ones, which are not.
  private func split(_ row: Int, _ column: Int) -> Int {
    let shift = Int32(column % 4 * 8)
    let high = Int8(truncatingIfNeeded: word(row, column / 4) >> shift)
    let low = UInt8(truncatingIfNeeded: word(row, count / 2 + column / 4) >> shift)
    return Int(high) * 256 + Int(low)
  }

  private func word(_ row: Int, _ place: Int) -> Int32 {
    guard !byTiles else {
      return words[place / 16 * 16 * 64 + row / 16 * 256 + place % 16 * 16 + row % 16]
    }
    let strip = FloatingPointEnvironment.vectorBits == 512 ? 64 : 16
    return words[row / strip * strip * count + place * strip + row % strip]
  }
}
