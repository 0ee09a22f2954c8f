import ForeignFiles
import Foundation
import Subprocess
import Synchronization
import VectorFiles

/// Another program that is asked something and answers: gnuplot, and those of Slurm. It has its time; one that does not
/// answer is stopped with all that it started.
package enum ChildProgram {
  /// How a program ended.
  package struct Answer: Sendable {
    /// Whether its exit code was 0.
    package let isDone: Bool
    /// What it wrote.
    package let output: String
    /// What it wrote on stderr.
    package let errors: String
  }

  /// Runs a program of this name in `PATH`, or of this path, to its end.
  /// - Parameters:
  ///   - input: its standard input.
  ///   - limit: the most bytes that it may write.
  ///   - seconds: its time; the usual is ``ProgramTimeLimit``.
  /// - Throws: ``ProgramError`` if its time is over; an error of Subprocess if it cannot be started.
  package static func run(
    _ program: String, _ arguments: [String], input: String = "", limit: Int = 1 << 20,
    seconds: Double = ProgramTimeLimit.seconds
  ) async throws -> Answer {
    var options = PlatformOptions()
    // What it starts is stopped with it.
    options.processGroupID = 0
    let watch = Watch(seconds)
    let result: ExecutionResult<Void, StringOutput<UTF8>, StringOutput<UTF8>>
    do {
      result = try await Subprocess.run(
        program.contains("/") ? .path(.init(program)) : .name(program), arguments: Arguments(arguments),
        platformOptions: options, input: .string(input), output: .string(limit: limit),
        error: .string(limit: 1 << 20)
      ) { execution in watch.begin(execution.processIdentifier.value) }
    } catch {
      guard await watch.end() else { throw error }
      throw late(program, arguments, seconds)
    }
    if await watch.end() { throw late(program, arguments, seconds) }
    return Answer(
      isDone: result.terminationStatus == .exited(0), output: result.standardOutput,
      errors: result.standardError)
  }

  /// Whether there is a program of this name in `PATH` that one may start.
  package static func exists(_ name: String) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
  }

  private static func late(_ program: String, _ arguments: [String], _ seconds: Double) -> ProgramError {
    let words = arguments.prefix(2).joined(separator: " ") + (arguments.count > 2 ? " …" : "")
    return ProgramError(path: program, waitedFor: words, seconds: seconds)
  }
}

/// Stops a process group when its time is over.
private final class Watch: Sendable {
  private let seconds: Double
  private let state: Mutex<(task: Task<Bool, Never>?, place: Leftovers.Place?)> = Mutex((nil, nil))

  init(_ seconds: Double) { self.seconds = seconds }

  func begin(_ process: pid_t) {
    state.withLock { state in
      state.place = Leftovers.add(processGroup: process)
      state.task = Task { [seconds] in
        do { try await Task.sleep(for: .seconds(seconds)) } catch { return false }
        kill(-process, SIGKILL)
        return true
      }
    }
  }

  /// The process has ended; returns whether its time was over.
  func end() async -> Bool {
    let (task, place) = state.withLock { ($0.task, $0.place) }
    Leftovers.remove(place)
    task?.cancel()
    return await task?.value ?? false
  }
}
