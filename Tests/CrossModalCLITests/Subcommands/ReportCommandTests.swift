import Foundation
import Testing

/// `report` of a study, finished and running, with and without gnuplot.
@Suite(.serialized) struct ReportCommandTests {
  private func page(_ directory: String) throws -> String {
    try String(contentsOfFile: directory + "/index.html", encoding: .utf8)
  }

  @Test func tablesAndTheirNumbers() async throws {
    let small = try SmallStudy()
    try await small.run()
    for number in 1...10 {
      let result = try await Program.run(["report", small.study(), "--table", "\(number)"])
      #expect(result.code == 0 && result.output.hasPrefix("## Table \(number) of the paper"))
    }
    for number in ["0", "11", "x"] {
      let result = try await Program.run(["report", small.study(), "--table", number])
      #expect(result.code == 64 && result.errorLines.count == 1 && result.output.isEmpty)
    }
    let own = try await Program.run(["report", small.study()])
    #expect(own.output.contains("## MSE loss, cosine neighbors") && own.output.contains("made-up"))
    #expect(!own.output.contains("of the paper:"), "no table of the paper has a cell of this study")
  }

  @Test func withoutGnuplotThePageHasNoPlots() async throws {
    let small = try SmallStudy()
    try await small.run()
    let result = try await Program.run(["report", small.study()], environment: ["PATH": small.directory])
    #expect(result.code == 0, "\(result.errors)")
    let html = try page(small.study() + "/report")
    #expect(html.contains("apt install gnuplot-nox") && !html.contains("<svg"))
  }

  @Test func aRunningStudyHasAPageToo() async throws {
    let small = try SmallStudy(epochs: 2000)
    _ = try await small.run { process in
      // Long before any cell's search is complete: its final fits would begin at once.
      await waitForFits(small, 1)
      kill(process, SIGTERM)
    }
    let result = try await Program.run(["report", small.study()])
    #expect(result.code == 0 && result.output.contains("no result yet"), "\(result.errors)")
    let html = try page(small.study() + "/report")
    #expect(html.contains("<progress") && html.contains(" of 220 fits have results"))
    #expect(html.contains("there is no answer yet") && !html.contains("http-equiv=\"refresh\""))
  }
}
