/// Which columns of a rating file are the two words and the rating: what a person says, else the evidence.
///
/// Words are columns of text that are no ids, tags or remarks, by their name or their cells: the two whose names are two
/// sides of one thing, else the only two, else the only two before the first number. The rating is the column whose name
/// says so, else the first of numbers behind the words that is no id, rank or spread. Where that leaves two answers, or
/// none, there is an error.
struct RatingLayout {
  /// The columns of the words, from 0.
  let words: [Int]
  /// The column of the ratings, from 0.
  let rating: Int
  /// What was chosen, a sentence; nil where it is what everybody expects: the first three columns.
  let note: String?

  /// Decides.
  /// - Throws: ``DataFileError`` for columns that are not there, and where evidence is missing or contradicts itself.
  init(_ rows: RatingRows, options: RatingOptions, path: String) throws {
    let columns = rows.columns
    let words: [Int]
    let saidRating = try options.ratingColumn.map { try Self.place($0, columns, path) }
    if let said = options.wordColumns {
      words = try [said.first, said.second].map { number in
        guard number <= columns.count else { throw Self.tooFar(number, "a word", columns, path) }
        return number - 1
      }
      if let saidRating, words.contains(saidRating) {
        throw DataFileError.content(path, "column \(saidRating + 1) cannot hold both a word and the rating")
      }
    } else {
      words = try Self.words(columns.filter { $0.place != saidRating }, path)
    }
    let (found, isNamed) = try saidRating.map { ($0, true) } ?? Self.rating(columns, words: words, path)
    (self.words, rating) = (words, found)
    let isSaid = options.wordColumns != nil && options.ratingColumn != nil
    let others = columns.count { $0.isNumeric && !words.contains($0.place) && $0.place != found }
    let isPlain =
      words == [0, 1] && found == 2 && (isNamed || others == 0 || columns.allSatisfy { $0.name == nil })
    note =
      isSaid || isPlain
      ? nil
      : "the words are in columns \(columns[words[0]].title) and \(columns[words[1]].title), the rating is in column "
        + columns[found].title
  }

  private static func place(
    _ column: RatingOptions.Column, _ columns: [RatingColumn], _ path: String
  ) throws -> Int {
    switch column {
    case .number(let number):
      guard (1...max(1, columns.count)).contains(number) else {
        throw tooFar(number, "the rating", columns, path)
      }
      return number - 1
    case .named(let name):
      let found = columns.filter { $0.name == name }
      guard found.count == 1 else {
        let names = columns.compactMap(\.name).prefix(20).map(DataFileError.quoted)
        throw DataFileError.content(
          path,
          "\(found.isEmpty ? "no column is" : "\(found.count) columns are") named \(DataFileError.quoted(name)); "
            + (names.isEmpty
              ? "no line names the columns" : "the first line names \(names.joined(separator: ", "))"))
      }
      return found[0].place
    }
  }

  private static func tooFar(
    _ number: Int, _ what: String, _ columns: [RatingColumn], _ path: String
  ) -> DataFileError {
    .content(path, "has \(DataFileError.columns(columns.count)), but \(what) is to be in column \(number)")
  }

  private static func words(_ columns: [RatingColumn], _ path: String) throws -> [Int] {
    let texts = columns.filter(\.isText)
    guard texts.count > 1 else {
      let found =
        texts.isEmpty ? "has no column of words" : "has words in column \(texts[0].place + 1) only"
      throw DataFileError.content(
        path, "\(found); two words and a rating are needed (are these word vectors?)",
        remedy: .sayRatingColumns)
    }
    // What says of itself that it is no word; single letters next to single letters are words.
    var found = texts.filter { $0.name.map { !RatingColumnName.isRemark($0) } ?? true }
    let tags = found.filter(\.holdsTags)
    if tags.count < found.count || found.count > 2 { found.removeAll(where: \.holdsTags) }
    if !found.allSatisfy(\.holdsIds) { found.removeAll(where: \.holdsIds) }
    for isOther in [\RatingColumn.holdsSentences, \.holdsFewTexts] where found.count > 2 {
      let rest = found.filter { !$0[keyPath: isOther] }
      if rest.count > 1 { found = rest }
    }
    if found.count > 2 {
      let pairs = found.flatMap { first in
        found.filter { second in
          first.place < second.place
            && RatingColumnName.areSides(first.name ?? "", second.name ?? "")
        }.map { [first, $0] }
      }
      if pairs.count == 1 { found = pairs[0] }
    }
    if found.count > 2, let number = columns.first(where: { $0.isNumeric && $0.place > found[0].place }) {
      let before = found.filter { $0.place < number.place }
      if before.count == 2 { found = before }
    }
    guard found.count == 2 else {
      let shown = texts.prefix(8).map(\.title).joined(separator: ", ")
      throw DataFileError.content(
        path,
        "columns \(shown) hold text, and \(found.count < 2 ? "no two" : "more than two") of them are evidently words",
        remedy: .sayRatingColumns)
    }
    return found.map(\.place)
  }

  // The column, and whether its name says that it holds ratings.
  private static func rating(
    _ columns: [RatingColumn], words: [Int], _ path: String
  ) throws -> (Int, isNamed: Bool) {
    func refusal(_ reason: String) -> DataFileError { .content(path, reason, remedy: .sayRatingColumns) }
    let numeric = columns.filter { $0.isNumeric && !words.contains($0.place) }
    let named = numeric.filter { $0.name.map(RatingColumnName.isRating) ?? false }
    if named.count == 1 { return (named[0].place, true) }
    guard named.isEmpty else {
      throw refusal(
        "columns \(named.prefix(8).map(\.title).joined(separator: ", ")) are all named as ratings are")
    }
    let possible = numeric.filter { $0.name.map { !RatingColumnName.isOtherNumber($0) } ?? true }
    let behind = possible.filter { $0.place > words[1] && $0.place > words[0] }
    // A rank is passed over where there is something else.
    let unranked = behind.filter { !$0.countsRows }
    if let first = unranked.first ?? behind.first {
      if let other = unranked.first(where: { !$0.areWhole }), first.holdsUniqueWholeNumbers,
        first.name ?? "" == ""
      {
        throw refusal(
          "column \(first.title) holds another whole number in every row, as ids do, and column \(other.title) has fractions"
        )
      }
      return (first.place, false)
    }
    let before = possible.filter { !$0.holdsUniqueWholeNumbers && !$0.countsRows }
    if before.count == 1 { return (before[0].place, false) }
    let shown = numeric.prefix(8).map(\.title).joined(separator: ", ")
    throw refusal(
      numeric.isEmpty
        ? "has no column of ratings"
        : "column\(numeric.count == 1 ? "" : "s") \(shown) hold\(numeric.count == 1 ? "s" : "") numbers, and none is evidently the rating"
    )
  }
}
