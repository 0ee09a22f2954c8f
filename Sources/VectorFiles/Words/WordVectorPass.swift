/// What a pass over a word-vector file found besides its words.
struct WordVectorPass {
  /// Words that were visited.
  var words = 0
  /// Empty words, which were not.
  var empty = LeftOutWords()
  /// How the file ends within a word or its vector, which was not visited; nil for a whole file.
  var cut: String?
  /// What the first line says, where that is worth telling.
  var firstLine: String?

  /// What is wrong, each a sentence.
  /// - Parameter announced: the word count of the header; nil without header.
  func damage(announced: Int?) -> [String] {
    let found = words + empty.count
    let differs = announced.map { $0 != found } ?? false
    let count = differs ? announced.map { "the header says \($0) words, the file has \(found)" } : nil
    return [cut, count, empty.note("empty")].compactMap { $0 }
  }
}

/// Words of a file that are left out for one reason: how many, and where the first is.
struct LeftOutWords {
  /// How many.
  private(set) var count = 0
  /// Where the first is.
  private(set) var first = ""

  /// Counts one more.
  mutating func add(_ place: @autoclosure () -> String) {
    if count == 0 { first = place() }
    count += 1
  }

  /// What is left out, as a sentence; nil for nothing.
  /// - Parameter reason: `empty`, `not UTF-8`.
  func note(_ reason: String) -> String? {
    switch count {
    case 0: nil
    case 1: "1 word that is \(reason) is left out, at \(first)"
    default: "\(count) words that are \(reason) are left out, the first at \(first)"
    }
  }
}
