import ArgumentParser
import Studies

/// Validates a configuration and prints it with all defaults.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Validate a configuration and print it with every default filled in.")

  @OptionGroup var options: ConfigurationOptions

  func run() throws {
    try StandardOutput.writeData(try options.load().resolvedYAML)
  }
}
