import ArgumentParser
import Studies

/// Prints a page of the documentation that is made from the program itself.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print a page of documentation: every key of a configuration.")

  /// The pages.
  enum Page: String, ExpressibleByArgument, CaseIterable {
    /// Every key of a configuration.
    case configuration
  }

  @Argument(help: "The page: configuration.") var page: Page

  func run() throws {
    switch page {
    case .configuration: try StandardOutput.write(ConfigurationManual.text)
    }
  }
}
