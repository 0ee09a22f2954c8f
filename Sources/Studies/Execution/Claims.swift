import CrossModal
import Foundation

/// Which worker is at which unit: one file for each claimed unit, made by exclusive creation.
///
/// Claims only prevent double work; results never depend on them, since a fit done twice gives the same record. A claim
/// of a dead process on this host is free at once, one from another host after `staleAfter` seconds without a sign of
/// life. A claim file appears with its content or not at all (it is linked into place).
final class Claims {
  private let directory: StudyDirectory
  private let staleAfter: Double
  private let own = ProcessIdentity.current
  private var held: String?

  init(_ directory: StudyDirectory, staleAfter: Double) {
    (self.directory, self.staleAfter) = (directory, staleAfter)
  }

  /// Claims a unit; false if another living worker has it.
  func claim(_ unit: WorkUnit) throws -> Bool {
    let path = directory.claims + "/" + unit.name
    if try create(path) {
      held = path
      return true
    }
    guard try isAbandoned(path) else { return false }
    // Whoever renames the old claim away may try again; a second one finds nothing to rename.
    let aside = path + ".abandoned-\(own.journalName)"
    guard rename(path, aside) == 0 else { return false }
    unlink(aside)
    guard try create(path) else { return false }
    held = path
    return true
  }

  /// Gives the held unit back.
  func release() {
    if let held { unlink(held) }
    held = nil
  }

  /// Tells workers on other hosts that this one lives.
  func signOfLife() {
    if let held { utimes(held, nil) }
  }

  private func create(_ path: String) throws -> Bool {
    let temporary = path + ".new-\(own.journalName)"
    let content = try JSONEncoder().encode(own)
    guard FileManager.default.createFile(atPath: temporary, contents: content) else {
      throw StudyError.file(path: temporary, reason: String(cString: strerror(errno)))
    }
    defer { unlink(temporary) }
    if link(temporary, path) == 0 { return true }
    guard errno == EEXIST else { throw StudyError.file(path: path, reason: String(cString: strerror(errno))) }
    return false
  }

  private func isAbandoned(_ path: String) throws -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    let age = Date().timeIntervalSince1970 - Double(status.st_mtim.tv_sec)
    guard let content = FileManager.default.contents(atPath: path),
      let holder = try? JSONDecoder().decode(ProcessIdentity.self, from: content)
    else {
      // A claim that cannot be read says nothing of its holder; only its age counts.
      return age > staleAfter
    }
    return holder.isAlive.map { !$0 } ?? (age > staleAfter)
  }
}
