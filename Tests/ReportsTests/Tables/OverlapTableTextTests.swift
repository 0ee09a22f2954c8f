import StudyTestSupport
import Testing

@testable import Reports

/// Tables in plain columns, for terminals.
@Suite struct OverlapTableTextTests {
  @Test func eightyColumnsWithOursAndThePaper() throws {
    let small = try HandmadeStudy(measures: "{k: 10}")
    try small.finals { cell, fold in (0.4 + 0.1 * Double(cell) + 0.02 * Double(fold), 0.2, 0.25) }
    let report = try small.report()
    let text = try #require(report.text(ofTable: 7))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(text.contains("image → text       lin            0.410*± 0.014  0.200 ± 0.000   0.250"))
    #expect(text.contains("  the paper    0.385          0.156"))
    #expect(!text.contains("ResNet"), "nothing of it was run")
    #expect(report.text.split(separator: "\n").allSatisfy { $0.count <= 80 && !$0.hasPrefix("|") })
  }

  @Test func aTableOfNothingIsEmpty() throws {
    let report = try HandmadeStudy().report()
    #expect(report.ownTables.allSatisfy { $0.text.isEmpty } && report.text(ofTable: 11) == nil)
  }
}
