import Foundation
import Studies
import VectorFiles

/// A folder that is being filled next to its place, `NAME.part-NUMBER`, and removed if it does not get there. It is locked while
/// it is filled: what a killed program left goes away when the next one fills a folder for the same place.
struct UnfinishedFolder {
  /// The folder.
  let path: String
  private let lock: DirectoryLock

  /// Makes the folder, and removes those of programs that are gone.
  /// - Throws: ``StudyError`` if it cannot be made.
  init(beside target: String) throws {
    let manager = FileManager.default
    let prefix = URL(fileURLWithPath: target).lastPathComponent + ".part-"
    let directory = PathText.directory(of: target)
    let names = (try? manager.contentsOfDirectory(atPath: directory.isEmpty ? "." : directory)) ?? []
    for name in names where name.hasPrefix(prefix) && Int(name.dropFirst(prefix.count)) != nil {
      let other = directory.isEmpty ? name : directory + "/" + name
      if DirectoryLock.isFree(other) { try? manager.removeItem(atPath: other) }
    }
    var end = target
    while end.count > 1, end.hasSuffix("/") { end.removeLast() }
    path = end + ".part-\(ProcessInfo.processInfo.processIdentifier)"
    do {
      try manager.createDirectory(atPath: path, withIntermediateDirectories: false)
    } catch {
      throw StudyError.file(path: path, reason: systemReason(error, otherwise: "cannot be made"))
    }
    lock = try DirectoryLock(path)
  }

  /// Removes it, if it is still there.
  func remove() {
    try? FileManager.default.removeItem(atPath: path)
    lock.release()
  }
}
