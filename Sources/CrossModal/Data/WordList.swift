/// Words in a text file, one a line: the names of the rows of an array file.
public enum WordList {
  /// The words in order, blanks around them cut off. Empty lines at the end are left out, others kept as empty words.
  /// - Throws: ``DataFileError`` for words that are not in the encoding, and an empty file.
  public static func read(_ path: String, encoding: WordEncoding = .utf8) throws -> [String] {
    let bytes = BoundedBytes(try MappedFile(path))
    let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    let lines = bytes.raw[start...].split(separator: 0x0a, omittingEmptySubsequences: false)
    var words = try lines.enumerated().map { index, line in
      let text = try encoding.word(
        UnsafeRawBufferPointer(rebasing: line), path: path, place: "line \(index + 1)")
      return String(
        text.trimmingPrefix(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
    while words.last == "" { words.removeLast() }
    guard !words.isEmpty else { throw DataFileError.content(path, "is empty; at least one word is needed") }
    return words
  }
}
