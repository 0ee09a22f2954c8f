import Foundation
import StudyTestSupport
import Testing

@testable import Reports
@testable import Studies

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct GnuplotTests {
  static let hasGnuplot = ["/usr/bin/gnuplot", "/usr/local/bin/gnuplot", "/opt/homebrew/bin/gnuplot"]
    .contains { FileManager.default.isExecutableFile(atPath: $0) }

  static func bars(_ name: String) -> [Plot] {
    let overlaps = OverlapSummary([
      OverlapRecord(
        metric: "cosine", k: 10, includesSelf: true, items: 50, input: 0.5, target: 0.3, pair: 0.2)
    ])
    let entries = [overlaps].compactMap { $0 }.map {
      OverlapTable.Entry(
        cell: .init(
          dataset: name, first: name, second: name, direction: .firstToSecond, loss: .mse, model: .lin),
        state: .measured($0, planned: 1), paper: nil)
    }
    let table = OverlapTable(
      name: "own", number: nil, title: name, loss: .mse, metric: "cosine", k: 10, includesSelf: true,
      repetitions: "5 folds", images: [name],
      blocks: [
        .init(
          dataset: name, text: name, rows: [.init(direction: .firstToSecond, model: .lin, entries: entries)])
      ],
      notes: [])
    return OverlapBars.plots(table, limit: 0.6)
  }

  @Test("without gnuplot the page says how to get it") func missing() async throws {
    let outcome = try await Gnuplot.draw(Self.bars("x"), program: "no-such-gnuplot")
    guard case .missing(let hint) = outcome else {
      Issue.record("drawn without a program")
      return
    }
    #expect(hint.contains("apt install gnuplot-nox"))
    var pictures = ReportPictures()
    pictures.hint = hint
    #expect(try ReportPageTests.page(HandmadeStudy(), pictures: pictures).contains("apt install gnuplot-nox"))
  }

  @Test(
    "numbers in tags have one decimal; words between tags keep theirs, and a path of any length takes one pass"
  )
  func shortened() {
    #expect(
      PlotSVG.shortened("<path d='M10.257,3.00 L-0.04,12.5'/><text x='7.96'>0.257 of 3.00</text>")
        == "<path d='M10.2,3 L-0,12.5'/><text x='7.9'>0.257 of 3.00</text>")
    let points = 200_000
    let long = "<path d='" + String(repeating: "1.25,2.00 ", count: points) + "'/>"
    #expect(
      PlotSVG.shortened(long) == "<path d='" + String(repeating: "1.2,2 ", count: points) + "'/>")
  }

  @Test("a picture follows the page's colors, has a description, no clashing names", .enabled(if: hasGnuplot))
  func cleaned() async throws {
    let plots = Self.bars("first") + Self.bars("second")
    guard case .drawn(let pictures) = try await Gnuplot.draw(plots) else {
      Issue.record("gnuplot drew nothing")
      return
    }
    let found = pictures.compactMap { $0 }
    #expect(found.count == 2)
    for svg in found {
      #expect(svg.hasPrefix("<svg viewBox=\"0 0 \(Plot.standardWidth) ") && svg.hasSuffix("</svg>"))
      #expect(!svg.contains("rgb(") && !svg.contains("black") && !svg.contains("font-family"))
      #expect(svg.contains("var(--mark-x)") && svg.contains("var(--mark-y)"))
      #expect(svg.contains("role=\"img\" aria-label=\"Paired bars"))
      #expect(XMLParser(data: Data(svg.utf8)).parse())
    }
    let identifiers = found.flatMap { $0.matches(of: #/ id=['"]([^'"]*)['"]/#).map { String($0.1) } }
    #expect(Set(identifiers).count == identifiers.count)
  }

  @Test("a plot that fails does not shift the others", .enabled(if: hasGnuplot)) func failure() async throws {
    var plots = Self.bars("a") + Self.bars("b")
    plots[0].script = "plot $nothing using 1:2"
    guard case .drawn(let pictures) = try await Gnuplot.draw(plots) else { return }
    #expect(pictures.count == 2 && pictures[0] == nil)
  }

  @Test("hostile names run nothing", .enabled(if: hasGnuplot)) func hostile() async throws {
    let marker = NSTemporaryDirectory() + "crossmodal-touched-\(UUID().uuidString)"
    let names =
      ReportTextTests.hostile + [
        "`touch \(marker)`", "\"; system('touch \(marker)')", "\\\"; system('touch \(marker)') #", "@name",
        "$(touch \(marker))",
        "\nsystem('touch \(marker)')\n", "EOD\nsystem('touch \(marker)')",
      ]
    for name in names {
      guard case .drawn(let pictures) = try await Gnuplot.draw(Self.bars(name)) else {
        Issue.record("nothing drawn for \(name)")
        continue
      }
      let svg = try #require(pictures.first ?? nil)
      #expect(XMLParser(data: Data(svg.utf8)).parse(), "\(name)")
      #expect(!svg.contains("<script"))
    }
    #expect(!FileManager.default.fileExists(atPath: marker))
  }
}
