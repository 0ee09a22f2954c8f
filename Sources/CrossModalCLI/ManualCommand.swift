import ArgumentParser
import Studies

/// The reference pages, made from the declarations in the sources.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print a page of the reference as Markdown.",
    discussion: """
      configuration: every key of a configuration. results: every column and every JSON key of every command. options: every \
      option of every command.
      """)

  enum Page: String, ExpressibleByArgument, CaseIterable { case configuration, results, options }

  @Argument(help: "The page: \(Page.allCases.map(\.rawValue).joined(separator: ", ")).") var page: Page
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    switch page {
    case .configuration: try StandardOutput.write(ConfigurationManual.text)
    case .results: try StandardOutput.write(ResultsPage.manual.markdown)
    case .options: try StandardOutput.write(OptionsPage(root: CrossModalCommand.self).markdown)
    }
  }
}
