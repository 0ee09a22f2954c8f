import Foundation

extension AtomicFile {
  /// Whether a file can be put at `path`, as far as that can be known before it is written: nothing or a regular file is
  /// there, and its directory can be written.
  /// - Throws: ``DataFileError`` of kind `.file`, with the system's reason.
  package static func check(_ path: String) throws {
    let target = try AtomicFileWriter.resolve(path)
    let directory = PathText.directory(of: target)
    guard access(directory.isEmpty ? "." : directory, W_OK) == 0 else {
      let reason = String(cString: strerror(errno)).lowercased()
      throw DataFileError(
        kind: .file, path: path,
        message: "cannot be written: \(directory.isEmpty ? "the current directory" : directory): \(reason)")
    }
  }
}
