/// The one rule of empty lines in texts: they are allowed at the end, and nowhere else.
struct TrailingEmptyLines {
  private let path: String
  private var first: Int?

  /// The rule for the lines of one file, which come in order.
  init(path: String) { self.path = path }

  /// Whether a line is to be passed over because it is empty.
  /// - Throws: ``DataFileError`` for a line that is not empty behind one that is.
  mutating func passesOver(_ isEmpty: Bool, line: Int) throws -> Bool {
    if isEmpty {
      first = first ?? line
      return true
    }
    guard let first else { return false }
    throw DataFileError.content(path, "line \(first) is empty; empty lines are allowed at the end only")
  }
}
