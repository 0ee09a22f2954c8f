/// Numbers that can be read as a matrix: a ``Matrix``, or a ``MatrixView`` of a part of one or of a file.
public protocol RowMajor<Scalar> {
  /// The type of the numbers.
  associatedtype Scalar: MatrixScalar
  /// The numbers as a view, O(1).
  var view: MatrixView<Scalar> { get }
}
