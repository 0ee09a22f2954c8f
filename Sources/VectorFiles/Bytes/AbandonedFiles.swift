import Foundation
import Synchronization

/// Hidden files that a killed program left where it could not do without a name.
enum AbandonedFiles {
  static let prefix = ".crossmodal-"
  static let suffix = ".tmp"
  // A file that another program has just made is not locked yet.
  private static let grace = 60.0

  private static let seen = Mutex<Set<String>>([])

  /// Removes those of a directory, "" or with a slash at its end, whose writers are gone; once in the life of a program.
  static func remove(in directory: String) {
    guard seen.withLock({ $0.insert(directory).inserted }) else { return }
    let folder = directory.isEmpty ? "." : directory
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    where name.hasPrefix(prefix) && name.hasSuffix(suffix) {
      let path = directory + name
      let file = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
      guard file >= 0 else { continue }
      defer { close(file) }
      var status = stat()
      guard fstat(file, &status) == 0, Double(time(nil) - status.st_mtim.tv_sec) > grace,
        flock(file, LOCK_EX | LOCK_NB) == 0
      else { continue }
      unlink(path)
    }
  }
}
