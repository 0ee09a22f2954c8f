import Foundation

/// The content of a file of texts, labels or words: what is no text, or is text of another kind, would be read as one long
/// text, or as texts that nobody wrote.
package enum TextContent {
  /// The bytes of a file of text.
  ///
  /// Refused are JSON documents and JSON lines, and binary content. A text that begins with a bracket and is no JSON is text.
  /// - Throws: ``DataFileError`` that says what to bring, and how; also for a file that cannot be opened.
  package static func read(_ path: String) throws -> BoundedBytes {
    let bytes = try FileContent.read(path)
    try check(bytes, path: path)
    return bytes
  }

  static func check(_ bytes: BoundedBytes, path: String) throws {
    if let found = binary(bytes) {
      // What has a name is called by it.
      _ = try FileFormat.recognize(bytes, path: path)
      throw DataFileError.content(path, "is no text (\(found)); \(needed)")
    }
    if let json = JSONContent(bytes) {
      throw DataFileError.content(path, "is \(json.kind); \(needed): \(json.conversion(of: path))")
    }
  }

  private static let needed = "a .csv or .tsv is needed, one text a line"

  // What stands in front of files that may hold no byte 0 for a while.
  private static let starts: [(bytes: [UInt8], name: String)] = [
    (Array("%PDF-".utf8), "a PDF document"), (Array("{\\rtf".utf8), "a document in RTF"),
    (Array("PK\u{3}\u{4}".utf8), "a zip archive, as .xlsx, .docx and .npz are"),
    (Array("PAR1".utf8), "Parquet"), (Array("BZh9".utf8), "packed by bzip2"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "packed by xz"),
    ([0x28, 0xB5, 0x2F, 0xFD], "packed by zstd"),
    ([0xFF, 0xFE], "UTF-16; iconv -f UTF-16 -t UTF-8 makes it UTF-8"),
    ([0xFE, 0xFF], "UTF-16; iconv -f UTF-16 -t UTF-8 makes it UTF-8"),
  ]

  private static func binary(_ bytes: BoundedBytes) -> String? {
    if let start = starts.first(where: { bytes.starts(with: $0.bytes) }) { return start.name }
    return bytes.firstOffset(of: 0, in: 0..<bytes.count).map { "byte \($0) is 0" }
  }
}
