import Foundation

/// Files that are either there as a whole or not at all.
///
/// The content goes to an unfinished file in the same directory, without a name where the file system can, which is flushed
/// to disk and then put in place; a reader, also after a power failure, sees the old file or the new one. An existing regular file is replaced and keeps
/// its mode, a symbolic link keeps pointing where it did; anything else at the path is refused. All errors are ``DataFileError`` of kind
/// `.file` with the system's reason; the unfinished file is then gone.
package enum AtomicFile {
  /// Calls `body` with a writer and puts what it wrote at `path`; if `body` throws, `path` stays as it was.
  package static func write(_ path: String, _ body: (AtomicFileWriter) throws -> Void) throws {
    let writer = try AtomicFileWriter(path)
    // Of a writer that goes away unfinished nothing stays.
    try body(writer)
    try writer.finish()
  }

  /// Puts `bytes` at `path`.
  package static func write(bytes: some Collection<UInt8>, to path: String) throws {
    try write(path) { try $0.write(bytes) }
  }

  /// Puts the UTF-8 bytes of `text` at `path`.
  package static func write(text: String, to path: String) throws {
    try write(bytes: Array(text.utf8), to: path)
  }
}
