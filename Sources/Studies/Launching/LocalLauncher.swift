import Foundation
import Subprocess
import Synchronization

/// Runs a study on this machine: worker processes side by side, and an eye on them.
///
/// A worker that dies is replaced; what it was at is noted, so that a unit that kills its workers is given up after
/// `maxAttempts`. A worker that ends with an error says something that concerns all: the others are stopped.
package struct LocalLauncher: Sendable {
  /// The program that has the subcommand `worker`.
  package var program: String
  /// Number of worker processes.
  package var workers: Int
  /// What each worker is told besides the study's path.
  package var workerArguments: [String]
  /// Seconds after which no new unit is begun and the workers stop.
  package var timeLimit: Double?
  /// How often a worker may die at a unit before the unit is given up.
  package var maxAttempts = 3
  /// The words in front of a worker's command line: a command that starts it elsewhere, such as `ssh NODE`. Its standard
  /// input must reach the worker, which ends when that closes. Empty starts workers on this machine.
  package var command: [String] = []

  /// A launcher.
  package init(program: String, workers: Int, workerArguments: [String] = [], timeLimit: Double? = nil) {
    (self.program, self.workers, self.workerArguments) = (program, workers, workerArguments)
    self.timeLimit = timeLimit
  }

  /// Told at the first SIGINT how many units are running, as far as this machine can see; on a queue of its own.
  package var onInterrupt: @Sendable (_ running: Int) -> Void = { _ in }

  /// How the workers ended.
  package enum End: Sendable, Equatable {
    /// All of them found nothing left to do.
    case complete
    /// They were asked to stop, by a signal or by the time limit.
    case stopped
    /// A person interrupted twice.
    case interrupted
    /// A worker ended by itself with this exit code and these last words.
    case failed(code: Int32, message: String)
  }

  /// Starts the workers and waits for them; `onTick` is called about twice a second, and more often
  /// while the workers are asked to stop.
  ///
  /// The first SIGINT and SIGUSR1 let the workers finish their units and end; a second SIGINT kills them; SIGTERM and
  /// SIGHUP let them drop their units and end.
  package func run<Kind>(_ study: Study<Kind>, onTick: @escaping @Sendable () throws -> Void) async throws
    -> End
  {
    try study.directory.restoreFolders()
    let (children, starts) = (ChildProcesses(), StartGate(DescriptorLimit.startsAtOnce))
    let signals = StopSignals([SIGINT, SIGTERM, SIGHUP, SIGUSR1]) { signal, count in
      switch signal {
      case SIGINT where count == 1:
        let running = command.isEmpty ? Self.running(study.directory) : children.count
        children.send(SIGUSR1)
        onInterrupt(running)
      case SIGINT: children.send(SIGKILL)
      case SIGUSR1: children.send(SIGUSR1)
      default: children.send(SIGTERM)
      }
    }
    let ticker = Task {
      let start = ContinuousClock.now
      let limit = timeLimit.map { start + .seconds($0) }
      while !Task.isCancelled {
        do {
          try onTick()
        } catch {
          children.send(SIGTERM)
          throw error
        }
        let now = ContinuousClock.now
        if let limit, now >= limit { children.send(SIGTERM) }
        // A worker that had not yet begun to listen did not hear the first one.
        children.repeatSignal()
        let next = now + .milliseconds(children.areStopping ? 50 : 500)
        try? await Task.sleep(until: limit.map { $0 > now ? min($0, next) : next } ?? next)
      }
    }
    let crashes = CrashBook(study, maxAttempts: maxAttempts)
    let ends = try await withThrowingTaskGroup(of: WorkerEnd.self) { group in
      for _ in 0..<workers { group.addTask { try await runOne(study, children, starts, crashes) } }
      var ends: [WorkerEnd] = []
      for try await end in group {
        ends.append(end)
        if case .failed = end { children.send(SIGTERM) }
      }
      return ends
    }
    ticker.cancel()
    _ = try await ticker.value
    try onTick()
    if signals.received(SIGINT) > 1 { return .interrupted }
    for case .failed(let code, let message) in ends { return .failed(code: code, message: message) }
    return ends.contains(.stopped) ? .stopped : .complete
  }

  // The units at which workers of this process are.
  private static func running(_ study: StudyDirectory) -> Int {
    let claims = (try? ClaimFile.all(in: study)) ?? []
    return claims.count {
      $0.file.holder.map { $0.watcher == .current && $0.process.isAlive != false } ?? false
    }
  }

  private enum WorkerEnd: Equatable {
    case complete, stopped
    case failed(code: Int32, message: String)
  }

  private func worker(of study: StudyDirectory) -> WorkerProcess {
    guard let starter = command.first else {
      return WorkerProcess(
        program: program, arguments: ["worker", study.path, "--parent", String(getpid())] + workerArguments)
    }
    // There, the current directory is another one.
    let path = URL(fileURLWithPath: study.path).standardizedFileURL.path
    let words = [program, "worker", path, "--until-input-closes"] + workerArguments
    // ssh hands its words to a shell.
    let isShell = starter.split(separator: "/").last == "ssh"
    return WorkerProcess(
      program: starter, arguments: command.dropFirst() + (isShell ? words.map(ShellText.quoted) : words))
  }

  // One place for a worker: a worker that dies is followed by another.
  private func runOne<Kind>(
    _ study: Study<Kind>, _ children: ChildProcesses, _ starts: StartGate, _ crashes: CrashBook<Kind>
  ) async throws -> WorkerEnd {
    var deathsAtNothing = 0
    while true {
      let death: String
      let ticket = await starts.enter()
      defer { ticket.giveBack() }
      if children.areStopping { return .stopped }
      let (end, process) = try await worker(of: study.directory).run(children, onStart: ticket.giveBack)
      switch end {
      case .exited(0, _): return .complete
      case .exited(75, _): return .stopped
      case .exited(let code, let words) where [64, 65, 69, 74].contains(code):
        return .failed(code: code, message: words)
      case .exited(let code, let words): death = "ended with exit code \(code): \(words)"
      case .killed(let signal):
        death = "was killed by signal \(signal) (\(String(cString: strsignal(signal))))"
      }
      if children.areStopping { return .stopped }
      // Whoever kills everything at once kills this process too: then nobody is to blame, and nothing is noted.
      try await Task.sleep(for: .milliseconds(200))
      let cameToSomething = try command.isEmpty ? crashes.note(process, death) : crashes.hasGained()
      deathsAtNothing = cameToSomething ? 0 : deathsAtNothing + 1
      if deathsAtNothing >= maxAttempts {
        let what = command.isEmpty ? "before its first unit" : "without a new result"
        return .failed(
          code: 69,
          message: "\(command.first ?? program): a worker \(death), \(deathsAtNothing) times in a row \(what)"
        )
      }
    }
  }
}
