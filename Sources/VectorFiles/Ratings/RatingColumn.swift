/// One column of a rating file: its name, and what its cells look like.
struct RatingColumn {
  /// Its place, from 0.
  let place: Int
  /// Its name; nil without a header line.
  let name: String?
  /// Whether most of its cells are numbers.
  let isNumeric: Bool
  /// Whether most of its cells are text.
  let isText: Bool
  private let texts: [String]
  private let numbers: [Double]

  private static let tags: Set<String> = [
    "a", "adj", "adjective", "adv", "adverb", "j", "jj", "n", "nn", "nns", "noun", "r", "rb", "v", "vb",
    "verb", "ant", "antonym", "antonyms", "co-hyponym", "co-hyponyms", "cohyponym", "cohyponyms", "holonym",
    "holonyms", "hyper/hyponyms", "hypernym", "hypernyms", "hyponym", "hyponyms", "meronym", "meronyms",
    "none",
    "related", "similar", "syn", "synonym", "synonyms", "unrelated",
  ]

  /// A column with its cells below the header; empty cells say nothing.
  init(_ place: Int, name: String?, cells: [String], number: RatingNumber) {
    (self.place, self.name) = (place, name)
    texts = cells.filter { !$0.isEmpty }
    numbers = texts.compactMap { number.value($0) }
    isNumeric = !numbers.isEmpty && numbers.count * 2 >= texts.count
    isText = !texts.isEmpty && !isNumeric
  }

  /// `2 ('Word 1')`, or the number alone.
  var title: String {
    "\(place + 1)" + (name.map { $0.isEmpty ? " (unnamed)" : " (\(DataFileError.quoted($0)))" } ?? "")
  }

  /// Whether all cells are single letters, or names of parts of speech or of relations.
  var holdsTags: Bool {
    texts.allSatisfy { $0.count == 1 } || texts.allSatisfy { Self.tags.contains($0.lowercased()) }
  }

  /// Whether every cell is another text with a digit in it, as `pair-017`.
  var holdsIds: Bool {
    texts.count > 1 && texts.allSatisfy { $0.contains(where: \.isNumber) } && Set(texts).count == texts.count
  }

  /// Whether the cells are one text again and again, or few for their number.
  var holdsFewTexts: Bool {
    let distinct = Set(texts).count
    return texts.count > 1 && distinct == 1 || distinct <= 20 && distinct * 4 <= texts.count
  }

  /// Whether the cells are sentences: four words and more, on average.
  var holdsSentences: Bool {
    let blanks = texts.reduce(0) { $0 + $1.count(where: { $0 == " " }) }
    return blanks >= 3 * texts.count
  }

  /// Whether the numbers count the rows: by one from any number up or down, or the ranks 1 to n in any order.
  var countsRows: Bool {
    guard numbers.count > 1, areWhole else { return false }
    let steps = Set(zip(numbers.dropFirst(), numbers).map { $0 - $1 })
    if steps == [1] || steps == [-1] { return true }
    let sorted = numbers.sorted()
    return (sorted[0] == 0 || sorted[0] == 1)
      && sorted.enumerated().allSatisfy { Double($0) + sorted[0] == $1 }
  }

  /// Whether the numbers are whole and no two are equal, as those of ids.
  var holdsUniqueWholeNumbers: Bool {
    numbers.count > 2 && areWhole && Set(numbers).count == numbers.count
  }

  /// Whether all numbers are whole.
  var areWhole: Bool { numbers.allSatisfy { $0 == $0.rounded() && $0.isFinite } }
}
