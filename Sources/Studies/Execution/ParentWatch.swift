import Foundation

/// Ends a worker with the process that started it, whatever the worker is at.
///
/// The worker itself looks between two batches; this looks from a thread of its own. The system's own signal for it
/// (PR_SET_PDEATHSIG) comes with the end of the thread that started the worker, not of the process, and is of no use here.
package enum ParentWatch {
  /// Seconds that a worker has to drop its unit before it is killed.
  private static let patience = 5.0

  /// From now on the end of the parent is a SIGTERM to this process, and SIGKILL some seconds later.
  package static func begin(_ parent: Int32) {
    Thread.detachNewThread {
      while getppid() == parent { Thread.sleep(forTimeInterval: 0.5) }
      end()
    }
  }

  /// Asks this process to end, and ends it if it does not.
  static func end() {
    kill(getpid(), SIGTERM)
    Thread.sleep(forTimeInterval: patience)
    kill(getpid(), SIGKILL)
  }
}
