import ArgumentParser
import Foundation
import Messages
import Reports
import Studies

/// The stream for what a command was asked for: text for people, which is escaped line by line, or data as it is.
enum StandardOutput {
  /// Whether a person looks at it.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Columns of the screens that text is made for.
  static let width = 80

  /// Writes text for people, line by line: nothing that a file says acts on a terminal, and on one no line is too long.
  static func write(_ text: String) throws {
    let text = isTerminal ? fitted(text.escapingLines) : text.escapingLines
    try writeData(TerminalColors.areWanted(STDOUT_FILENO) ? TerminalColors.markingRemarks(text) : text)
  }

  // Longer lines, which are sentences, go on below, behind their own indentation.
  static func fitted(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard line.count > width, !line.contains("\u{1B}") else { return String(line) }
      let indent = line.prefix { $0 == " " }
      return String(line.dropFirst(indent.count)).wrapped(width: width - indent.count, indent: 2)
        .map { indent + $0 }.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// Writes lines for people, each one line, whatever is in it.
  static func write(lines: [String]) throws {
    try writeData(lines.map { $0.escapingControlCharacters + "\n" }.joined())
  }

  /// Writes data as it is: JSON, CSV, YAML, and what has been escaped.
  static func writeData(_ text: String) throws {
    try writeData(Data(StreamNames.named(text).utf8))
  }

  /// Writes bytes as they are.
  static func writeData(_ bytes: Data) throws {
    StandardError.writeNotes()
    do {
      try FileHandle.standardOutput.write(contentsOf: bytes)
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
