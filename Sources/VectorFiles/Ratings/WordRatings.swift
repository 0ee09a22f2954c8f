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
  /// What the reader decided for the person and what it left out, each a sentence without the file's name.
  public let notes: [String]

  /// Ratings from their parts.
  public init(path: String, pairs: [Pair], notes: [String] = []) {
    (self.path, self.pairs, self.notes) = (path, pairs, notes)
  }

  /// The distinct words.
  public var words: Set<String> { Set(pairs.flatMap { [$0.first, $0.second] }) }
}

extension WordRatings {
  /// Reads a rating file: two words and a rating a line, between tabs, commas, semicolons or blanks.
  ///
  /// Cells may be in quotes (RFC 4180). Ratings have a decimal point, or a comma where cells are cut by something else
  /// and none has a point. Which columns hold the words and the rating, and whether the first line names them, is decided
  /// by the evidence of names and cells where `options` do not say it: see ``RatingLayout``, ``RatingRows``. Lines that
  /// begin with `#`, and empty lines at the end, are left out.
  /// - Parameters:
  ///   - lowercases: whether words are lower-cased.
  ///   - encoding: how the words are written.
  ///   - options: what a person says of the columns.
  /// - Throws: ``DataFileError`` that names the line, or the columns whose evidence is missing or contradicts itself.
  public static func read(
    _ path: String, lowercases: Bool = true, encoding: WordEncoding = .utf8,
    options: RatingOptions = RatingOptions()
  ) throws -> WordRatings {
    try parse(
      FileContent.text(path), path: path, lowercases: lowercases, encoding: encoding, options: options)
  }

  static func parse(
    _ bytes: BoundedBytes, path: String, lowercases: Bool, encoding: WordEncoding,
    options: RatingOptions = RatingOptions()
  ) throws -> WordRatings {
    let records = try RatingRecords(bytes, path: path, encoding: encoding)
    let rows = RatingRows(records)
    let lines = rows.rows.isEmpty ? records.records : rows.rows
    if let short = lines.first(where: { $0.cells.count < 3 }) {
      throw DataFileError.content(
        path,
        "line \(short.line) has \(DataFileError.columns(short.cells.count)); two words and a rating are needed"
      )
    }
    guard let first = rows.rows.first else { throw DataFileError.content(path, "has no ratings") }
    guard options.ratingColumn != nil || rows.columns.contains(where: \.isNumeric) else {
      throw wrong(first.cells[2], line: first.line, column: 2, path: path)
    }
    let layout = try RatingLayout(rows, options: options, path: path)
    let pairs = try rows.rows.map { row in
      let cell = layout.rating < row.cells.count ? row.cells[layout.rating] : ""
      guard let rating = rows.number.value(cell), rating.isFinite else {
        throw wrong(cell, line: row.line, column: layout.rating, path: path)
      }
      let words = layout.words.map { place in
        let word = place < row.cells.count ? row.cells[place] : ""
        return lowercases ? word.lowercased() : word
      }
      guard !words[0].isEmpty, !words[1].isEmpty else {
        throw DataFileError.content(path, "line \(row.line): an empty word")
      }
      return Pair(first: words[0], second: words[1], rating: rating)
    }
    let ratings = WordRatings(
      path: path, pairs: pairs,
      notes: rows.notes + [layout.note].compactMap { $0 }
        + (rows.number.hasDecimalCommas ? ["commas are decimal marks"] : []))
    return options.stripsTags ? ratings.strippingTags : ratings
  }

  private static func wrong(_ cell: String, line: Int, column: Int, path: String) -> DataFileError {
    .content(
      path,
      "line \(line), column \(column + 1): \(DataFileError.quoted(cell)) where a finite rating is needed")
  }
}
