import Messages

/// What is wrong with a configuration, on exactly one line: `experiments/x.yaml:14:3: unknown key 'learing-rate' (did
/// you mean 'learning-rate'?); allowed: …`.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which of the two kinds of failure it is; they have different exit codes.
  package enum Kind: Hashable, Sendable {
    /// The file was read, and its content (or an override) is not a configuration.
    case content
    /// The file cannot be opened or read.
    case unreadable
  }

  /// The kind of failure.
  package let kind: Kind
  /// Where it is.
  package let place: ConfigurationPlace
  /// What was found and what was allowed; one line.
  package let message: String

  /// An error; line breaks and other control characters in `message` are escaped.
  package init(_ place: ConfigurationPlace, _ message: String, kind: Kind = .content) {
    self.place = place
    self.message = message.escapingControlCharacters
    self.kind = kind
  }

  /// Place and message, one line.
  package var description: String { "\(place): \(message)" }
}

/// Where a part of a configuration stands.
package enum ConfigurationPlace: Hashable, Sendable, CustomStringConvertible {
  /// A file as a whole; the path as it was given.
  case file(String)
  /// A line and a column, both from 1, the column counted in Unicode scalars.
  case position(file: String, line: Int, column: Int)
  /// An override as it was given, `key.path=value`.
  case override(String)
  /// An option of a command and its value as it was given.
  case option(String, String)

  /// `file`, `file:line:column` or `--set 'key=value'`; one line.
  package var description: String {
    switch self {
    case .file(let file): file.escapingControlCharacters
    case .position(let file, let line, let column): "\(file.escapingControlCharacters):\(line):\(column)"
    case .option(let name, let text): "--\(name) \(text.quotedForMessage.escapingControlCharacters)"
    case .override(let text): "--set \(text.quotedForMessage.escapingControlCharacters)"
    }
  }
}

extension ConfigurationPlace {
  /// A place inside this one: a position in a file; an override has no finer places.
  func at(line: Int, column: Int) -> ConfigurationPlace {
    switch self {
    case .file(let file), .position(let file, _, _): .position(file: file, line: line, column: column)
    case .override, .option: self
    }
  }
}
