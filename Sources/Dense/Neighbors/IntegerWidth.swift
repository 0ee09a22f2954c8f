internal import DenseKernels

/// How many bits rows are rounded to.
enum IntegerWidth: Int32 {
  case bits8 = 8
  case bits16 = 16

  /// Numbers in a word of 32 bits.
  var numbers: Int { 32 / Int(rawValue) }
  /// Columns up to which sums stay below 2³¹; with 16 bits the step sees to that.
  var mostColumns: Int { self == .bits8 ? 1 << 16 : 1 << 28 }

  /// Words of a row. Tiles take whole ones of bytes, and numbers of 16 bits as two planes of bytes.
  func words(columns: Int) -> Int {
    guard goesByTiles(columns: columns) else { return (columns + numbers - 1) / numbers }
    let tile = Int(DENSE_TILE_WORDS)
    return 4 / numbers * ((columns + 4 * tile - 1) / (4 * tile)) * tile
  }

  /// Whether rows of so many columns are multiplied by the processor's tiles, where it has them. Sums of short rows are sooner
  /// complete in the registers of vectors (measured with 8 bits: 64 columns 113 ms, by tiles 133).
  func goesByTiles(columns: Int) -> Bool {
    columns > 124 && FloatingPointEnvironment.multipliesTiles
  }

  /// Whether this processor multiplies such numbers faster than Float.
  var isFast: Bool { (self == .bits8 ? NeighborPath.int8 : .int16).isAvailable }
}
