/// What the name of a column of a rating file says by itself.
enum RatingColumnName {
  private static let ratings: Set<String> = [
    "average", "avg", "gold", "human", "judgement", "judgements", "judgment", "judgments", "m", "mean", "men",
    "rating",
    "ratings", "rel", "relatedness", "score", "scores", "sim", "similarity", "simlex", "simlex999", "simverb",
    "simverb3500", "value", "values", "ws353",
  ]

  /// Words besides those that say nothing of their own: `semantic similarity`, `final score`.
  private static let neutral: Set<String> = [
    "final", "of", "overall", "pair", "semantic", "word", "words", "wordpair",
  ]

  /// Words that make a name one of numbers that are no ratings: spreads, counts, norms of single words.
  private static let others: Set<String> = [
    "abstract", "abstractness", "age", "annotators", "assoc", "association", "ci", "conc", "concq",
    "concreteness", "count", "counts", "dissimilarity", "dist", "distance", "fold", "freq", "frequency",
    "length", "lower", "max", "median", "min", "n", "order", "percentile", "quartile", "rank", "ranks",
    "raters", "sd", "se", "sem", "std", "stddev", "stdev", "trial", "upper", "usf", "var", "variance", "year",
  ]

  /// Words that make a name one of text that is no word of the pair.
  private static let remarks: Set<String> = [
    "annotator", "category", "class", "comment", "comments", "condition", "context", "dataset", "definition",
    "domain", "explanation", "fold", "gloss", "group", "id", "ids", "idx", "index", "label", "lang",
    "language", "list", "note", "notes", "pos", "rater", "relation", "relations", "sentence", "set", "source",
    "split", "tag", "topic", "type",
  ]

  private static let sides = [
    ["1", "2"], ["0", "1"], ["a", "b"], ["i", "ii"], ["one", "two"], ["first", "second"], ["left", "right"],
    ["x", "y"], ["cue", "target"], ["cue", "response"], ["target", "relatum"], ["source", "target"],
  ]

  /// Whether a column of this name holds ratings: `score`, `Human (mean)`, `SimLex999`.
  static func isRating(_ name: String) -> Bool {
    let whole = name.lowercased().filter { $0.isLetter || $0.isNumber }
    if ratings.contains(whole) { return true }
    // A scale in brackets, as in 'similarity (0-10)', says nothing; the number of a rater does.
    var words = ColumnName.parts(withoutScale(name))
    words.removeAll(where: neutral.contains)
    return !words.isEmpty && words.allSatisfy(ratings.contains)
  }

  /// Whether a column of this name holds numbers that are no ratings: an id, a rank, a spread, a frequency.
  static func isOtherNumber(_ name: String) -> Bool {
    let words = ColumnName.parts(name)
    return ColumnName.isId(name) || words.contains { others.contains($0.trimmingDigits) }
  }

  /// Whether a column of this name holds text that is no word: ids, parts of speech, relations, remarks.
  static func isRemark(_ name: String) -> Bool {
    let words = ColumnName.parts(name)
    return name.isEmpty || name == "#" || words.contains { remarks.contains($0.trimmingDigits) }
  }

  /// Whether two columns of these names are the two sides of one thing: `word1` and `word2`, `first noun` and `second noun`.
  static func areSides(_ first: String, _ second: String) -> Bool {
    let (a, b) = (marked(first), marked(second))
    return sides.contains { side in
      a.count == b.count && a != b && zip(a, b).allSatisfy { $0 == $1 || [$0, $1] == side }
    }
  }

  // The parts of a name, with numbers at their ends as parts of their own.
  private static func marked(_ name: String) -> [String] {
    ColumnName.parts(name).flatMap { part -> [String] in
      let stem = part.trimmingDigits
      return stem.isEmpty || stem == part ? [part] : [stem, String(part.dropFirst(stem.count))]
    }
  }

  private static func withoutScale(_ name: String) -> String {
    guard let open = name.lastIndex(of: "("), let close = name[open...].firstIndex(of: ")"),
      !name[open..<close].contains(where: \.isLetter)
    else { return name }
    return String(name[..<open])
  }
}

extension String {
  // The text without numbers at its end.
  fileprivate var trimmingDigits: String {
    String(self[..<(lastIndex { !$0.isNumber }.map { index(after: $0) } ?? startIndex)])
  }
}
