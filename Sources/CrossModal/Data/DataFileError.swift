import Foundation

/// What is wrong with a data file, in one line: what was found, what is allowed, and where.
public struct DataFileError: Error, Equatable, CustomStringConvertible, Sendable {
  /// Whose fault it is, which decides the exit code.
  public enum Kind: Sendable {
    /// The bytes of the file are not what its format or its use allows.
    case content
    /// The file cannot be opened, read or written.
    case file
  }

  /// Whose fault it is.
  public let kind: Kind
  /// The file, as the caller named it; for an array of an archive `file.npz:key`.
  public let path: String
  /// What was found, what is allowed, and where (row, column, line and column, or byte), without the path.
  public let message: String

  /// An error about the file at `path`.
  public init(kind: Kind, path: String, message: String) {
    (self.kind, self.path, self.message) = (kind, path, message)
  }

  /// `path: message`, one line: control characters are written as escapes.
  public var description: String { Self.oneLine("\(path): \(message)") }

  /// The exit status of a command that ends with this error: 65 for the content, 74 for the file.
  public var exitCode: Int32 {
    switch kind {
    case .content: 65
    case .file: 74
    }
  }

  static func content(_ path: String, _ message: String) -> DataFileError {
    DataFileError(kind: .content, path: path, message: message)
  }

  /// The system refused `action` ("cannot be opened"); `code` is the value of `errno` right after the call.
  static func system(_ path: String, _ action: String, code: Int32) -> DataFileError {
    DataFileError(kind: .file, path: path, message: "\(action): \(String(cString: strerror(code)))")
  }

  /// Text from a file for use in a message: quoted, at most 40 characters, control characters escaped.
  static func quoted(_ text: String) -> String {
    let shown = text.count > 40 ? text.prefix(40) + "…" : text[...]
    return "'" + oneLine(String(shown)) + "'"
  }

  /// "1 column", "2 columns".
  static func columns(_ count: Int) -> String { count == 1 ? "1 column" : "\(count) columns" }

  private static func oneLine(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}" {
        result += scalar.escaped(asASCII: true)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
