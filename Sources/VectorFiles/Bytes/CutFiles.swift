import Foundation
import Messages
import Synchronization

/// Files that are cut short while they are mapped: reading behind the new end is a signal, SIGBUS, which a program turns
/// into one line and exit code 74 once it has called ``report(prefix:)``.
///
/// A signal handler may call next to nothing: the table of mapped files is of fixed size, and each message is made when the
/// file is mapped.
package enum CutFiles {
  /// A mapped file; `start` is 0 for a free place.
  private struct Entry {
    var start: UInt
    var end: UInt
    var message: UnsafeMutablePointer<CChar>?
    var length: Int
  }

  /// Files beyond these are reported without their name.
  private static let capacity = 4096

  // Made once; the handler reads it without a lock, since the thread that it interrupts holds the file that it finds.
  nonisolated(unsafe) private static let table: UnsafeMutablePointer<Entry> = {
    let table = UnsafeMutablePointer<Entry>.allocate(capacity: capacity)
    table.initialize(repeating: Entry(start: 0, end: 0, message: nil, length: 0), count: capacity)
    return table
  }()

  /// What is before a message, and whether there is a handler.
  private static let state = Mutex<(prefix: String, isReporting: Bool)>(("", false))

  /// From now on, reading a file that was cut short ends this program with `PREFIX FILE: was cut short while it was read` on
  /// stderr and exit code 74. For programs: a library leaves signals alone. Files that are mapped already are not named.
  package static func report(prefix: String) {
    // The handler must not be the first to ask for the table.
    _ = table
    state.withLock { $0 = (prefix, true) }
    var action = sigaction()
    sigemptyset(&action.sa_mask)
    action.sa_flags = SA_SIGINFO
    #if os(Linux)
      action.__sigaction_handler.sa_sigaction = { _, info, _ in
        CutFiles.end(address: info.map { UInt(bitPattern: $0.pointee._sifields._sigfault.si_addr) } ?? 0)
      }
    #else
      action.__sigaction_u.__sa_sigaction = { _, info, _ in
        CutFiles.end(address: info.map { UInt(bitPattern: $0.pointee.si_addr) } ?? 0)
      }
    #endif
    sigaction(SIGBUS, &action, nil)
  }

  /// Remembers a mapped file, if the program reports.
  static func add(_ bytes: UnsafeRawBufferPointer, path: String) {
    state.withLock { state in
      guard state.isReporting, bytes.count > 0 else { return }
      guard let place = (0..<capacity).first(where: { table[$0].start == 0 }) else { return }
      let line = "\(state.prefix)\(path): was cut short while it was read".escapingControlCharacters + "\n"
      table[place].message = strdup(line)
      table[place].length = line.utf8.count
      table[place].end = UInt(bitPattern: bytes.baseAddress) + UInt(bytes.count)
      table[place].start = UInt(bitPattern: bytes.baseAddress)
    }
  }

  /// Forgets a file, which is about to be unmapped.
  static func remove(_ bytes: UnsafeRawBufferPointer) {
    state.withLock { state in
      guard state.isReporting else { return }
      let start = UInt(bitPattern: bytes.baseAddress)
      guard let place = (0..<capacity).first(where: { table[$0].start == start }) else { return }
      table[place].start = 0
      free(table[place].message)
      table[place].message = nil
    }
  }

  // In a signal handler: no allocation, no lock, nothing of the standard library that may do either.
  private static func end(address: UInt) {
    var place = 0
    while place < capacity {
      if table[place].start != 0, address >= table[place].start, address < table[place].end,
        let message = table[place].message
      {
        _ = write(2, message, table[place].length)
        _exit(74)
      }
      place += 1
    }
    // No file of ours: the signal comes again and does what it does by itself.
    signal(SIGBUS, SIG_DFL)
  }
}
