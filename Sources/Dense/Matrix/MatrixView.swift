/// A read-only window on row-major numbers that somebody else owns: a matrix, some of its rows, a mapped file.
///
/// Element (i, j) is at `base[i * stride + j]`; `stride ≥ columns`. A view keeps its owner alive and never
/// changes: a matrix that is written to while a view exists copies its numbers first. Copying a view is O(1).
public struct MatrixView<Scalar: MatrixScalar>: @unchecked Sendable {
  /// Address of element (0, 0). Valid while the view lives.
  @usableFromInline package let base: UnsafePointer<Scalar>
  /// Number of rows (items).
  public let rows: Int
  /// Number of columns (dimensions).
  public let columns: Int
  /// Distance between the starts of neighboring rows, in scalars.
  @usableFromInline package let stride: Int
  @usableFromInline let owner: AnyObject?

  /// A view on memory that `owner` keeps alive and nobody writes to.
  @usableFromInline
  package init(base: UnsafePointer<Scalar>, rows: Int, columns: Int, stride: Int, owner: AnyObject?) {
    precondition(
      rows >= 0 && columns >= 0 && stride >= columns,
      "a view of \(rows)×\(columns) with row stride \(stride)")
    self.base = base
    self.rows = rows
    self.columns = columns
    self.stride = stride
    self.owner = owner
  }

  /// Element (row, column).
  @inlinable public subscript(row: Int, column: Int) -> Scalar {
    precondition(
      row >= 0 && row < rows && column >= 0 && column < columns,
      "element (\(row), \(column)) of a \(rows)×\(columns) matrix")
    return base[row * stride + column]
  }

  /// The numbers of one row. The pointer is valid while the view lives.
  @inlinable package func row(_ index: Int) -> UnsafeBufferPointer<Scalar> {
    precondition(index >= 0 && index < rows, "row \(index) of a \(rows)×\(columns) matrix")
    return UnsafeBufferPointer(start: base + index * stride, count: columns)
  }

  /// The rows of a range, without copying.
  public func rows(_ range: Range<Int>) -> MatrixView {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of a \(rows)×\(columns) matrix")
    return MatrixView(
      base: base + range.lowerBound * stride, rows: range.count, columns: columns, stride: stride,
      owner: owner)
  }
}

extension MatrixView: RowMajor {
  /// The view itself.
  public var view: MatrixView { self }
}
