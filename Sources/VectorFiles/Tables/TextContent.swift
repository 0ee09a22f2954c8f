/// The content of a file of texts, labels or words: what is no text, or is text of another kind, would be read as one long
/// text, or as texts that nobody wrote.
package enum TextContent {
  /// The bytes of a file of text, in UTF-8 or another encoding that extends ASCII.
  ///
  /// Refused are JSON documents and JSON lines, and binary content. A text that begins with a bracket and is no JSON is text.
  /// - Throws: ``DataFileError`` that says what to bring, and how; also for a file that cannot be opened.
  package static func read(_ path: String) throws -> BoundedBytes {
    let bytes = try FileContent.read(path)
    if let json = JSONContent(bytes) {
      throw DataFileError.content(path, "is \(json.kind); \(needed): \(json.conversion(of: path))")
    }
    let format = try FileFormat.recognize(bytes, path: path)
    guard format == .text else {
      throw DataFileError.content(path, "is no text but \(format.name); \(needed)")
    }
    let text = try FileContent.text(bytes, path: path)
    if let zero = text.firstOffset(of: 0, in: 0..<text.count) {
      throw DataFileError.content(path, "is no text (byte \(zero) is 0); \(needed)")
    }
    return text
  }

  private static let needed = "a .csv or .tsv is needed, one text a line"
}
