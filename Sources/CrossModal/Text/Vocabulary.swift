/// The words that an encoder knows, numbered from the most frequent on.
///
/// Equal frequencies are ordered by the bytes of the words in UTF-8, so that the numbers depend on the texts alone.
public struct Vocabulary: Equatable, Sendable {
  /// The words, most frequent first.
  public let words: [String]
  private let places: [String: Int32]

  /// A vocabulary of given words, which must be different.
  public init(words: [String]) {
    self.words = words
    places = Dictionary(
      words.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    precondition(places.count == words.count, "\(words.count) words, \(places.count) different ones")
  }

  /// The words of tokenized texts.
  /// - Parameters:
  ///   - minimumCount: rarer words are left out.
  ///   - limit: at most that many words, the most frequent.
  ///   - isAllowed: words for which this is false are left out.
  public init(
    _ texts: some Sequence<[String]>, minimumCount: Int = 1, limit: Int = .max,
    where isAllowed: (String) -> Bool = { _ in true }
  ) {
    var counts: [String: Int] = [:]
    for text in texts {
      for word in text { counts[word, default: 0] += 1 }
    }
    let kept = counts.filter { $0.value >= minimumCount && isAllowed($0.key) }
    let ordered = kept.sorted { first, second in
      first.value != second.value
        ? first.value > second.value : first.key.utf8.lexicographicallyPrecedes(second.key.utf8)
    }
    self.init(words: ordered.prefix(max(0, limit)).map(\.key))
  }

  /// Number of words.
  public var count: Int { words.count }

  /// The number of a word; nil if it is not known.
  public func number(of word: String) -> Int32? { places[word] }

  /// The numbers of a text's known words in order, the first `longest` of them; unknown words are skipped.
  public func encode(_ text: [String], longest: Int = .max) -> [Int32] {
    var numbers: [Int32] = []
    for word in text {
      guard numbers.count < longest else { break }
      if let number = places[word] { numbers.append(number) }
    }
    return numbers
  }
}
