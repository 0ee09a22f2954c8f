import Foundation
import Subprocess
import Synchronization
import Testing

/// The built `crossmodal`, run from outside as a person would.
enum Program {
  /// How a run ended.
  struct Result: Sendable {
    /// Exit code; 128 + number where a signal ended it.
    var code: Int32
    var output: String
    var errors: String

    /// The lines on stderr.
    var errorLines: [Substring] { errors.split(separator: "\n") }
  }

  /// The program is next to the test bundle.
  static let path: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return (own as NSString).deletingLastPathComponent + "/crossmodal"
  }()

  /// Runs to the end. `environment` values of nil remove a variable; `onStart` gets the process id, which is also the id
  /// of a process group of its own that its workers share.
  static func run(
    _ arguments: [String], environment: [String: String?] = [:], in directory: String? = nil,
    onStart: @escaping @Sendable (pid_t) async -> Void = { _ in }
  ) async throws -> Result {
    try await run(executable: path, arguments, environment: environment, in: directory, onStart: onStart)
  }

  /// Runs another program to the end.
  static func run(
    executable: String, _ arguments: [String], environment: [String: String?] = [:],
    in directory: String? = nil, onStart: @escaping @Sendable (pid_t) async -> Void = { _ in }
  ) async throws -> Result {
    var options = PlatformOptions()
    options.processGroupID = 0
    var changes: [Environment.Key: String?] = [:]
    for (name, value) in environment { changes[.init(stringLiteral: name)] = .some(value) }
    let result = try await Subprocess.run(
      .path(.init(executable)), arguments: Arguments(arguments), environment: .inherit.updating(changes),
      workingDirectory: directory.map { .init($0) }, platformOptions: options, input: .none,
      output: .string(limit: 1 << 26), error: .string(limit: 1 << 22)
    ) { execution in
      await onStart(execution.processIdentifier.value)
    }
    let code: Int32 =
      switch result.terminationStatus {
      case .exited(let code): code
      case .signaled(let number): 128 + number
      }
    return Result(code: code, output: result.standardOutput, errors: result.standardError)
  }
}

/// Puts the program at another place, as one file with two names where the disk is the same.
func copyProgram(to path: String) throws {
  do {
    try FileManager.default.linkItem(atPath: Program.path, toPath: path)
  } catch {
    try FileManager.default.copyItem(atPath: Program.path, toPath: path)
  }
}
