/// The content of a file that may be packed: what every reader of texts and arrays begins with.
package enum FileContent {
  /// The bytes of the file at `path`: mapped as they stand, or unpacked where the file is gzip.
  /// - Throws: ``DataFileError`` for a file that cannot be opened.
  package static func read(_ path: String) throws -> BoundedBytes { BoundedBytes(try MappedFile(path)) }
}
