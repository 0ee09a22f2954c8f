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
  /// The column that names the rows, or else the one that labels them, as it is; nil if there is neither.
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
    let file = try DataFile(path)
    if let array = try file.array() { return try FeatureTable(array, requireFinite: requireFinite) }
    return try FeatureTable(table: file, options: options, requirement: requireFinite ? .finite : .any)
  }

  /// Reads a text table.
  package init(
    table file: DataFile, options: TableOptions = TableOptions(), requirement: NumberRequirement = .finite
  ) throws {
    let path = file.part.file
    guard file.format == .text else {
      throw DataFileError.content(path, "is \(file.format.name); a table or an array is needed here")
    }
    let table = try NumberTable(
      FileContent.text(file.bytes, path: path), options: options, path: path, requirement: requirement)
    self.init(
      path: path, features: table.features.view, names: table.names ?? table.labels, labels: table.labels,
      hasHeader: table.hasHeader,
      notes: table.notes, exact: table.exact)
    areLabels = table.names == nil && table.labels != nil
  }

  /// Whether `path` ends as a text table does.
  package static func isText(_ path: String) -> Bool {
    [".csv", ".tsv", ".csv.gz", ".tsv.gz"].contains(where: path.lowercased().hasSuffix)
  }
}
