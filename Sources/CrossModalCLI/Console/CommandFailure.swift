/// An error that a subcommand itself finds.
struct CommandFailure: Error {
  let code: Int32
  let message: String

  /// A wrong combination of arguments (64).
  static func usage(_ message: String) -> CommandFailure { CommandFailure(code: 64, message: message) }

  /// Data that cannot be used as asked (65).
  static func data(_ message: String) -> CommandFailure { CommandFailure(code: 65, message: message) }
}
