/// An opened file of vectors: which part of it is meant, its bytes, and what they are.
package struct DataFile: Sendable {
  /// What the path names.
  package let part: FilePart
  /// The bytes of the file, unpacked where it was packed.
  package let bytes: BoundedBytes
  /// Whether the file was packed.
  package let isUnpacked: Bool
  /// What they are.
  package let format: FileFormat

  /// Opens and recognizes a file.
  /// - Throws: ``DataFileError`` for a file that cannot be opened, for one of a format that is not read, with the line that
  ///   converts it, and for a part of a file that has none.
  package init(_ path: String) throws {
    part = FilePart(path)
    (bytes, isUnpacked) = try FileContent.opened(part.file)
    format = try FileFormat.recognize(bytes, path: part.file)
    if let name = part.name ?? part.layer.map({ "#\($0)" }), format == .text || format == .word2vecBinary {
      throw DataFileError.content(
        part.file, "is \(format.name) and has no part \(DataFileError.quoted(name))")
    }
  }
}
