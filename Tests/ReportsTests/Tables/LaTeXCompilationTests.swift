import Foundation
import StudyTestSupport
import Testing

@testable import CrossModal
@testable import Reports

@Suite struct LaTeXCompilationTests {
  static let hasLaTeX = FileManager.default.isExecutableFile(atPath: "/usr/bin/pdflatex")

  @Test("pdflatex sets the tables of a study, and a table of hostile names", .enabled(if: hasLaTeX))
  func compiles() throws {
    let small = try HandmadeStudy(measures: "{k: 10}")
    try small.finals { _, _ in (0.4, 0.3, 0.2) }
    let output = small.directory + "/out"
    try small.report(ratings: RatingsTableTests.table()).write(
      to: ReportFolder(output, isOwn: false), options: HandmadeStudy.options, pictures: ReportPictures())
    let rows = ReportTextTests.hostile.map { name in
      OverlapTable.Block(
        dataset: name, text: name,
        rows: [
          .init(
            direction: .firstToSecond, model: .lin,
            entries: [
              .init(
                cell: Cell(
                  dataset: name, first: name, second: name, direction: .firstToSecond, loss: .mse, model: .lin
                ),
                state: .notRun, paper: nil)
            ])
        ])
    }
    let table = OverlapTable(
      name: "hostile", number: nil, title: ReportTextTests.hostile.joined(), loss: .mse, metric: "cosine",
      k: 10,
      includesSelf: true, repetitions: "5 folds", images: ["a&b_c"], blocks: rows,
      notes: ReportTextTests.hostile)
    try table.latex.write(toFile: output + "/tables/hostile.tex", atomically: true, encoding: .utf8)
    let all = try String(contentsOfFile: output + "/tables/all.tex", encoding: .utf8)
    try all.replacing("\\end{document}", with: "\\input{hostile}\n\\end{document}")
      .write(toFile: output + "/tables/all.tex", atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/pdflatex")
    process.arguments = ["-interaction=nonstopmode", "-halt-on-error", "-draftmode", "all.tex"]
    process.currentDirectoryURL = URL(fileURLWithPath: output + "/tables")
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
    try process.run()
    let log = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(log.split(separator: "\n").filter { $0.hasPrefix("!") })")
    #expect(!log.contains("undefined"))
  }
}
