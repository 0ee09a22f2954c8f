import Foundation
import Synchronization

/// What a program would leave behind when a signal ends it: unfinished files, and programs that it started.
///
/// A program that has called ``clear(prefix:)`` takes them away before SIGINT, SIGTERM or SIGHUP ends it. A signal handler
/// may call next to nothing: the table is of fixed size, and names are kept as the system wants them.
package enum Leftovers {
  /// A place in the table.
  package struct Place: Sendable {
    fileprivate let index: Int
  }

  /// A file's name, or the number of a process group; neither for a free place.
  private struct Entry {
    var path: UnsafeMutablePointer<CChar>?
    var group: pid_t
  }

  /// What is beyond these is left behind.
  private static let capacity = 1024

  // Made once; the handler reads it without a lock, one word at a time.
  nonisolated(unsafe) private static let table: UnsafeMutablePointer<Entry> = {
    let table = UnsafeMutablePointer<Entry>.allocate(capacity: capacity)
    table.initialize(repeating: Entry(path: nil, group: 0), count: capacity)
    return table
  }()

  // What the program says when it ends, made beforehand: of an interrupt, and of the other signals.
  nonisolated(unsafe) private static let words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = {
    let words = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: 2)
    words.initialize(repeating: nil, count: 2)
    return words
  }()

  private static let lock = Mutex(())

  /// From now on these signals end this program with one line behind `prefix` and exit code 130 (SIGINT) or 75, and nothing
  /// of what is in the table stays. For programs: a library leaves signals alone. A SIGHUP that is ignored, as under `nohup`,
  /// stays so.
  package static func clear(prefix: String) {
    // The handler must not be the first to ask for the table.
    _ = table
    // Behind a line that is written in place.
    let start = (isatty(STDERR_FILENO) == 1 ? "\n" : "") + prefix
    words[0] = strdup(start + "interrupted\n")
    words[1] = strdup(start + "stopped by a signal before the end; run the same command again\n")
    var action = sigaction()
    sigfillset(&action.sa_mask)
    let handler: @convention(c) (Int32) -> Void = { Leftovers.end($0) }
    #if os(Linux)
      action.__sigaction_handler.sa_handler = handler
    #else
      action.__sigaction_u.__sa_handler = handler
    #endif
    for signal in [SIGINT, SIGTERM] { sigaction(signal, &action, nil) }
    if !isIgnored(SIGHUP) { sigaction(SIGHUP, &action, nil) }
  }

  /// Whether this process ignores a signal.
  package static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(signal, nil, &action) == 0 else { return false }
    #if os(Linux)
      let handler = action.__sigaction_handler.sa_handler
    #else
      let handler = action.__sigaction_u.__sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == 1
  }

  /// Remembers an unfinished file; nil where the table is full.
  package static func add(file path: String) -> Place? {
    add { table[$0].path = strdup(path) }
  }

  /// Remembers a process group, which is killed with this program; nil where the table is full.
  package static func add(processGroup group: pid_t) -> Place? {
    add { table[$0].group = group }
  }

  /// Forgets what is finished, or gone.
  package static func remove(_ place: Place?) {
    guard let place else { return }
    lock.withLock { _ in
      // The name itself stays: the handler may be reading it at this moment.
      table[place.index].path = nil
      table[place.index].group = 0
    }
  }

  private static func add(_ fill: (Int) -> Void) -> Place? {
    lock.withLock { _ in
      guard let free = (0..<capacity).first(where: { table[$0].path == nil && table[$0].group == 0 }) else {
        return nil
      }
      fill(free)
      return Place(index: free)
    }
  }

  // In a signal handler: no allocation, no lock, nothing of the standard library that may do either.
  private static func end(_ signal: Int32) {
    var index = 0
    while index < capacity {
      if let path = table[index].path { unlink(path) }
      let group = table[index].group
      if group > 1 { kill(-group, SIGKILL) }
      index += 1
    }
    if let line = words[signal == SIGINT ? 0 : 1] { _ = write(2, line, strlen(line)) }
    _exit(signal == SIGINT ? 130 : 75)
  }
}
