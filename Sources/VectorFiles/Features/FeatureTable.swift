import Dense
import Foundation

/// The vectors of one modality, one row an item, and what the file says about the rows.
public struct FeatureTable: Sendable {
  /// The file, as the caller named it.
  public let path: String
  /// The vectors. Mapped, without a copy, from a `.npy` file of little-endian float32 in C order (the view keeps the
  /// mapping alive); converted to nearest otherwise.
  public private(set) var features: MatrixView<Float>
  /// The labels of each row: what blanks separate in the column of labels of a text table, or else in the one of names; nil
  /// if it has neither.
  public private(set) var rowLabels: [[String]]?
  /// The column that names the rows, or else the one that labels them, as it stands; nil if there is neither.
  public private(set) var names: [String]?
  /// Whether the first line of a text table was taken for a header and skipped.
  public let hasHeader: Bool
  /// Whether the names are words of a file of word vectors.
  package private(set) var areWords = false
  /// Whether the names are those of a column of labels.
  package private(set) var areLabels = false
  /// What the reader decided for the person and what it left out, each a sentence without the file's name.
  public let notes: [String]
  /// The numbers in Double; nil where ``features`` hold them exactly.
  package private(set) var exact: Matrix<Double>?

  /// A table from its parts; `names`, if given, has one entry a row.
  public init(path: String, features: some RowMajor<Float>, names: [String]? = nil, hasHeader: Bool = false) {
    self.init(path: path, features: features, names: names, hasHeader: hasHeader, notes: [], exact: nil)
  }

  /// A table with what its reader decided, and with its numbers in Double where Float does not hold them.
  package init(
    path: String, features: some RowMajor<Float>, names: [String]?, labels: [String]? = nil, hasHeader: Bool,
    notes: [String], exact: Matrix<Double>?
  ) {
    let features = features.view
    precondition(
      names.map { $0.count == features.rows } ?? true, "\(names?.count ?? 0) names for \(features.rows) rows")
    (self.path, self.features, self.names, self.hasHeader) = (path, features, names, hasHeader)
    (self.notes, self.exact) = (notes, exact)
    rowLabels = (labels ?? names)?.map(LabelFile.split)
  }

  /// The rows and their names.
  package var namedRows: NamedRows {
    NamedRows(path: path, count: features.rows, names: names, areWords: areWords, areLabels: areLabels)
  }

  /// Word vectors, whose rows are joined by word.
  package init(words path: String, vectors: Matrix<Float>, words: [String], notes: [String]) {
    self.init(path: path, features: vectors, names: words, hasHeader: false, notes: notes, exact: nil)
    areWords = true
  }

  /// The table of some rows, from 0, in that order.
  package func selecting(_ rows: [Int]) -> FeatureTable {
    var table = self
    table.features = Matrix(features, selecting: rows).view
    table.exact = exact.map { Matrix($0.view, selecting: rows) }
    table.names = names.map { names in rows.map { names[$0] } }
    table.rowLabels = rowLabels.map { labels in rows.map { labels[$0] } }
    return table
  }

  /// Reads a file; its content decides the format, and its ending where that leaves it open.
  ///
  /// - `.npy`, `.npz`: 1 or 2 axes (a vector of n is n×1) of any real number type. `file.npz:KEY` names the array; the
  ///   key may be missing if there is only one. `.safetensors` (`file.safetensors:NAME`) likewise.
  /// - Text: a table between commas, semicolons, tabs or blanks, understood as ``NumberTable`` says.
  ///
  /// - Parameters:
  ///   - options: what a person says of the first line and columns of a text table; of no use to arrays.
  ///   - requireFinite: refuse NaN and infinity.
  /// - Throws: ``DataFileError`` for another format, what is damaged, no rows or columns, and numbers that are not
  ///   finite, with the row and column (from 1) or the line of the first.
  public static func read(
    _ path: String, options: TableOptions = TableOptions(), requireFinite: Bool = true
  ) throws -> FeatureTable {
    if let array = try array(path) { return try FeatureTable(array, requireFinite: requireFinite) }
    return try FeatureTable(table: path, options: options, requireFinite: requireFinite)
  }

  /// Reads a text table.
  package init(table path: String, options: TableOptions = TableOptions(), requireFinite: Bool = true) throws
  {
    let table = try NumberTable(
      FileContent.read(path), options: options, path: path, requireFinite: requireFinite)
    self.init(
      path: path, features: table.features.view, names: table.names ?? table.labels, labels: table.labels,
      hasHeader: table.hasHeader,
      notes: table.notes, exact: table.exact)
    areLabels = table.names == nil && table.labels != nil
  }

  /// The array that `path` names, in its own element type; nil if the ending is of no format that holds arrays.
  package static func array(_ path: String) throws -> NPYArray? {
    if path.lowercased().hasSuffix(".npy") { return try NPYFile.read(path) }
    if let part = FilePart(path, ending: ".npz") { return try NPZFile.read(part.file, key: part.name) }
    if let part = FilePart(path, ending: ".safetensors") {
      return try SafetensorsFile.read(part.file, name: part.name)
    }
    return nil
  }

  /// The arrays of a file that ``array(_:)`` reads, or only the one that `path` names, without their numbers.
  package static func arrays(_ path: String) throws -> [(name: String, header: NPYHeader)] {
    if let part = FilePart(path, ending: ".npz"), part.name == nil {
      return try NPZFile.keys(path).map { ($0, try NPZFile.read(path, key: $0).header) }
    }
    if let part = FilePart(path, ending: ".safetensors"), part.name == nil {
      return try SafetensorsFile.headers(path)
    }
    return try array(path).map { [("", $0.header)] } ?? []
  }

  /// Whether `path` ends as the files do that ``array(_:)`` reads.
  package static func holdsArrays(_ path: String) -> Bool {
    path.lowercased().hasSuffix(".npy") || FilePart(path, ending: ".npz") != nil
      || FilePart(path, ending: ".safetensors") != nil
  }

  /// Whether `path` ends as a text table does.
  package static func isText(_ path: String) -> Bool {
    [".csv", ".tsv"].contains(where: path.lowercased().hasSuffix)
  }

  /// The table of an array of 1 or 2 axes, named as it; mapped where possible.
  /// - Throws: ``DataFileError`` as ``read(_:requireFinite:)``.
  public init(_ array: NPYArray, requireFinite: Bool = true) throws {
    let (rows, columns) = try array.matrixShape()
    guard rows > 0, columns > 0 else {
      throw DataFileError.content(
        array.path, "has the shape \(rows) × \(columns); at least one row and column are needed")
    }
    let view = try array.mappedView() ?? array.matrix(of: Float.self).view
    if requireFinite { try Self.checkFinite(view, path: array.path) }
    let isWide = [.int32, .int64, .uint32, .uint64, .float64].contains(array.header.type)
    let exact = isWide ? try array.matrix(of: Double.self) : nil
    self.init(
      path: array.path, features: view, names: nil, hasHeader: false, notes: [],
      exact: exact.flatMap { Self.differ($0.view, view) ? $0 : nil })
  }

  // Whether a number is another one in Float; NaN stays NaN.
  private static func differ(_ exact: MatrixView<Double>, _ features: MatrixView<Float>) -> Bool {
    (0..<exact.rows).contains { row in
      let (numbers, rounded) = (exact.row(row), features.row(row))
      // Without an early exit the loop over a row is vectorized.
      var different = 0
      for column in numbers.indices {
        let number = numbers[column]
        different &+= number == number && Double(rounded[column]) != number ? 1 : 0
      }
      return different > 0
    }
  }

  private static func checkFinite(_ view: MatrixView<Float>, path: String) throws {
    let exponentMask: UInt32 = 0x7f80_0000
    for row in 0..<view.rows {
      // Without an early exit the loop over a row is vectorized.
      var bad: UInt32 = 0
      for number in view.row(row) { bad |= number.bitPattern & exponentMask == exponentMask ? 1 : 0 }
      guard bad != 0, let column = view.row(row).firstIndex(where: { !$0.isFinite }) else { continue }
      throw DataFileError.content(
        path,
        "row \(row + 1), column \(column + 1): \(view[row, column]) (as float32); only finite numbers are allowed"
      )
    }
  }
}
