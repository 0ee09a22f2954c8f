import Dense
import Foundation

/// The vectors of one modality, one row an item, and what the file says about the rows.
public struct FeatureTable: Sendable {
  /// The file, as the caller named it.
  public let path: String
  /// The vectors. Mapped, without a copy, from a `.npy` file of little-endian float32 in C order (the view keeps the
  /// mapping alive); converted to nearest otherwise.
  public let features: MatrixView<Float>
  /// The labels of each row: what blanks separate in the leading column of a text table; nil if it has none.
  public let rowLabels: [[String]]?
  /// That leading column as it stands.
  public let names: [String]?

  /// Formats that can be read.
  static let allowed = ".npy, .npz (also file.npz:KEY), .csv and .tsv"

  /// A table from its parts; `names`, if given, has one entry a row.
  public init(path: String, features: MatrixView<Float>, names: [String]? = nil) {
    precondition(
      names.map { $0.count == features.rows } ?? true, "\(names?.count ?? 0) names for \(features.rows) rows")
    (self.path, self.features, self.names) = (path, features, names)
    rowLabels = names?.map(LabelFile.split)
  }

  /// Reads a file; the ending decides the format.
  ///
  /// - `.npy`, `.npz`: 1 or 2 axes (a vector of n is n×1) of any real number type. `file.npz:KEY` names the array; the
  ///   key may be missing if there is only one.
  /// - `.csv` (commas, RFC 4180), `.tsv` (tabs, no quoting): the first column holds labels unless its cell is a single
  ///   number in every row. A first line without a number after the first cell is a header and skipped.
  ///
  /// - Parameter requireFinite: refuse NaN and infinity.
  /// - Throws: ``DataFileError`` for another ending, what is damaged, no rows or columns, and numbers that are not
  ///   finite, with the row and column (from 1) or the line of the first.
  public static func read(_ path: String, requireFinite: Bool = true) throws -> FeatureTable {
    let lowercased = path.lowercased()
    if lowercased.hasSuffix(".npy") {
      return try table(NPYFile.read(path), path: path, requireFinite: requireFinite)
    }
    if lowercased.hasSuffix(".npz") {
      return try table(NPZFile.read(path, key: nil), path: path, requireFinite: requireFinite)
    }
    if let range = path.range(of: ".npz:", options: [.backwards, .caseInsensitive]) {
      let archive = String(path[..<path.index(before: range.upperBound)])
      let array = try NPZFile.read(archive, key: String(path[range.upperBound...]))
      return try table(array, path: path, requireFinite: requireFinite)
    }
    if lowercased.hasSuffix(".csv") || lowercased.hasSuffix(".tsv") {
      let text = try DelimitedTable(
        BoundedBytes(MappedFile(path)), separator: .init(path: path), path: path, requireFinite: requireFinite
      )
      return FeatureTable(path: path, features: text.features.view, names: text.names)
    }
    let name = path.split(separator: "/").last ?? ""
    let ending =
      name.lastIndex(of: ".").map { "the ending \(DataFileError.quoted(String(name[$0...])))" } ?? "no ending"
    throw DataFileError.content(path, "has \(ending); \(allowed) can be read")
  }

  private static func table(_ array: NPYArray, path: String, requireFinite: Bool) throws -> FeatureTable {
    let (rows, columns) = try array.matrixShape()
    guard rows > 0, columns > 0 else {
      throw DataFileError.content(
        path, "has the shape \(rows) × \(columns); at least one row and column are needed")
    }
    let view = try array.mappedView() ?? array.matrix(of: Float.self).view
    if requireFinite { try checkFinite(view, path: path) }
    return FeatureTable(path: path, features: view)
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
