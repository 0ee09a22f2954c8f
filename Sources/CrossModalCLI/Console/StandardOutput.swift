import ArgumentParser
import Foundation
import Messages
import Studies

/// The stream for what a command was asked for: text for people, which is escaped line by line, or data as it is.
enum StandardOutput {
  /// Writes text for people, line by line: nothing that a file says acts on a terminal.
  static func write(_ text: String) throws { try writeData(text.escapingLines) }

  /// Writes lines for people, each one line, whatever is in it.
  static func write(lines: [String]) throws {
    try writeData(lines.map { $0.escapingControlCharacters + "\n" }.joined())
  }

  /// Writes data as it is: JSON, CSV, YAML, and what has been escaped.
  static func writeData(_ text: String) throws {
    StandardError.writeNotes()
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch  where systemCode(error) == EPIPE {
      // Whoever reads has seen enough, as `head` does: no more work, and nothing to be told.
      throw ExitCode.success
    } catch {
      throw CommandFailure(code: 74, message: "standard output: cannot be written")
    }
  }

  /// Writes a value as one JSON document with its version and sorted keys.
  static func writeJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try writeData(String(decoding: encoder.encode(VersionedDocument(value)), as: UTF8.self) + "\n")
  }
}
