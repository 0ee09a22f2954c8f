import ArgumentParser
import Messages

/// The names of the commands, for a mistyped one.
enum CommandNames {
  /// What is wrong with the commands that arguments name; nil where they name some, or none.
  ///
  /// The parser itself would call a mistyped command an unexpected argument, and show the general help for one that is asked about.
  static func complaint(about arguments: [String], root: any ParsableCommand.Type) -> String? {
    var words = arguments[...]
    if words.first == "help" { words = words.dropFirst() }
    var (command, path) = (root, name(of: root))
    while let word = words.first, !word.hasPrefix("-") {
      let below = command.configuration.subcommands
      guard !below.isEmpty else { return nil }
      guard let next = below.first(where: { name(of: $0) == word }) else {
        let hint = Suggestion.hint(word, among: below.map(name(of:)))
        return "\(word.quotedForMessage): no such command\(hint); see '\(path) --help'"
      }
      (command, path) = (next, "\(path) \(word)")
      words = words.dropFirst()
    }
    return nil
  }

  private static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? ""
  }
}
