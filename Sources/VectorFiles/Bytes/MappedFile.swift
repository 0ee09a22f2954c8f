import Foundation

/// A file mapped into memory for reading: nothing is copied, and processes that map the same file share its pages.
///
/// Whoever holds the object keeps the mapping. The size is taken when the file is opened; cutting the file short
/// while it is mapped makes reading a SIGBUS, so files in use are replaced (``AtomicFile``), never rewritten; programs turn
/// that signal into a message with ``CutFiles``.
package final class MappedFile: @unchecked Sendable {
  /// The file, as the caller named it.
  package let path: String
  /// The whole content; empty, with no address, for an empty file. Valid as long as this object lives.
  package let bytes: UnsafeRawBufferPointer
  /// The bytes that its content takes on disk, which are few for a file with holes; 0 where the system does not say.
  let bytesOnDisk: Int

  /// Maps the regular file at `path`; O(1), pages are read when touched.
  ///
  /// Throws ``DataFileError`` of kind `.file` for what cannot be opened or is no regular file (a directory, a pipe).
  package init(_ path: String) throws {
    // Without O_NONBLOCK, opening a pipe would wait for a writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw DataFileError.system(path, "cannot be opened", code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw DataFileError.system(path, "cannot be examined", code: errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let found = status.st_mode & S_IFMT == S_IFDIR ? "a directory" : "neither a file nor a directory"
      throw DataFileError(kind: .file, path: path, message: "is \(found); only regular files can be read")
    }
    let count = Int(status.st_size)
    self.path = path
    bytesOnDisk = Int(status.st_blocks) * 512
    guard count > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw DataFileError.system(path, "cannot be mapped", code: errno)
    }
    bytes = UnsafeRawBufferPointer(start: start, count: count)
    CutFiles.add(bytes, path: path)
  }

  deinit {
    guard let start = bytes.baseAddress else { return }
    CutFiles.remove(bytes)
    munmap(UnsafeMutableRawPointer(mutating: start), bytes.count)
  }
}
