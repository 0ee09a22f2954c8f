import Foundation
import Settings
import Testing

@testable import Studies

@Suite struct ConfigurationManualTests {
  @Test func theFileIsWhatTheCommandPrints() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = try String(contentsOf: root.appending(path: "docs/CONFIGURATION.md"), encoding: .utf8)
    #expect(
      file == ConfigurationManual.text,
      "docs/CONFIGURATION.md is not current: crossmodal manual configuration > docs/CONFIGURATION.md")
  }

  @Test func theExamplesAreConfigurations() throws {
    let maps = try Experiments.parse(
      ConfigurationManual.mapsExample, file: "/x.yaml", currentDirectory: "/")
    let ratings = try Experiments.parse(
      ConfigurationManual.ratingsExample, file: "/x.yaml", currentDirectory: "/")
    let comparison = try Experiments.parse(
      ConfigurationManual.comparisonExample, file: "/x.yaml", currentDirectory: "/")
    #expect(maps is StudyConfiguration && ratings is RatingsConfiguration)
    #expect(comparison is ComparisonConfiguration)
  }

  @Test func everyKeyHasOneLine() {
    for manual in [
      StudyConfiguration.format.manual, RatingsConfiguration.format.manual,
      ComparisonConfiguration.format.manual,
    ] {
      let entries = manual.flatMap(\.all)
      #expect(Set(entries.map(\.path)).count == entries.count)
      for entry in entries {
        #expect(!entry.summary.isEmpty && !entry.summary.hasSuffix("."), "\(entry.path)")
        #expect(entry.isGroup || ConfigurationManual.text.contains("| `\(entry.path)` |"), "\(entry.path)")
      }
    }
  }

  @Test func everyDocumentedDefaultIsTheDefault() throws {
    for key in DeclaredKey.maps + DeclaredKey.ratings + DeclaredKey.comparison {
      guard case .value(let text) = key.entry.standard else { continue }
      #expect(try key.isUnchanged(by: text), "\(key.entry.path): \(text)")
    }
  }

  /// A key that were forgotten in comparisons would join two different studies.
  @Test func aChangeOfEveryKeyDoesWhatItsDeclarationSays() throws {
    // These have one value, follow from the data, are there or not, or rename other keys.
    let fixed = ["version", "kind", "protocol.kind", "dataset.labels", "dataset.groups", "dataset.sides"]
    for key in DeclaredKey.maps + DeclaredKey.ratings + DeclaredKey.comparison
    where !fixed.contains(key.entry.path) {
      let change = try #require(key.change(), "\(key.entry.path): no value is another than the default")
      switch key.effect {
      case .anotherStudy(let reason):
        #expect(change.conflict?.key == key.comparedPath && change.conflict?.reason == reason)
      case .growth, .measures, .display:
        #expect(change.conflict == nil && change.differences.map(\.key) == [key.comparedPath])
        #expect(change.differences.map(\.effect) == [key.effect])
      case .nothing:
        #expect(change.conflict == nil && change.differences.isEmpty, "\(key.entry.path)")
      }
    }
  }
}
