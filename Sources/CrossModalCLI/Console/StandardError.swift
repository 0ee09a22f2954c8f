import Foundation

/// The stream for people.
enum StandardError {
  /// Writes text as it is. Where nobody listens any more (a closed terminal) there is nobody to be told so either, and
  /// the work goes on.
  static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// Whether a person looks at it: a line can then be written again in place.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

/// The stream for data.
enum StandardOutput {
  /// Writes text as it is.
  static func write(_ text: String) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      throw CommandFailure(code: 74, message: "standard output: cannot be written")
    }
  }

  /// Writes a value as one JSON document with its version and sorted keys.
  static func writeJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try write(String(decoding: encoder.encode(VersionedDocument(value)), as: UTF8.self) + "\n")
  }
}
