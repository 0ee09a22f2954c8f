import Foundation
import Messages
import Synchronization

/// The stream for people. Nothing that a file, a path or a program says acts on a terminal: all text is escaped.
///
/// Where nobody listens any more (a closed terminal) there is nobody to be told so either, and the work goes on.
enum StandardError {
  /// Writes the line of an error, also where nothing else is said.
  static func error(_ text: String) {
    let line = text.escapingControlCharacters
    writeAlways((TerminalColors.areWanted(STDERR_FILENO) ? TerminalColors.markingError(line) : line) + "\n")
  }

  /// Writes one line, whatever is in the text.
  static func line(_ text: String) {
    let line = text.escapingControlCharacters
    writeAsIs((TerminalColors.areWanted(STDERR_FILENO) ? TerminalColors.markingRemarks(line) : line) + "\n")
  }

  /// Keeps a line until something else is written, here or as output, or until the command has done its work: an error
  /// is alone.
  static func note(_ text: String) {
    waiting.withLock { $0.append(text.escapingControlCharacters + "\n") }
  }

  /// Writes the notes that are kept.
  static func writeNotes() { writeAsIs("") }

  /// Forgets the notes that are kept.
  static func dropNotes() { waiting.withLock { $0 = [] } }

  /// Notes what a reader decided, each a line behind the file's name.
  static func notes(_ notes: [String], of path: String?) {
    for text in notes { note((path.map { "\($0): " } ?? "") + text) }
  }

  /// Writes text, line by line.
  static func write(_ text: String) { writeAsIs(text.escapingLines) }

  /// Writes a line over the last one of a terminal, and blanks what that had behind it; empty: only blanks it.
  static func redraw(_ text: String) {
    let shown = String(text.escapingControlCharacters.prefix(terminalWidth))
    writeAsIs("\r" + shown.rightPadded(terminalWidth) + (text.isEmpty ? "\r" : ""))
  }

  /// Whether a person looks at it: a line can then be written again in place.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  // A line of all columns would make some terminals go to the next.
  private static let terminalWidth = 79

  private static let waiting = Mutex<[String]>([])

  private static func writeAsIs(_ text: String) {
    if ConsoleSettings.isQuiet { dropNotes() } else { writeAlways(text) }
  }

  private static func writeAlways(_ text: String) {
    let kept = waiting.withLock { lines in
      defer { lines = [] }
      return lines.joined()
    }
    guard !(kept.isEmpty && text.isEmpty) else { return }
    try? FileHandle.standardError.write(contentsOf: Data(StreamNames.named(kept + text).utf8))
  }
}
