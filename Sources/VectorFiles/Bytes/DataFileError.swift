import Foundation
import Messages

/// What is wrong with a data file, in one line: what was found, what is allowed, and where.
public struct DataFileError: Error, Equatable, CustomStringConvertible, Sendable {
  /// Whose fault it is.
  public enum Kind: Sendable {
    /// The bytes of the file are not what its format or its use allows.
    case content
    /// The file cannot be opened, read or written.
    case file
  }

  /// What a caller can ask for instead; each caller has its own words for it.
  public enum Remedy: Equatable, Sendable {
    /// Read the words as ISO 8859-1.
    case readAsLatin1
    /// Round the numbers to float32.
    case roundToFloat32
    /// Say whether the first line of a table names its columns.
    case sayHeader
    /// Say whether the column of this number, from 1, names the rows or is one of numbers.
    case sayIdColumn(Int)
    /// Say that the only column is one of numbers.
    case sayNoIdColumn
    /// Say whether the column of this number, from 1, holds labels or is one of numbers.
    case sayLabelColumn(Int)
    /// Say whether rows belong together by name, where names can be joined, or as they are.
    case sayAlign(canJoin: Bool)
    /// Say which columns name and label the rows.
    case sayColumns
    /// Say which columns of a rating file hold the words and the rating.
    case sayRatingColumns
    /// Say that the second of three axes counts rows of an item.
    case sayMiddleAxis
  }

  /// Whose fault it is.
  public let kind: Kind
  /// The file, as the caller named it; for an array of an archive `file.npz:key`.
  public let path: String
  /// What was found, what is allowed, and where (row, column, line and column, or byte), without the path.
  public let message: String

  /// What helps, where something does.
  public let remedy: Remedy?

  /// An error about the file at `path`.
  public init(kind: Kind, path: String, message: String, remedy: Remedy? = nil) {
    (self.kind, self.path, self.message, self.remedy) = (kind, path, message, remedy)
  }

  /// `path: message`, one line: control characters are written as escapes.
  public var description: String { "\(path): \(message)".escapingControlCharacters }

  /// The content of the file at `path` is not what it must be.
  package static func content(_ path: String, _ message: String, remedy: Remedy? = nil) -> DataFileError {
    DataFileError(kind: .content, path: path, message: message, remedy: remedy)
  }

  /// The system refused `action` ("cannot be opened"); `code` is the value of `errno` right after the call.
  package static func system(_ path: String, _ action: String, code: Int32) -> DataFileError {
    DataFileError(kind: .file, path: path, message: "\(action): \(String(cString: strerror(code)))")
  }

  /// Text from a file for use in a message: quoted, at most 40 characters, control characters escaped.
  package static func quoted(_ text: String) -> String {
    let shown = text.count > 40 ? text.prefix(40) + "…" : text[...]
    return "'" + String(shown).escapingControlCharacters + "'"
  }

  /// "1 column", "2 columns".
  package static func columns(_ count: Int) -> String { count == 1 ? "1 column" : "\(count) columns" }
}
