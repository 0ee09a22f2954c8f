import Foundation

/// Ends a process when its standard input closes: so a worker ends with the process that started it, also one on another
/// machine behind a connection.
package enum InputWatch {
  /// From now on the end of the input is a SIGTERM to this process, and SIGKILL some seconds later.
  package static func begin() {
    Thread.detachNewThread {
      var bytes = [UInt8](repeating: 0, count: 512)
      while true {
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        if count == 0 || (count < 0 && errno != EINTR) { break }
      }
      ParentWatch.end()
    }
  }
}
