import ArgumentParser
import CrossModal
import ForeignFiles
import Reports
import Studies

/// The reference pages, made from the declarations in the sources.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print a page of the reference as Markdown.",
    discussion: "results: every column and every JSON key of every command.")

  enum Page: String, ExpressibleByArgument, CaseIterable { case results }

  @Argument(help: "The page: \(Page.allCases.map(\.rawValue).joined(separator: " or ")).") var page: Page

  func run() throws {
    switch page {
    case .results: try StandardOutput.write(ResultsPage.manual.markdown)
    }
  }
}
