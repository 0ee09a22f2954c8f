import Testing

@testable import Studies

/// The text of a first configuration.
@Suite struct StarterConfigurationTests {
  private func text(items: Int, joins: Bool = false, notes: [String] = []) -> String {
    let first = StarterConfiguration.Side(name: "audio", path: "a.npy", rows: items, columns: 8, notes: notes)
    let second = StarterConfiguration.Side(name: "fmri", path: "b c.npy", rows: items, columns: 6, notes: [])
    return StarterConfiguration(first, second, items: items, joinsNames: joins, labels: nil).text
  }

  @Test(arguments: [25, 40, 104, 105, 1000, 100_000]) func neighborsFitIntoAFold(_ items: Int) throws {
    let line = try #require(text(items: items).split(separator: "\n").first { $0.hasPrefix("measures:") })
    let k = try #require(line.firstMatch(of: /k: (\d+)/).flatMap { Int($0.1) })
    #expect(k >= 1 && k < items / 5)
    #expect((k == 10) == (items / 5 > 20))
  }

  @Test func sidesPathsAndNotes() {
    let made = text(items: 100, joins: true, notes: ["line 1 names the columns"])
    #expect(made.contains("sides: [audio, fmri]") && made.contains("  fmri: {fmri: {file: \"b c.npy\"}}"))
    #expect(made.contains("\n  align: names") && made.contains("#     line 1 names the columns"))
    #expect(!text(items: 100).contains("align:"))
  }

  @Test(arguments: [
    ("x/images.npy", "words.csv", "images", "words"), ("a b.csv", "f.npz:key", "a-b", "f"),
    ("labels.csv", "words.csv", "first", "second"), ("same.csv", "same.npy", "first", "second"),
    ("image-to-text.csv", "b.csv", "image-text", "b"), ("ü.csv", "b.csv", "first", "second"),
  ])
  func namesOfSides(_ first: String, _ second: String, _ one: String, _ two: String) {
    #expect(StarterConfiguration.names(first, second) == (one, two))
  }
}
