import Foundation

/// Colors of text for people, where a terminal has them.
enum TerminalColors {
  /// Whether a stream wants color: a terminal, NO_COLOR not set, no --no-color, and one that knows how.
  static func areWanted(_ descriptor: Int32) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    return ConsoleSettings.usesColor && isatty(descriptor) == 1
      && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// A title.
  static func bold(_ text: String) -> String { "\u{1B}[1m\(text)\u{1B}[0m" }

  /// What went wrong.
  static func red(_ text: String) -> String { "\u{1B}[31m\(text)\u{1B}[0m" }

  /// What one should know.
  static func yellow(_ text: String) -> String { "\u{1B}[33m\(text)\u{1B}[0m" }

  /// Text whose remarks, the lines that begin with an exclamation mark, are marked; what comes escaped stays so.
  static func markingRemarks(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let indent = line.prefix { $0 == " " }
      let rest = line.dropFirst(indent.count)
      return rest.hasPrefix("! ") ? indent + yellow("!") + rest.dropFirst() : String(line)
    }.joined(separator: "\n")
  }

  /// The line of an error, the name of the program marked.
  static func markingError(_ line: String) -> String {
    let name = "crossmodal:"
    return line.hasPrefix(name) ? red(name) + line.dropFirst(name.count) : line
  }
}
