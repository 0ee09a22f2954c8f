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
  /// - Throws: ``DataFileError`` for UTF-16 without a mark, and for lines that end with a carriage return alone, of which
  ///   readers would make a single one.
  package static func text(_ bytes: BoundedBytes, path: String) throws -> BoundedBytes {
    let text = try UTF16Text.inUTF8(bytes, path: path)
    func holds(_ character: Unicode.Scalar) -> Bool {
      text.firstOffset(of: UInt8(ascii: character), in: 0..<text.count) != nil
    }
    if !holds("\n"), holds("\r") {
      throw DataFileError.content(
        path,
        "its lines end with a carriage return alone, as on old Macs; each must end with a line feed (tr '\\r' '\\n' makes it so)"
      )
    }
    return text
  }
}
