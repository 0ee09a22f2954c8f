/// What is wrong with a configuration, on exactly one line: `experiments/x.yaml:14:3: unknown key 'learing-rate' (did
/// you mean 'learning-rate'?); allowed: …`.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which of the two kinds of failure it is; they have different exit codes.
  public enum Kind: Hashable, Sendable {
    /// The file was read, and its content (or an override) is not a configuration.
    case content
    /// The file cannot be opened or read.
    case unreadable
  }

  /// The kind of failure.
  public let kind: Kind
  /// Where it is.
  public let place: ConfigurationPlace
  /// What was found and what was allowed; one line.
  public let message: String

  /// An error; line breaks and other control characters in `message` are escaped.
  public init(_ place: ConfigurationPlace, _ message: String, kind: Kind = .content) {
    self.place = place
    self.message = message.escapingControlCharacters
    self.kind = kind
  }

  /// Place and message, one line.
  public var description: String { "\(place): \(message)" }
}

/// Where a part of a configuration stands.
public enum ConfigurationPlace: Hashable, Sendable, CustomStringConvertible {
  /// A file as a whole; the path as it was given.
  case file(String)
  /// A line and a column, both from 1, the column counted in Unicode scalars.
  case position(file: String, line: Int, column: Int)
  /// An override as it was given, `key.path=value`.
  case override(String)

  /// `file`, `file:line:column` or `--set 'key=value'`; one line.
  public var description: String {
    switch self {
    case .file(let file): file.escapingControlCharacters
    case .position(let file, let line, let column): "\(file.escapingControlCharacters):\(line):\(column)"
    case .override(let text): "--set '\(text.escapingControlCharacters)'"
    }
  }
}

extension ConfigurationPlace {
  /// A place inside this one: a position in a file; an override has no finer places.
  func at(line: Int, column: Int) -> ConfigurationPlace {
    switch self {
    case .file(let file), .position(let file, _, _): .position(file: file, line: line, column: column)
    case .override: self
    }
  }
}

extension String {
  /// This text on one line: control characters and the Unicode line and paragraph separators become escapes.
  var escapingControlCharacters: String {
    guard unicodeScalars.contains(where: \.isControl) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.isControl: text += "\\u{\(String(scalar.value, radix: 16))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// This text in single quotes for a message, cut after 60 characters.
  var quotedForMessage: String {
    count > 60 ? "'\(prefix(60))…'" : "'\(self)'"
  }
}

extension Unicode.Scalar {
  /// Whether the scalar would break a line, move a terminal's cursor or turn its direction, or is a byte order mark.
  var isControl: Bool {
    value < 0x20 || (0x7F...0x9F).contains(value) || value == 0x2028 || value == 0x2029
      || value == 0xFEFF || (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
  }
}
