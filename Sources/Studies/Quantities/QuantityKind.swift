/// What the values of a result are.
package enum QuantityKind: String, Sendable {
  /// Words.
  case text
  /// Whole numbers.
  case integer
  /// Any numbers.
  case number
  /// Yes or no.
  case flag
  /// A list of words.
  case texts = "list of texts"
  /// Values under keys of their own.
  case object
  /// A list of such.
  case objects = "list of objects"
}

/// What a result is counted or measured in.
package enum QuantityUnit: String, Sendable {
  /// Nothing: a name, a loss, a ratio without a range.
  case none = ""
  /// A part of a whole, from 0 to 1.
  case share = "share, 0 to 1"
  /// A relative change: 0.02 is 2 %.
  case relative = "relative, 0.02 is 2 %"
  /// A correlation.
  case correlation = "correlation, −1 to 1"
  /// Time.
  case seconds
  /// Visits of all training rows.
  case epochs
  /// Neighbors of an item.
  case neighbors
  /// Rows of a data set.
  case items
  /// Fits.
  case fits
  /// Fits in a second.
  case fitsPerSecond = "fits per second"
  /// Settings of a grid.
  case settings
  /// Pairs of words.
  case pairs
  /// Words.
  case words
  /// Texts.
  case texts
  /// Maps.
  case maps
  /// Rows of a table.
  case rows
  /// Columns of a matrix.
  case columns
  /// Memory or disk.
  case bytes
  /// Bits.
  case bits
  /// Threads or processes.
  case threads
  /// 10⁹ floating-point operations a second.
  case gigaflops = "GFLOPS"
}
