/// Double rows in the range in which sums of their squares neither overflow nor underflow.
enum DoubleRange {
  // Squares of numbers from 2⁻³⁰⁰ to 2³⁰⁰, and their sums, are far from both ends of Double.
  private static let exponents = -300...300

  /// The rows of both sets times powers of two, which change no digit: for cosine each row by its own, else all by one
  /// common. The sets as they are wherever their numbers need none. Cost n d.
  static func safe(_ queries: MatrixView<Double>, _ items: MatrixView<Double>, _ metric: Metric) -> (
    MatrixView<Double>, MatrixView<Double>
  ) {
    let isSame = queries.base == items.base && queries.rows == items.rows
    let largest = [isSame ? [] : largestNumbers(of: queries), largestNumbers(of: items)]
    let needed = largest.joined().contains { $0 > 0 && $0.isFinite && !exponents.contains(Int($0.exponent)) }
    guard needed else { return (queries, items) }
    let common = scale(largest.joined().filter(\.isFinite).max() ?? 0)
    func scaled(_ rows: MatrixView<Double>, _ largest: [Double]) -> MatrixView<Double> {
      Matrix(rows, scalingRowsBy: largest.map { metric == .cosine ? scale($0) : common }).view
    }
    let scaledItems = scaled(items, largest[1])
    return (isSame ? scaledItems : scaled(queries, largest[0]), scaledItems)
  }

  /// The power of two that brings a number near 1; 1 for zero, infinity and NaN.
  static func scale(_ largest: Double) -> Double {
    guard largest > 0, largest.isFinite else { return 1 }
    return Double(sign: .plus, exponent: min(1022, -Int(largest.exponent)), significand: 1)
  }

  private static func largestNumbers(of rows: MatrixView<Double>) -> [Double] {
    (0..<rows.rows).map { row in rows.row(row).reduce(0) { max($0, abs($1)) } }
  }
}
