import Foundation
import Subprocess
import Synchronization

/// Runs a study on this machine: worker processes side by side, and an eye on them.
public struct LocalLauncher: Sendable {
  /// The program that has the subcommand `worker`.
  public var program: String
  /// Number of worker processes.
  public var workers: Int
  /// What each worker is told beside the study's path.
  public var workerArguments: [String]
  /// Seconds after which no new fit is begun and the workers stop.
  public var timeLimit: Double?

  /// A launcher.
  public init(program: String, workers: Int, workerArguments: [String] = [], timeLimit: Double? = nil) {
    (self.program, self.workers, self.workerArguments) = (program, workers, workerArguments)
    self.timeLimit = timeLimit
  }

  /// How the workers ended.
  public enum End: Sendable, Equatable {
    /// All of them found nothing left to do.
    case complete
    /// They were asked to stop, by a signal or by the time limit.
    case stopped
    /// A person interrupted twice.
    case interrupted
    /// A worker ended by itself with this exit code and these last words.
    case failed(code: Int32, message: String)
  }

  /// Starts the workers and waits for them; `onTick` is called about twice a second.
  public func run(_ study: Study, onTick: @escaping @Sendable () throws -> Void) async throws -> End {
    let children = ChildProcesses()
    // The first interrupt lets workers drop their fit and end; the second does not wait for them.
    let signals = StopSignals([SIGINT, SIGTERM]) { count in
      children.send(count == 1 ? SIGTERM : SIGKILL)
    }
    let executable = Executable.path(.init(program))
    let arguments = ["worker", study.directory.path, "--parent", String(getpid())] + workerArguments
    let ticker = Task {
      let start = ContinuousClock.now
      while !Task.isCancelled {
        try onTick()
        if let timeLimit, start.duration(to: .now) > .seconds(timeLimit) { children.send(SIGTERM) }
        try? await Task.sleep(for: .milliseconds(500))
      }
    }
    let ends = try await withThrowingTaskGroup(of: WorkerEnd.self) { group in
      for _ in 0..<workers {
        group.addTask { try await Self.runOne(executable, arguments, children) }
      }
      var ends: [WorkerEnd] = []
      for try await end in group {
        ends.append(end)
        // One that fails says something that concerns all: stop the others.
        if case .failed = end { children.send(SIGTERM) }
      }
      return ends
    }
    ticker.cancel()
    _ = try await ticker.value
    try onTick()
    if signals.received > 1 { return .interrupted }
    for case .failed(let code, let message) in ends { return .failed(code: code, message: message) }
    return ends.contains(.stopped) ? .stopped : .complete
  }

  private enum WorkerEnd: Equatable {
    case complete, stopped
    case failed(code: Int32, message: String)
  }

  private static func runOne(
    _ executable: Executable, _ arguments: [String], _ children: ChildProcesses
  ) async throws -> WorkerEnd {
    let result: ExecutionResult<Void, DiscardedOutput, StringOutput<UTF8>>
    do {
      result = try await Subprocess.run(
        executable, arguments: Arguments(arguments), input: .none, output: .discarded,
        error: .string(limit: 1 << 16)
      ) { execution in
        children.add(execution.processIdentifier.value)
      }
    } catch let error as SubprocessError {
      throw StudyError.program(path: "\(executable)", reason: "\(error)")
    }
    children.remove(result.processIdentifier.value)
    switch result.terminationStatus {
    case .exited(0): return .complete
    case .exited(75): return .stopped
    case .exited(let code): return .failed(code: code, message: lastLine(result.standardError))
    case .signaled(let number):
      // What the worker had finished is in its journal.
      return .failed(code: 75, message: "a worker was killed by signal \(number); run again to continue")
    }
  }

  private static func lastLine(_ text: String?) -> String {
    let line = text?.split(separator: "\n").last.map(String.init) ?? "a worker ended without a word"
    return line.hasPrefix("crossmodal: ") ? String(line.dropFirst("crossmodal: ".count)) : line
  }
}

/// The worker processes that run at the moment.
private final class ChildProcesses: Sendable {
  private let living: Mutex<(processes: Set<pid_t>, signal: Int32?)> = Mutex(([], nil))

  // A worker that starts after the others were told to end is told at once.
  func add(_ process: pid_t) {
    let signal = living.withLock { state in
      state.processes.insert(process)
      return state.signal
    }
    if let signal { kill(process, signal) }
  }

  func remove(_ process: pid_t) {
    living.withLock { state in _ = state.processes.remove(process) }
  }

  func send(_ signal: Int32) {
    let processes = living.withLock { state in
      state.signal = signal
      return state.processes
    }
    for process in processes { kill(process, signal) }
  }
}
