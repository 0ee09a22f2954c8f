import Foundation

/// Pairs of words with the similarity that people gave them.
public struct WordRatings: Sendable {
  /// One line of a rating file.
  public struct Pair: Equatable, Sendable {
    /// The first word.
    public var first: String
    /// The second word.
    public var second: String
    /// The rating; larger = more similar.
    public var rating: Double

    /// A pair.
    public init(first: String, second: String, rating: Double) {
      (self.first, self.second, self.rating) = (first, second, rating)
    }
  }

  /// The file, as the caller named it.
  public let path: String
  /// The pairs in the order of the file; a pair that is listed twice counts twice.
  public let pairs: [Pair]

  /// Ratings from their parts.
  public init(path: String, pairs: [Pair]) { (self.path, self.pairs) = (path, pairs) }

  /// The distinct words.
  public var words: Set<String> { Set(pairs.flatMap { [$0.first, $0.second] }) }
}

extension WordRatings {
  /// Reads a rating file: two words and a rating a line, separated by tabs, commas or blanks.
  ///
  /// The separator is a tab if the first line has one, else a comma if it has one, else runs of blanks. The rating is the
  /// first number behind the words in the first line that has any, so that columns between them (part of speech) are
  /// skipped. A first line without a number there is a header. Empty lines at the end are left out.
  /// - Parameters:
  ///   - lowercases: whether words are lower-cased.
  ///   - encoding: how the words are written.
  /// - Throws: ``DataFileError`` that names the line.
  public static func read(_ path: String, lowercases: Bool = true, encoding: WordEncoding = .utf8) throws
    -> WordRatings
  {
    let bytes = BoundedBytes(try MappedFile(path))
    return try parse(bytes, path: path, lowercases: lowercases, encoding: encoding)
  }

  static func parse(_ bytes: BoundedBytes, path: String, lowercases: Bool, encoding: WordEncoding) throws
    -> WordRatings
  {
    var separator: UInt8?
    var ratingColumn: Int?
    var pairs: [Pair] = []
    var emptyLines = TrailingEmptyLines(path: path)
    let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    let lines = bytes.raw[start...].split(separator: 0x0a, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let number = index + 1
      let isEmpty = line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
      if try emptyLines.passesOver(isEmpty, line: number) { continue }
      guard let text = encoding.text(UnsafeRawBufferPointer(rebasing: line)) else {
        throw DataFileError.content(
          path, "line \(number) is not UTF-8", remedy: .readAsLatin1)
      }
      let mark = separator ?? (line.contains(0x09) ? 0x09 : line.contains(0x2c) ? 0x2c : 0x20)
      separator = mark
      let cells = Self.cells(text, separator: mark)
      guard cells.count >= 3 else {
        throw DataFileError.content(
          path, "line \(number) has \(cells.count) columns; two words and a rating are needed")
      }
      if ratingColumn == nil {
        ratingColumn = cells.indices.dropFirst(2).first { Double(cells[$0]) != nil }
        if ratingColumn == nil, number == 1 { continue }
      }
      let column = ratingColumn ?? 2
      let cell = column < cells.count ? cells[column] : ""
      guard let rating = Double(cell), rating.isFinite else {
        throw DataFileError.content(
          path,
          "line \(number), column \(column + 1): \(DataFileError.quoted(cell)) where a finite rating is needed"
        )
      }
      let words = cells.prefix(2).map { lowercases ? $0.lowercased() : $0 }
      guard !words[0].isEmpty, !words[1].isEmpty else {
        throw DataFileError.content(path, "line \(number): an empty word")
      }
      pairs.append(Pair(first: words[0], second: words[1], rating: rating))
    }
    guard !pairs.isEmpty else { throw DataFileError.content(path, "has no ratings") }
    guard pairs.contains(where: { Double($0.second) == nil }) else {
      throw DataFileError.content(
        path, "has numbers in its second column; two words and a rating are needed (are these word vectors?)")
    }
    return WordRatings(path: path, pairs: pairs)
  }

  private static func cells(_ line: String, separator: UInt8) -> [String] {
    if separator == 0x20 { return line.split(whereSeparator: \.isWhitespace).map(String.init) }
    let mark: Character = separator == 0x09 ? "\t" : ","
    return line.split(separator: mark, omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces.union(.newlines)) }
  }
}
