import CCrossModal
import CrossModal
import Dense
import VectorFiles

/// Rows that a caller gave, checked: their shape, their memory, that every number is finite.
///
/// Float rows without gaps between columns are a view of the caller's memory, O(1); all others are copied. As in a file of
/// the command line, numbers that Float does not hold are next to their nearest Floats in Double. Cost n d.
struct InputRows {
  /// What messages call them.
  let name: String
  /// The numbers.
  let table: FeatureTable

  /// Checks an array.
  /// - Throws: ``DoorError/value(_:)``.
  init(_ pointer: UnsafePointer<crossmodal_array>?, _ usualName: String) throws {
    let array = try given(pointer, usualName).pointee
    name = try CText.read(array.name, "name") ?? usualName
    let (rows, columns) = (array.rows, array.columns)
    try require(
      rows >= 1 && columns >= 1, "\(name): \(rows) rows × \(columns) columns; must be at least 1 × 1")
    try require(
      rows <= Int64(Int32.max) && columns <= Int64(Int32.max),
      "\(name): \(rows) rows × \(columns) columns; must be at most \(Int32.max) of each")
    let place = "\(name) of \(rows) × \(columns)"
    try Library.check(numbers: Double(rows) * Double(columns) / 2, for: place)
    guard let data = array.data else { throw DoorError.value("\(name): no numbers (data is NULL)") }
    let source = SourceNumbers(
      data: data, rows: Int(rows), columns: Int(columns), rowStride: Int(array.row_stride),
      columnStride: Int(array.column_stride))
    try source.check(place)
    switch array.type {
    case CROSSMODAL_FLOAT32:
      let view = source.floatView ?? source.matrix(Float.self) { $0 }.view
      try Self.checkFinite(view, name)
      table = FeatureTable(path: name, features: view)
    case CROSSMODAL_FLOAT16:
      let matrix: Matrix<Float> = source.matrix(UInt16.self) { Float(Float16(bitPattern: $0)) }
      try Self.checkFinite(matrix.view, name)
      table = FeatureTable(path: name, features: matrix)
    case CROSSMODAL_FLOAT64:
      try Library.check(numbers: 2.5 * Double(rows) * Double(columns), for: place)
      let matrix = source.matrix(Double.self) { $0 }
      try Self.checkFinite(matrix.view, name)
      try Self.checkRange(matrix.view, name)
      table = try FeatureTable(NPYArray(matrix))
    default:
      throw DoorError.value(
        "\(name): numbers of type \(array.type); must be float16, float32 or float64")
    }
  }

  /// Number of rows.
  var rows: Int { table.features.rows }
  /// Number of columns.
  var columns: Int { table.features.columns }
  /// The rows as measures take them.
  var measured: MeasuredRows { MeasuredRows(table) }

  /// Refuses other rows than those of another array.
  func checkRows(_ other: InputRows) throws {
    try require(
      rows == other.rows,
      "\(name) has \(rows) rows, \(other.name) has \(other.rows); row i of each must be the same item")
  }

  /// Refuses other columns than those of another array.
  func checkColumns(_ other: InputRows) throws {
    try require(
      columns == other.columns,
      "\(name) has \(columns) columns, \(other.name) has \(other.columns); they must be the same")
  }

  private static func checkFinite<Scalar: MatrixScalar>(_ view: MatrixView<Scalar>, _ name: String) throws {
    guard let place = view.firstNotFinite else { return }
    let number = view[place.row, place.column]
    throw DoorError.value(
      "\(name)[\(place.row), \(place.column)] is \(number.isNaN ? "NaN" : "\(number)"); only finite numbers are allowed"
    )
  }

  private static func checkRange(_ view: MatrixView<Double>, _ name: String) throws {
    for row in 0..<view.rows {
      guard let column = view.row(row).firstIndex(where: { !Float($0).isFinite }) else { continue }
      throw DoorError.value(
        "\(name)[\(row), \(column)] is \(view[row, column]), which float32 does not hold; allowed: numbers up to 3.4e38: "
          + "divide all of them by a power of ten")
    }
  }
}

/// Numbers in memory of the caller, anywhere.
private struct SourceNumbers {
  let data: UnsafeRawPointer
  let rows: Int
  let columns: Int
  let rowStride: Int
  let columnStride: Int

  /// Refuses strides that lead outside every memory.
  func check(_ place: String) throws {
    let limit = 1 << 46
    let (byRow, first) = rowStride.multipliedReportingOverflow(by: rows - 1)
    let (byColumn, second) = columnStride.multipliedReportingOverflow(by: columns - 1)
    try require(
      !first && !second && abs(byRow.clamped) < limit && abs(byColumn.clamped) < limit,
      "\(place): strides of \(rowStride) and \(columnStride) bytes lead outside every memory")
  }

  /// The rows where they lie, if the kernels can take them so.
  var floatView: MatrixView<Float>? {
    let size = MemoryLayout<Float>.size
    guard Int(bitPattern: data) % MemoryLayout<Float>.alignment == 0, columns == 1 || columnStride == size,
      rows == 1 || (rowStride % size == 0 && rowStride >= columns * size)
    else { return nil }
    return MatrixView(
      base: data.assumingMemoryBound(to: Float.self), rows: rows, columns: columns,
      stride: rows == 1 ? columns : rowStride / size, owner: nil)
  }

  /// A copy.
  func matrix<Stored: BitwiseCopyable, Scalar: MatrixScalar>(
    _ stored: Stored.Type, _ number: (Stored) -> Scalar
  )
    -> Matrix<Scalar>
  {
    Matrix(rows: rows, columns: columns) { row, column in
      number(
        (data + row * rowStride + column * columnStride).loadUnaligned(as: Stored.self))
    }
  }
}

extension Int {
  /// The number, away from the one whose absolute value is none.
  fileprivate var clamped: Int { self == .min ? .max : self }
}
