import Foundation
import StudyTestSupport
import Testing

@testable import CrossModal
@testable import Reports

@Suite struct OverlapTableTests {
  @Test("every number of the paper's tables 1-9 stands once in its layout")
  func paperNumbers() throws {
    let report = try HandmadeStudy().report()
    #expect(report.paperTables.compactMap(\.number) == Array(1...9))
    let shown = report.paperTables.flatMap { table in
      table.entries.compactMap { entry in entry.paper.map { (table.number, $0) } }
    }
    #expect(shown.count == PaperTables.published.overlap.count)
    #expect(Set(shown.map(\.1)) == Set(PaperTables.published.overlap))
    #expect(shown.allSatisfy { $0.0 == $0.1.table })
    #expect(report.paperTables.allSatisfy { table in table.entries.allSatisfy { $0.paper != nil } })
  }

  @Test("table 7 has three data sets of four rows and two image features, IAPR's VGG-128 cells are ours")
  func layout() throws {
    let small = try HandmadeStudy(measures: "{k: 10}")
    try small.finals { cell, fold in (0.4 + 0.1 * Double(cell) + 0.02 * Double(fold), 0.2, 0.25) }
    let table = try #require(small.report().paperTables.first { $0.number == 7 })
    #expect(table.images == ["resnet", "vgg128"])
    #expect(table.blocks.map(\.dataset) == ["imagenet", "iaprtc12", "wiki"])
    #expect(table.blocks.allSatisfy { $0.rows.count == 4 })
    let measured = table.entries.filter { $0.overlaps != nil }
    #expect(
      measured.map(\.cell.id).sorted()
        == measured.map(\.cell.id).filter { $0.hasPrefix("iaprtc12/vgg128/bigru") }.sorted())
    #expect(measured.count == 4)
    let first = try #require(measured.first)
    #expect(abs((first.overlaps?.input.mean ?? 0) - 0.41) < 1e-12)
    #expect(abs((first.overlaps?.input.deviation ?? 0) - 0.02 / 2.0.squareRoot()) < 1e-12)
    #expect(table.notes.contains { $0.hasPrefix("Not the paper’s protocol") })
    #expect(table.markdown.contains("| IAPR TC-12 · biGRU | image → text | lin | not run"))
    #expect(
      table.markdown.contains(
        "**0.410** ± 0.014 (paper **0.385**, +0.025) | 0.200 ± 0.000 (paper 0.156, +0.044)"))
    #expect(
      table.csv.contains(
        "table-7,mse,euclidean,10,yes,iaprtc12,bigru,image-to-text,lin,vgg128,measured,0.41"))
  }

  @Test("overlaps of another K are not set beside the paper's") func otherK() throws {
    let small = try HandmadeStudy(measures: "{k: 3}")
    try small.finals { _, _ in (0.5, 0.2, 0.3) }
    let report = try small.report()
    #expect(report.paperTables.flatMap(\.entries).allSatisfy { $0.overlaps == nil })
    #expect(report.ownTables.flatMap(\.entries).allSatisfy { $0.overlaps != nil && $0.paper == nil })
    #expect(report.ownTables[0].notes.contains { $0.contains("K = 10") && $0.contains("K = 3") })
  }

  @Test("empty cells say why") func states() throws {
    let small = try HandmadeStudy(models: "[lin]")
    for fit in small.study.plan.finalFits(ofCell: 0) {
      try small.append(small.record(fit, state: .failed, reason: "no memory"))
    }
    let table = try #require(try small.report().ownTables.first)
    #expect(table.entries.map(\.state.text) == ["failed", "no result yet"])
    #expect(table.markdown.contains("| failed | failed |"))
  }

  @Test("the larger of a pair is bold, of equals none") func bold() throws {
    let small = try HandmadeStudy(models: "[lin]")
    try small.finals { cell, _ in cell == 0 ? (0.2, 0.3, 0.1) : (0.25, 0.25, 0.1) }
    let table = try #require(try small.report().ownTables.first)
    #expect(table.markdown.contains("| 0.200 ± 0.000 | **0.300** ± 0.000 |"))
    #expect(table.markdown.contains("| 0.250 ± 0.000 | 0.250 ± 0.000 |"))
    #expect(table.latex.contains("\\textbf{0.300}"))
  }

  @Test("a table of own data has the same columns; both treatments of self are given") func otherSelf() throws
  {
    let small = try HandmadeStudy()
    try small.finals { _, _ in (0.5, 0.2, 0.3) }
    let report = try small.report()
    #expect(report.ownTables.map(\.name) == ["mse-cosine", "mse-euclidean"])
    #expect(report.otherTables.map(\.name) == ["mse-cosine-without-self", "mse-euclidean-without-self"])
    let (with, without) = (report.ownTables[0].entries[0].overlaps, report.otherTables[0].entries[0].overlaps)
    #expect(with?.chance == NeighborOverlap.chance(k: 3, items: 20, includesSelf: true))
    #expect(without?.chance == NeighborOverlap.chance(k: 3, items: 20, includesSelf: false))
  }

  @Test("rows of Markdown and CSV have as many fields as their heads", arguments: 1...9)
  func rectangular(number: Int) throws {
    let table = try #require(try HandmadeStudy().report().paperTables.first { $0.number == number })
    let rows = table.markdown.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(Set(rows.map { $0.split(separator: "|", omittingEmptySubsequences: false).count }).count == 1)
    let lines = table.csv.split(separator: "\n")
    #expect(
      Set(lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).count }) == [
        OverlapTable.csvColumns.count
      ])
    let body = table.latex.split(separator: "\n").filter { $0.hasSuffix("\\\\") && $0.contains("I$") }
    #expect(body.allSatisfy { $0.filter { $0 == "&" }.count == 1 + 5 * table.images.count })
  }

  @Test("hostile feature names act in no kind of table", arguments: ReportTextTests.hostile)
  func hostile(name: String) {
    let cell = Cell(
      dataset: name, first: name, second: name, direction: .firstToSecond, loss: .mse, model: .lin)
    let table = OverlapTable(
      name: "own", number: nil, title: name, loss: .mse, metric: "cosine", k: 10, includesSelf: true,
      repetitions: "5 folds", images: [name],
      blocks: [
        .init(
          dataset: name, text: name,
          rows: [
            .init(
              direction: .firstToSecond, model: .lin, entries: [.init(cell: cell, state: .notRun, paper: nil)]
            )
          ])
      ], notes: [name])
    #expect(!table.markdown.contains("<script"))
    #expect(!table.latex.contains("\\input{x}"))
    #expect(!table.markdown.unicodeScalars.contains { $0.isControl && $0 != "\n" })
    #expect(!table.latex.unicodeScalars.contains { $0.isControl && $0 != "\n" })
    #expect(table.latex.filter { $0 == "\n" }.count == 19)
  }
}
