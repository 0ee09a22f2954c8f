import Foundation

/// A lock on a directory that the system takes back when the process ends, however it ends.
package final class DirectoryLock {
  private let descriptor: Int32

  /// Waits until no other process holds the lock. Where the file system knows no locks, it is no obstacle: what it guards
  /// is written atomically.
  package init(_ path: String) throws {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StudyError.system(path) }
    while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
  }

  /// Whether nobody holds the lock of a directory; false where that cannot be known.
  package static func isFree(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) == 0
  }

  /// Lets others in.
  package func release() { flock(descriptor, LOCK_UN) }

  deinit { close(descriptor) }
}
