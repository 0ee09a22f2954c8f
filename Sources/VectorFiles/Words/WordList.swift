/// Words in a text file, one a line: the names of the rows of an array file.
package enum WordList {
  /// The words in order, blanks around them cut off. Empty lines at the end are left out, others kept as empty words.
  /// - Throws: ``DataFileError`` for words that are not in the encoding, and an empty file.
  package static func read(_ path: String, encoding: WordEncoding = .utf8) throws -> [String] {
    let bytes = try FileContent.text(path)
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

  /// Writes words, one a line in UTF-8, atomically.
  /// - Throws: ``DataFileError`` for a word that would not read back: with a line end, with blanks around it, and an empty
  ///   one at the end.
  package static func write(_ words: [String], to path: String) throws {
    for (row, word) in words.enumerated() {
      let isKept = word.first?.isWhitespace != true && word.last?.isWhitespace != true
      guard isKept, !word.utf8.contains(0x0a), !word.isEmpty else {
        throw DataFileError.content(
          path,
          "row \(row + 1): the name \(DataFileError.quoted(word)) cannot be written as a line of its own")
      }
    }
    try AtomicFile.write(text: words.joined(separator: "\n") + "\n", to: path)
  }
}
