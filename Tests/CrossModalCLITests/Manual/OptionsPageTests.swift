import Foundation
import Testing

@testable import CrossModalCLI

/// One name for one thing: the table of all options, and what it must show.
@Suite struct OptionsPageTests {
  private static func page() throws -> OptionsPage { try OptionsPage(root: CrossModalCommand.self) }

  @Test("docs/OPTIONS.md is what the program prints") func page() async throws {
    let root = URL(filePath: #filePath).appending(path: "../../../../").standardizedFileURL
    let kept = try String(contentsOf: root.appending(path: "docs/OPTIONS.md"), encoding: .utf8)
    let printed = try await Program.run(["manual", "options"])
    #expect(printed.code == 0 && printed.output == kept, "run: crossmodal manual options > docs/OPTIONS.md")
  }

  @Test func aNameHasOneLetterAndALetterOneMeaning() throws {
    let entries = try Self.page().entries
    var (letters, names): ([String: Set<String?>], [String: Set<String>]) = ([:], [:])
    for entry in entries {
      letters[entry.name, default: []].insert(entry.letter)
      if let letter = entry.letter { names[letter, default: []].insert(entry.name) }
    }
    // A map to write and a family of maps share a word that the contract of the command line has for both.
    for (name, found) in letters where name != "model" { #expect(found.count == 1, "--\(name): \(found)") }
    // Workers are processes, threads are threads; -j is how many work side by side.
    for (letter, found) in names where letter != "j" { #expect(found.count == 1, "-\(letter): \(found)") }
    #expect(names["j"] == ["threads", "workers"] && names["o"] == ["output"] && names["k"] == ["k"])
  }

  @Test func aNameIsAFlagOrTakesAValueEverywhere() throws {
    var kinds: [String: Set<Bool>] = [:]
    for entry in try Self.page().entries { kinds[entry.name, default: []].insert(entry.value == nil) }
    // Of 'encode' a flag from before tables were understood.
    for (name, found) in kinds where name != "header" { #expect(found.count == 1, "--\(name)") }
  }

  @Test func oneMeaningHasOneName() throws {
    var names: [String: Set<String>] = [:]
    for entry in try Self.page().entries { names[entry.meaning, default: []].insert(entry.name) }
    for (meaning, found) in names { #expect(found.count == 1, "\(meaning) \(found)") }
  }

  @Test func everyCommandHasTheOptionsOfTheConsole() throws {
    let page = try Self.page()
    for name in ["quiet", "verbose", "no-color"] {
      let entry = try #require(page.entries.first { $0.name == name })
      #expect(entry.commands.count == page.usages.count)
    }
  }

  @Test func hiddenOptionsStayHidden() throws {
    let names = Set(try Self.page().entries.map(\.name))
    #expect(names.isDisjoint(with: ["parent", "until-input-closes", "bootstrap-intervals"]))
    #expect(!(try Self.page().entries).contains { $0.name == "interval" && $0.commands.contains("report") })
  }
}
