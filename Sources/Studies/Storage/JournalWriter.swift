import Foundation

/// The journal of one process: lines are appended and flushed to disk, one for each finished unit.
///
/// No two processes write one file. A line goes out in one `write`; if that fails half-way, what was written is taken
/// back, and where even that fails the torn tail is ignored by readers.
package final class JournalWriter {
  let path: String
  private let descriptor: Int32
  private var length: off_t = 0

  /// Creates the journal `name.jsonl`; it must not exist yet.
  package init(_ directory: StudyDirectory, worker name: String) throws {
    path = directory.journals + "/\(name).jsonl"
    descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw StudyError.system(path) }
    // The name of the file must be as safe as its content. Some network file systems cannot flush directories.
    let folder = open(directory.journals, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw StudyError.system(path) }
    defer { close(folder) }
    guard fsync(folder) == 0 || errno == EINVAL || errno == ENOTSUP else { throw StudyError.system(path) }
  }

  deinit { close(descriptor) }

  /// Appends an entry and waits until it is on disk.
  /// - Throws: ``StudyError/file(path:reason:)``: it cannot be written, or the journal was deleted or moved away.
  package func append(_ entry: JournalEntry<some UnitResult>) throws {
    let bytes = try JournalLine.bytes(of: entry)
    var sent = 0
    while sent < bytes.count {
      let rest = Array(bytes.dropFirst(sent))
      let count = write(descriptor, rest, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        let error = StudyError.system(path)
        ftruncate(descriptor, length)
        throw error
      }
      sent += count
    }
    length += off_t(bytes.count)
    guard fsync(descriptor) == 0 else { throw StudyError.system(path) }
    try requireInPlace()
  }

  // What is written to a deleted file is lost, and what a moved or replaced study gains is seen by nobody here.
  private func requireInPlace() throws {
    guard let own = FileMark(descriptor: descriptor) else { throw StudyError.system(path) }
    guard FileMark(path)?.isSameFile(as: own) != true else { return }
    throw StudyError.file(
      path: path,
      reason:
        "is no longer the file that this process writes to: the study was moved, or its journals were deleted, while "
        + "it ran; run it again where it is now")
  }
}
