import ArgumentParser
import Foundation

/// Every option of every command, read off their declarations: the page `crossmodal manual options`.
struct OptionsPage {
  /// An option, with all commands that have it with this meaning.
  struct Entry: Equatable {
    /// The long name, as `output`.
    let name: String
    /// The letter, if it has one.
    let letter: String?
    /// What its value is called; nil for a flag.
    let value: String?
    /// The sentence of its help.
    let meaning: String
    /// The commands, as `features pca`, in the order of the help.
    var commands: [String]
  }

  /// All options by name, those of every command first; hidden ones are left out.
  let entries: [Entry]
  /// The arguments of each command, as its usage names them.
  let usages: [(command: String, arguments: [String])]

  private struct Document: Decodable { let command: Command }

  private struct Command: Decodable {
    let title: String
    let below: [Command]?
    let arguments: [Argument]?

    private enum CodingKeys: String, CodingKey {
      case arguments
      case title = "commandName"
      case below = "subcommands"
    }
  }

  private struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String
    }
    let kind: String
    let shouldDisplay: Bool
    let names: [Name]?
    let valueName: String?
    let abstract: String?
    let isOptional: Bool
    let isRepeating: Bool

    var long: String? { names?.first { $0.kind == "long" }?.name }
    var letter: String? { names?.first { $0.kind == "short" }?.name }
  }

  // What the parser adds to every command.
  private static let general = ["help", "version"]

  /// The page of a program's root command.
  init(root: any ParsableCommand.Type) throws {
    let document = try JSONDecoder().decode(Document.self, from: Data(root._dumpHelp().utf8))
    var (entries, usages): ([Entry], [(String, [String])]) = ([], [])
    func add(_ command: Command, _ path: [String]) {
      let name = path.joined(separator: " ")
      let shown = (command.arguments ?? []).filter(\.shouldDisplay)
      for argument in shown where argument.kind != "positional" {
        guard let long = argument.long, !Self.general.contains(long) else { continue }
        let entry = Entry(
          name: long, letter: argument.letter, value: argument.kind == "option" ? argument.valueName : nil,
          meaning: argument.abstract ?? "", commands: [name])
        let place = entries.firstIndex {
          ($0.name, $0.letter, $0.value, $0.meaning) == (entry.name, entry.letter, entry.value, entry.meaning)
        }
        if let place { entries[place].commands.append(name) } else { entries.append(entry) }
      }
      if command.below == nil {
        usages.append((name, shown.filter { $0.kind == "positional" }.map(Self.usage)))
      }
      for below in command.below ?? [] where below.title != "help" {
        add(below, path + [below.title])
      }
    }
    for command in document.command.below ?? [] where command.title != "help" {
      add(command, [command.title])
    }
    let commands = usages.count
    self.entries = entries.enumerated().sorted { left, right in
      let (all, others) = (left.element.commands.count == commands, right.element.commands.count == commands)
      if all != others { return all }
      return (left.element.name, left.offset) < (right.element.name, right.offset)
    }.map(\.element)
    self.usages = usages
  }

  private static func usage(_ argument: Argument) -> String {
    let name = (argument.valueName ?? "").uppercased() + (argument.isRepeating ? "…" : "")
    return argument.isOptional ? "[\(name)]" : name
  }

  /// The page in Markdown.
  var markdown: String {
    let commands = usages.count
    let usage = usages.map { "| `\(([$0.command] + $0.arguments).joined(separator: " "))` |" }
    let rows = entries.map { entry in
      let letter = entry.letter.map { "`-\($0)` " } ?? ""
      let value = entry.value.map { " \($0.replacing("|", with: "\\|"))" } ?? ""
      let list = entry.commands.count == commands ? "all" : entry.commands.joined(separator: ", ")
      return "| \(letter)`--\(entry.name)`\(value) | \(list) | \(entry.meaning.replacing("|", with: "\\|")) |"
    }
    return """
      # Options of every command

      Made by `crossmodal manual options` from the declarations in the sources; do not edit. One name means one thing: an option
      that two commands share has the same letter in both, and a value or none in both. `crossmodal help COMMAND` says more.

      **Durations** are written `90s`, `15m`, `3h`, `1h30m` or `2d`; a number alone means seconds.

      | command |
      |---|
      \(usage.joined(separator: "\n"))

      | option | commands | meaning |
      |---|---|---|
      \(rows.joined(separator: "\n"))

      """
  }
}
