import Foundation

/// The unfinished side of an ``AtomicFile``: collects bytes in an ``UnfinishedFile`` and puts it in place at `finish()`.
///
/// Of an object that goes away without `finish()` nothing stays. Not for use by several threads at once.
package final class AtomicFileWriter {
  /// The file that will be written, as the caller named it.
  package let path: String
  private let target: String
  private var file: UnfinishedFile
  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 18

  /// Creates the unfinished file in the directory of `path`.
  package init(_ path: String) throws {
    self.path = path
    target = try Self.resolve(path)
    file = UnfinishedFile(in: Self.directory(of: target))
    guard file.descriptor >= 0 else { throw DataFileError.system(path, "cannot be written", code: errno) }
    buffer.reserveCapacity(Self.bufferSize)
    keepMode()
  }

  // A file that is replaced stays as open, or as closed, to others as it was.
  private func keepMode() {
    var status = stat()
    guard stat(target, &status) == 0 else { return }
    // A refusal, of a file system without modes, loses nothing that it kept.
    fchmod(file.descriptor, status.st_mode & 0o777)
  }

  /// Appends bytes.
  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    precondition(file.descriptor >= 0, "a write to \(path) after it was finished")
    if bytes.count <= Self.bufferSize - buffer.count {
      buffer.append(contentsOf: bytes)
      return
    }
    try flush()
    if bytes.count < Self.bufferSize {
      buffer.append(contentsOf: bytes)
    } else {
      try Self.writeAll(bytes, to: file.descriptor, path: path)
    }
  }

  /// Appends bytes.
  package func write(_ bytes: some Collection<UInt8>) throws {
    let done: Void? = try bytes.withContiguousStorageIfAvailable { try write(UnsafeRawBufferPointer($0)) }
    if done == nil { try Array(bytes).withUnsafeBytes { try write($0) } }
  }

  /// Appends the UTF-8 bytes of `text`.
  package func write(_ text: String) throws {
    try write(text.utf8)
  }

  /// Flushes everything to disk and puts the file in place.
  package func finish() throws {
    precondition(file.descriptor >= 0, "\(path) was finished before")
    do {
      try flush()
      guard fsync(file.descriptor) == 0 else { throw failure("cannot be flushed to disk") }
      guard file.finish(at: target) else { throw failure("cannot be put in place") }
    } catch {
      file.discard()
      throw error
    }
    try Self.flushDirectory(of: target, path: path)
  }

  private func flush() throws {
    let descriptor = file.descriptor
    try buffer.withUnsafeBytes { try Self.writeAll($0, to: descriptor, path: path) }
    buffer.removeAll(keepingCapacity: true)
  }

  private func failure(_ action: String) -> DataFileError { .system(path, action, code: errno) }

  /// Writes all bytes to an open file, also when the system takes them in parts.
  static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String) throws {
    guard let start = bytes.baseAddress else { return }
    var offset = 0
    while offset < bytes.count {
      let written = Foundation.write(descriptor, start + offset, bytes.count - offset)
      if written < 0 {
        if errno == EINTR { continue }
        throw DataFileError.system(path, "cannot be written", code: errno)
      }
      offset += written
    }
  }

  /// The file that a rename has to replace: `path` itself, or what the symbolic link at `path` points to.
  static func resolve(_ path: String) throws -> String {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT, !path.isEmpty, !path.hasSuffix("/") else {
        throw DataFileError.system(path, "cannot be written", code: errno)
      }
      return path
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let found = status.st_mode & S_IFMT == S_IFDIR ? "a directory" : "neither a file nor a directory"
      throw DataFileError(kind: .file, path: path, message: "is \(found); only regular files can be replaced")
    }
    guard let resolved = realpath(path, nil) else {
      throw DataFileError.system(path, "cannot be written", code: errno)
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The part of a path up to and including the last slash; "" for a bare name.
  private static func directory(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  private static func flushDirectory(of target: String, path: String) throws {
    let directory = directory(of: target)
    let descriptor = open(directory.isEmpty ? "." : directory, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    // A directory that may be written but not read cannot be flushed; the file itself is safe by then.
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // Some network file systems know no flush of directories and say so with EINVAL or ENOTSUP.
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw DataFileError.system(path, "its directory cannot be flushed to disk", code: errno)
    }
  }
}
