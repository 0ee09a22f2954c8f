import Foundation
import StudyTestSupport
import Testing

@testable import Reports
@testable import Studies

@Suite struct ReportPageTests {
  static func page(_ small: HandmadeStudy, pictures: ReportPictures = ReportPictures()) throws -> String {
    try ReportPage(report: small.report(), options: HandmadeStudy.options, pictures: pictures).html()
  }

  @Test("the page needs no script and no other file") func selfContained() throws {
    let small = try HandmadeStudy()
    try small.search()
    try small.finals { _, _ in (0.5, 0.3, 0.2) }
    let html = try Self.page(small)
    #expect(html.hasPrefix("<!DOCTYPE html>") && html.hasSuffix("</html>\n"))
    for part in ["<script", "javascript:", "src=", "http://", "https://", "@import", "<link", "{{"] {
      #expect(!html.contains(part), "\(part)")
    }
    #expect(html.contains("In all 4 cells f(X) keeps the neighborhoods of its input"))
    #expect(html.contains("@media screen and (prefers-color-scheme: dark)") && html.contains("@media print"))
    #expect(html.contains("crossmodal report study"))
    for features in small.study.content.features { #expect(html.contains(features.hash)) }
    #expect(html.contains("<dt>equal and zero rows</dt><dd>none</dd>"))
  }

  @Test("only the page of a running study reads itself again") func refresh() throws {
    let small = try HandmadeStudy()
    #expect(try Self.page(small).contains("<meta http-equiv=\"refresh\" content=\"5\">"))
    #expect(try Self.page(small).contains("<progress max=\"100\""))
    try small.search()
    try small.finals { _, _ in (0.5, 0.3, 0.2) }
    #expect(try !Self.page(small).contains("http-equiv=\"refresh\""))
    #expect(try !Self.page(small).contains("<progress"))
  }

  @Test("headings go down one level at a time; identifiers are unique; tables have heads") func structure()
    throws
  {
    let small = try HandmadeStudy()
    try small.search()
    try small.finals { _, _ in (0.5, 0.3, 0.2) }
    let html = try Self.page(small)
    var last = 0
    for match in html.matches(of: /<h([1-6])[ >]/) {
      let level = try #require(Int(match.1))
      #expect(level <= last + 1, "h\(level) after h\(last)")
      last = level
    }
    let identifiers = html.matches(of: #/ id="([^"]*)"/#).map { String($0.1) }
    #expect(Set(identifiers).count == identifiers.count)
    for match in html.matches(of: /href="#([^"]*)"/) { #expect(identifiers.contains(String(match.1))) }
    #expect(html.matches(of: /<table/).count == html.matches(of: /<thead>/).count)
    for tag in ["table", "tbody", "tr", "td", "th", "section", "details", "div", "span", "dl", "ol", "ul"] {
      #expect(
        html.components(separatedBy: "<\(tag)>").count + html.components(separatedBy: "<\(tag) ").count - 1
          == html.components(separatedBy: "</\(tag)>").count, "\(tag)")
    }
  }

  @Test("hostile names of a study and reasons of failures do not act") func hostile() throws {
    let names = [
      "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{{css}}{{{css}}}", "$(touch x) `y`",
    ]
    for name in names {
      let small = try HandmadeStudy(name: name)
      let fit = FitIdentifier.search(cell: 0, setting: 0, fold: 0)
      try small.append(small.record(fit, state: .failed, reason: "\u{1B}[31m\n" + name))
      let html = try Self.page(small)
      #expect(!html.contains("<script>alert") && !html.contains("<img"))
      #expect(html.contains(ReportText.html(name)))
      #expect(!html.unicodeScalars.contains { $0.isControl && $0 != "\n" })
      #expect(html.contains("1 failed"))
    }
  }

  @Test("failures of one reason are one line with their number") func failures() throws {
    let small = try HandmadeStudy()
    for fold in 0..<2 {
      try small.append(
        small.record(.search(cell: 0, setting: 1, fold: fold), heldOut: [], state: .diverged))
    }
    let html = try Self.page(small)
    #expect(html.contains("<td class=\"n\">2</td><td>diverged</td><td>image → text, lin</td>"))
    #expect(
      html.contains("<td class=\"code\">iaprtc12/vgg128/bigru/image-to-text/mse/lin/lr=0.001/fold=0</td>"))
  }

  @Test("another protocol than the paper's is said once for own tables and once for the paper's")
  func protocolNote() throws {
    let small = try HandmadeStudy(measures: "{k: 10}")
    try small.finals { _, _ in (0.5, 0.3, 0.2) }
    let html = try Self.page(small)
    #expect(html.components(separatedBy: "Not the paper’s protocol").count == 3)
    #expect(html.contains("Here the 40 items are cut into 2 folds") && html.contains("about 20 items"))
    #expect(try !Self.page(HandmadeStudy()).contains("Not the paper’s protocol"))
  }

  @Test(
    "image features without a measurement have columns for the paper's numbers alone; rows fill their tables")
  func columns() throws {
    let small = try HandmadeStudy(measures: "{k: 10}")
    try small.finals { _, _ in (0.5, 0.3, 0.2) }
    let html = try Self.page(small)
    #expect(html.contains(#"colspan="2" class="group">ResNet<"#))
    #expect(html.contains(#"colspan="5" class="group">VGG-128<"#))
    // All but table 10, whose rows are models alone.
    let tables = html.components(separatedBy: #"<table class="overlap">"#).dropFirst()
      .filter { $0.contains(#"class="direction""#) }
    #expect(tables.count > 9)
    for table in tables {
      let rows = table.components(separatedBy: "</table>")[0].components(separatedBy: "<tr").dropFirst(2)
      func cells(_ row: String) -> Int { row.matches(of: /<t[dh][ >]/).count }
      let width = try cells(#require(rows.first))
      for row in rows.dropFirst() {
        if row.hasPrefix(#" class="block""#) {
          #expect(row.contains(#"colspan="\#(width)""#), "\(row)")
        } else {
          // The direction's cell spans the rows of its models.
          #expect(cells(row) == width - (row.contains(#"class="direction""#) ? 0 : 1), "\(row)")
        }
      }
    }
  }

  @Test("everything is written, each file whole") func files() throws {
    let small = try HandmadeStudy()
    try small.finals { _, _ in (0.5, 0.3, 0.2) }
    let output = small.directory + "/out"
    func tables() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: output + "/tables").sorted()
    }
    try small.report().write(
      to: ReportFolder(output, isOwn: false), options: HandmadeStudy.options, pictures: ReportPictures())
    let own = try tables()
    #expect(own.contains("mse-cosine.csv") && !own.contains("table-10.tex") && !own.contains("table-8.md"))
    var options = HandmadeStudy.options
    options.showsPaper = true
    try small.report().write(
      to: ReportFolder(output, isOwn: false), options: options, pictures: ReportPictures())
    let names = try tables()
    #expect(names.count == 14 * 3 + 1 && names.contains("table-10.tex") && names.contains("mse-cosine.csv"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: output).sorted() == ["index.html", "tables"])
    #expect(throws: StudyError.self) {
      try small.report().write(
        to: ReportFolder(small.directory + "/image.csv", isOwn: false), options: HandmadeStudy.options,
        pictures: ReportPictures())
    }
  }
}
