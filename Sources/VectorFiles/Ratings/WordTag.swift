/// Tags of parts of speech at the ends of words: `sun-n`, `run#v`, `big_JJ`, `walk.v`.
package enum WordTag {
  private static let marks: Set<Character> = ["-", "#", "_", "/", "."]
  private static let tags: Set<String> = [
    "a", "adj", "adv", "j", "jj", "jjr", "jjs", "n", "nn", "nnp", "nnps", "nns", "noun", "propn", "r", "rb",
    "rbr",
    "rbs", "s", "v", "vb", "vbd", "vbg", "vbn", "vbp", "vbz", "verb",
  ]

  /// The word without its tag; nil for a word without one.
  package static func stripped(_ word: String) -> String? {
    guard let mark = word.lastIndex(where: marks.contains), mark > word.startIndex,
      tags.contains(word[word.index(after: mark)...].lowercased())
    else { return nil }
    return String(word[..<mark])
  }
}

extension WordRatings {
  /// The same ratings with words without their tags.
  package var strippingTags: WordRatings {
    WordRatings(
      path: path,
      pairs: pairs.map { pair in
        Pair(
          first: WordTag.stripped(pair.first) ?? pair.first,
          second: WordTag.stripped(pair.second) ?? pair.second, rating: pair.rating)
      }, notes: notes)
  }

  /// Whether most of the words have a tag: then it is one, and not the end of a word such as `vitamin-a`.
  package var haveTags: Bool {
    let words = words
    return words.count { WordTag.stripped($0) != nil } * 2 > words.count
  }
}
