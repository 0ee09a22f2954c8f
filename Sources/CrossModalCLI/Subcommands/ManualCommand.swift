import ArgumentParser
import Studies

/// The reference pages, made from the declarations in the sources.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print a page of the reference as Markdown.",
    discussion: """
      configuration: every key of a configuration. results: every column and every JSON key of every command.
      """)

  enum Page: String, ExpressibleByArgument, CaseIterable { case configuration, results }

  @Argument(help: "The page: \(Page.allCases.map(\.rawValue).joined(separator: " or ")).") var page: Page

  func run() throws {
    switch page {
    case .configuration: try StandardOutput.write(ConfigurationManual.text)
    case .results: try StandardOutput.write(ResultsPage.manual.markdown)
    }
  }
}
