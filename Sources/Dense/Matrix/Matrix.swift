/// A matrix that owns its numbers: row-major and compact.
///
/// A row is an item, a column a dimension; element (i, j) is at `i * columns + j`. A value type: copies share
/// the memory until one of them is written to. Zero rows or columns are allowed.
public struct Matrix<Scalar: MatrixScalar>: Sendable {
  /// Number of rows (items).
  public let rows: Int
  /// Number of columns (dimensions).
  public let columns: Int
  @usableFromInline var storage: AlignedBuffer<Scalar>

  /// A matrix of zeros.
  public init(rows: Int, columns: Int) {
    precondition(rows >= 0 && columns >= 0, "a matrix of \(rows)×\(columns)")
    self.rows = rows
    self.columns = columns
    storage = AlignedBuffer(count: rows * columns)
  }

  // A matrix whose numbers are about to be written.
  @usableFromInline init(uninitializedRows rows: Int, columns: Int) {
    precondition(rows >= 0 && columns >= 0, "a matrix of \(rows)×\(columns)")
    self.rows = rows
    self.columns = columns
    storage = AlignedBuffer(uninitialized: rows * columns)
  }

  /// A matrix with the given numbers, row after row; `elements.count` must be `rows * columns`.
  @inlinable public init(rows: Int, columns: Int, elements: some Collection<Scalar>) {
    self.init(uninitializedRows: rows, columns: columns)
    precondition(
      elements.count == rows * columns, "\(elements.count) numbers for a matrix of \(rows)×\(columns)")
    _ = UnsafeMutableBufferPointer(start: storage.pointer, count: rows * columns).initialize(from: elements)
  }

  /// A matrix from nested rows of equal length: `Matrix([[1, 2], [3, 4]])`.
  public init(_ nested: [[Scalar]]) {
    let columns = nested.first?.count ?? 0
    precondition(nested.allSatisfy { $0.count == columns }, "rows of different lengths")
    self.init(rows: nested.count, columns: columns, elements: nested.joined().map { $0 })
  }

  /// A compact copy.
  public init(_ source: some RowMajor<Scalar>) {
    let view = source.view
    self.init(uninitializedRows: view.rows, columns: view.columns)
    for row in 0..<rows {
      (storage.pointer + row * columns).update(from: view.base + row * view.stride, count: columns)
    }
  }

  /// The rows with the given indices, in that order, as a new matrix.
  public init(_ source: some RowMajor<Scalar>, selecting indices: some Collection<Int>) {
    let view = source.view
    self.init(uninitializedRows: indices.count, columns: view.columns)
    for (row, index) in indices.enumerated() {
      precondition(index >= 0 && index < view.rows, "row \(index) of a \(view.rows)×\(view.columns) matrix")
      (storage.pointer + row * columns).update(from: view.base + index * view.stride, count: columns)
    }
  }

  /// A matrix whose element (i, j) is `element(i, j)`.
  @inlinable public init(rows: Int, columns: Int, element: (Int, Int) throws -> Scalar) rethrows {
    self.init(uninitializedRows: rows, columns: columns)
    for row in 0..<rows {
      for column in 0..<columns {
        storage.pointer[row * columns + column] = try element(row, column)
      }
    }
  }

  /// Element (row, column).
  @inlinable public subscript(row: Int, column: Int) -> Scalar {
    get {
      checkElement(row, column)
      return storage.pointer[row * columns + column]
    }
    set {
      checkElement(row, column)
      makeUnique()
      storage.pointer[row * columns + column] = newValue
    }
  }

  /// All numbers, row after row.
  @inlinable public var elements: [Scalar] {
    withExtendedLifetime(storage) {
      Array(UnsafeBufferPointer(start: storage.pointer, count: rows * columns))
    }
  }

  /// Calls `body` with the numbers, row after row, for writing.
  @inlinable package mutating func withMutableElements<Result>(
    _ body: (UnsafeMutableBufferPointer<Scalar>) throws -> Result
  ) rethrows -> Result {
    makeUnique()
    defer { withExtendedLifetime(storage) {} }
    return try body(UnsafeMutableBufferPointer(start: storage.pointer, count: rows * columns))
  }

  @usableFromInline func checkElement(_ row: Int, _ column: Int) {
    precondition(
      row >= 0 && row < rows && column >= 0 && column < columns,
      "element (\(row), \(column)) of a \(rows)×\(columns) matrix")
  }

  @inlinable mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
  }
}

extension Matrix: RowMajor {
  /// The whole matrix as a view, O(1).
  public var view: MatrixView<Scalar> {
    MatrixView(base: storage.pointer, rows: rows, columns: columns, stride: columns, owner: storage)
  }
}

extension Matrix: Equatable {
  /// Equal shape and equal numbers (so a NaN equals nothing).
  @inlinable public static func == (left: Matrix, right: Matrix) -> Bool {
    left.rows == right.rows && left.columns == right.columns && left.elements == right.elements
  }
}

extension Matrix {
  /// The same matrix with rows and columns exchanged.
  @inlinable public var transposed: Matrix {
    Matrix(rows: columns, columns: rows) { self[$1, $0] }
  }

  /// The same numbers in another scalar type, each rounded to nearest.
  @inlinable public func converted<Other: MatrixScalar>(to type: Other.Type = Other.self) -> Matrix<Other> {
    let result = Matrix<Other>(uninitializedRows: rows, columns: columns)
    let (source, target) = (storage.pointer, result.storage.pointer)
    defer { withExtendedLifetime(storage) {} }
    for place in 0..<rows * columns { target[place] = Other(source[place]) }
    return result
  }
}
