/// How the words of a file are written as bytes.
public enum WordEncoding: String, CaseIterable, Sendable {
  /// UTF-8; what is other bytes is left out, or an error.
  case utf8
  /// ISO 8859-1: every byte is the character of that number.
  case latin1

  /// The text that `bytes` stand for; nil if they are not in this encoding.
  func text(_ bytes: UnsafeRawBufferPointer) -> String? {
    switch self {
    case .utf8: String(validating: bytes, as: UTF8.self)
    case .latin1: String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
  }

  /// The text of a word at a place of a file.
  /// - Throws: ``DataFileError`` that shows the bytes and has the way out as its remedy.
  func word(_ bytes: UnsafeRawBufferPointer, path: String, place: @autoclosure () -> String) throws -> String
  {
    guard let text = text(bytes) else { throw error(bytes, path: path, place: place()) }
    return text
  }

  /// The error that a word is not in this encoding: it shows the bytes and has the way out as its remedy.
  func error(_ bytes: UnsafeRawBufferPointer, path: String, place: String) -> DataFileError {
    let shown = DataFileError.quoted(String(decoding: bytes.prefix(80), as: UTF8.self))
    return .content(path, "\(place): the word \(shown) is not UTF-8", remedy: .readAsLatin1)
  }
}
