/// Numbers that can be read as a matrix: a ``Matrix``, or a ``MatrixView`` of a part of one or of a file.
public protocol RowMajor<Scalar> {
  /// The type of the numbers.
  associatedtype Scalar: MatrixScalar
  /// The numbers as a view, O(1).
  var view: MatrixView<Scalar> { get }
}

extension RowMajor {
  /// The numbers of one row.
  public func numbers(ofRow index: Int) -> [Scalar] {
    let view = view
    return Array(view.row(index))
  }
}

extension Matrix {
  /// Mean of every column, summed in Double. No rows: zeros.
  public var columnMeans: [Double] { view.columnMeans }

  /// Position of the first number that is NaN or infinite, in reading order, or nil.
  public var firstNotFinite: (row: Int, column: Int)? { view.firstNotFinite }

  /// The rows of a range, without copying.
  public func rows(_ range: Range<Int>) -> MatrixView<Scalar> { view.rows(range) }
}

extension Matrix: CustomStringConvertible {
  /// Its shape, as "3×4 numbers".
  public var description: String { "\(rows)×\(columns) numbers" }
}
