extension FileContent {
  /// The bytes of a text in UTF-8 (or another encoding that extends ASCII): ``read(_:)``, and UTF-16 with its mark turned
  /// into UTF-8.
  /// - Throws: ``DataFileError`` as ``read(_:)``; for UTF-16 without a mark; and for a file that is no text, with what it is
  ///   and the line that converts it.
  package static func text(_ path: String) throws -> BoundedBytes {
    let bytes = try read(path)
    let format = try FileFormat.recognize(bytes, path: path)
    guard format == .text else {
      throw DataFileError.content(path, "is \(format.name); text is needed here")
    }
    return try text(bytes, path: path)
  }

  /// The UTF-8 of a text whose bytes are at hand.
  /// - Throws: ``DataFileError`` for UTF-16 without a mark.
  package static func text(_ bytes: BoundedBytes, path: String) throws -> BoundedBytes {
    try UTF16Text.inUTF8(bytes, path: path)
  }
}
