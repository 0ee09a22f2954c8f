import Dense
import VectorFiles

/// What a data file is and what looks wrong with it.
package struct FileInspection: Encodable, Sendable {
  /// One of several arrays of a file.
  package struct Entry: Encodable, Sendable {
    /// Its name.
    package var name: String
    /// Element type, or what it is instead.
    package var type: String
    /// Lengths of its axes.
    package var shape: [Int]
  }

  /// The beginning of one row.
  package struct Row: Encodable, Sendable {
    /// Its name, if rows have names.
    package var name: String?
    /// Its first numbers; NaN and infinity as text.
    package var numbers: [String]
  }

  /// The file, as the caller named it.
  package var file: String
  /// The format, in words.
  package var kind: String
  /// Element type; text holds decimals.
  package var type: String?
  /// Rows and columns.
  package var shape: [Int]?
  /// The arrays of a file of which none is named.
  package var arrays: [Entry]?
  /// The first rows.
  package var first: [Row] = []
  /// What is worth knowing.
  package var notes: [String] = []
  /// What looks wrong.
  package var problems: [String] = []
  /// What was not looked at, and how it is; without an entry, an empty ``problems`` means that nothing is wrong.
  package var skipped: [String] = []

  static let shownRows = 3
  private static let shownNumbers = 8

  /// Examines a file; its content decides the format. Files of word vectors are read once without keeping the vectors.
  /// - Throws: ``DataFileError``, ``ProgramError`` for files that cannot be read at all.
  package init(_ path: String, options: TableOptions = TableOptions()) throws {
    (file, kind) = (path, "")
    let opened = try DataFile(path)
    switch opened.format {
    case .matrix: try takeMatrices(opened)
    case .npy, .npz, .safetensors: try takeArrays(opened)
    case .word2vecBinary: try takeWords(path)
    case .text: try takeText(opened, options)
    }
    if opened.isUnpacked { notes.append("gzip: is unpacked into memory when read, not mapped") }
  }

  /// The name of the file without its folder.
  var fileName: Substring { file.split(separator: "/").last ?? file[...] }

  /// Takes in the rows of a table of numbers.
  mutating func take(_ table: FeatureTable) {
    let view = table.features
    var profile = RowProfile(columns: view.columns)
    for row in 0..<view.rows { profile.add(view.row(row)) }
    for row in 0..<min(view.rows, Self.shownRows) {
      first.append(Self.row(table.names?[row], Array(view.row(row))))
    }
    let description = RowDescription(profile)
    notes += description.notes
    problems += description.problems
  }

  static func row(_ name: String?, _ numbers: [Float]) -> Row {
    Row(name: name, numbers: numbers.prefix(shownNumbers).map { "\($0)" })
  }
}
