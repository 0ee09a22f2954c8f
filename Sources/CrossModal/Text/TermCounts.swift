import Foundation

/// The terms of some texts, and how often each text holds them. A term is a word as ``Tokenizer`` cuts it by default.
///
/// Every text is cut once, and every word looked up once: that is where the time of few dimensions goes.
struct TermCounts: Sendable {
  /// A term of a text, by its place among all terms, and how often the text holds it.
  typealias Count = (place: Int, count: Int)

  /// All terms, in order of their UTF-8 bytes.
  let terms: [String]
  /// The terms of each text, by their places.
  let texts: [[Count]]

  /// Counts the words of texts.
  init(_ texts: [String]) {
    var numbers: [String: Int] = [:]
    let numbered = texts.map { text in
      Tokenizer().words(of: text).map { word in
        if let number = numbers[word] { return number }
        numbers[word] = numbers.count
        return numbers.count - 1
      }
    }
    terms = numbers.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var places = [Int](repeating: 0, count: terms.count)
    for (place, term) in terms.enumerated() { if let number = numbers[term] { places[number] = place } }
    self.texts = numbered.map { Self.counts($0.map { places[$0] }) }
  }

  /// How often each place stands in a list, in order of the places.
  static func counts(_ places: [Int]) -> [Count] {
    var counts: [Count] = []
    for place in places.sorted() {
      if counts.last?.place == place {
        counts[counts.count - 1].count += 1
      } else {
        counts.append((place, 1))
      }
    }
    return counts
  }

  /// The weight of each term: ln((1 + n) / (1 + df)) + 1, with n texts and df texts that hold the term.
  var weights: [Double] {
    var frequencies = [Int](repeating: 0, count: terms.count)
    for text in texts { for (place, _) in text { frequencies[place] += 1 } }
    return frequencies.map { Foundation.log(Double(1 + texts.count) / Double(1 + $0)) + 1 }
  }

  /// Number of texts without a word.
  var emptyTexts: Int { texts.count { $0.isEmpty } }
}
