/// The content of a file that may be packed: what every reader of texts and arrays begins with.
package enum FileContent {
  /// The bytes of the file at `path`: mapped as they are, or unpacked into memory where the file is gzip.
  /// - Throws: ``DataFileError`` for a file that cannot be opened, and for gzip that is damaged, ends early or unpacks to
  ///   more than 64 MiB and 256 times itself.
  package static func read(_ path: String) throws -> BoundedBytes {
    try opened(path).bytes
  }

  /// The same, and whether the file was packed.
  /// - Throws: ``DataFileError`` as ``read(_:)``.
  package static func opened(_ path: String) throws -> (bytes: BoundedBytes, isUnpacked: Bool) {
    let file = try MappedFile(path)
    try checkSparse(file)
    let bytes = BoundedBytes(file)
    return Gzip.isPacked(bytes) ? (try Gzip.unpacked(bytes, path: path), true) : (bytes, false)
  }

  // A file with holes may claim any length: reading it would take the memory and the time of its claim. Small ones cost
  // little, and file systems that have not yet written a new file tell of few bytes too.
  private static func checkSparse(_ file: MappedFile) throws {
    let (size, onDisk) = (file.bytes.count, file.bytesOnDisk)
    guard size > min(16 << 30, SystemMemory.size), onDisk > 0, size / 1032 > onDisk + 64 << 20 / 1032 else {
      return
    }
    throw DataFileError.content(
      file.path,
      "claims \(SystemMemory.words(size)) and has \(onDisk) bytes on disk: a file with holes, made of nothing"
    )
  }
}
