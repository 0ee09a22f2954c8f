import ForeignFiles
import Foundation
import Subprocess
import Synchronization

/// One worker as a child process, from its start to its end. Its standard input is a pipe that closes when this process
/// ends, however it does.
struct WorkerProcess {
  let program: String
  let arguments: [String]

  /// How the process ended.
  enum End {
    /// By itself, with the last line that it wrote on stderr.
    case exited(Int32, String)
    /// By a signal.
    case killed(Int32)
  }

  // A worker that crashes is replaced, and must not first spend seconds, or for ever, on a picture of its end. OpenBLAS
  // makes its threads, and 128 MiB for each, while it is loaded, and a worker needs one.
  private static let environment: Environment = {
    let own = ProcessInfo.processInfo.environment
    let usual = ["SWIFT_BACKTRACE": "enable=no", "OPENBLAS_NUM_THREADS": "1"]
    var changes: [Environment.Key: String?] = [:]
    for (name, value) in usual where own[name] == nil { changes[.init(stringLiteral: name)] = .some(value) }
    return .inherit.updating(changes)
  }()

  /// Runs the process; also tells which one it was. `onStart` is called as soon as it has started.
  func run(
    _ children: ChildProcesses, onStart: @escaping @Sendable () -> Void = {}
  ) async throws -> (End, pid_t) {
    let result: ExecutionResult<String, DiscardedOutput, SequenceOutput>
    do {
      result = try await Subprocess.run(
        program.contains("/") ? .path(.init(program)) : .name(program), arguments: Arguments(arguments),
        environment: Self.environment, input: .inputWriter, output: .discarded,
        error: .sequence
      ) { execution in
        children.add(execution.processIdentifier.value)
        onStart()
        // Only the end is kept, however much a library writes.
        var words: [UInt8] = []
        for try await part in execution.standardError {
          part.withUnsafeBytes { words.append(contentsOf: $0) }
          if words.count > 1 << 16 { words.removeFirst(words.count - 1 << 12) }
        }
        return Self.lastLine(words)
      }
    } catch let error as SubprocessError {
      throw ProgramError(path: program, reason: "\(error)")
    }
    let process = result.processIdentifier.value
    children.remove(process)
    switch result.terminationStatus {
    case .exited(let code): return (.exited(code, result.closureResult), process)
    case .signaled(let number): return (.killed(number), process)
    }
  }

  private static func lastLine(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    let line = text.split(separator: "\n").last.map(String.init) ?? "a worker ended without a word"
    return line.hasPrefix("crossmodal: ") ? String(line.dropFirst("crossmodal: ".count)) : line
  }
}

/// The worker processes that run at the moment.
final class ChildProcesses: Sendable {
  private let living: Mutex<(processes: Set<pid_t>, signal: Int32?)> = Mutex(([], nil))

  /// Whether they were told to end.
  var areStopping: Bool { living.withLock { $0.signal != nil } }

  /// How many run.
  var count: Int { living.withLock { $0.processes.count } }

  /// A worker has started; one that starts after the others were told to end is told at once.
  func add(_ process: pid_t) {
    living.withLock { state in
      state.processes.insert(process)
      if let signal = state.signal { kill(process, signal) }
    }
  }

  /// A worker has ended.
  func remove(_ process: pid_t) {
    living.withLock { state in _ = state.processes.remove(process) }
  }

  /// Sends a signal to all, now and to those that come.
  func send(_ signal: Int32) {
    living.withLock { state in
      // A milder wish does not take back a stronger one.
      if state.signal == SIGKILL || state.signal == SIGTERM && signal == SIGUSR1 { return }
      state.signal = signal
      for process in state.processes { kill(process, signal) }
    }
  }

  /// Sends the last signal again.
  func repeatSignal() {
    living.withLock { state in
      guard let signal = state.signal else { return }
      for process in state.processes { kill(process, signal) }
    }
  }
}
