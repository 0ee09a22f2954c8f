import Foundation

/// The journal of one worker: lines are appended and flushed to disk, one for each finished fit.
///
/// No two processes write one file. A line goes out in one `write`; if that fails half-way, the torn tail is ignored by
/// readers and the writer is of no more use.
final class JournalWriter {
  let path: String
  private let descriptor: Int32

  /// Creates the journal `name.jsonl`; it must not exist yet.
  init(_ directory: StudyDirectory, worker name: String) throws {
    path = directory.journals + "/\(name).jsonl"
    descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw StudyError.file(path: path, reason: String(cString: strerror(errno))) }
  }

  deinit { close(descriptor) }

  /// Appends a record and waits until it is on disk.
  func append(_ record: FitRecord) throws {
    let bytes = try JournalLine.bytes(of: record)
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        write(descriptor, buffer.baseAddress.map { $0 + sent }, buffer.count - sent)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw StudyError.file(path: path, reason: String(cString: strerror(errno)))
      }
      sent += count
    }
    guard fsync(descriptor) == 0 else {
      throw StudyError.file(path: path, reason: String(cString: strerror(errno)))
    }
  }
}
