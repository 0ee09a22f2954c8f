/// Cuts a text into words, the same way on every machine and in every locale.
///
/// Words are what white space separates (Unicode's definition). Of each, characters that are neither letters nor digits
/// are then taken off at both ends, or everywhere they split the word, or kept, see ``Punctuation``. Lower-casing is
/// Unicode's default mapping, without a locale.
public struct Tokenizer: Hashable, Sendable {
  /// What happens to characters that are neither letters nor digits.
  public enum Punctuation: String, CaseIterable, Sendable {
    /// They separate words like white space: "it's" gives "it", "s".
    case separates
    /// They are taken off at both ends of a word: "(it's)" gives "it's".
    case trimmed
    /// They stay: "end." is another word than "end".
    case kept
  }

  /// Whether words are lower-cased.
  public var lowercases: Bool
  /// Treatment of other characters.
  public var punctuation: Punctuation

  /// A tokenizer; by default words are runs of letters and digits, lower-cased.
  public init(lowercases: Bool = true, punctuation: Punctuation = .separates) {
    (self.lowercases, self.punctuation) = (lowercases, punctuation)
  }

  /// The words of a text in order.
  public func words(of text: String) -> [String] {
    if punctuation == .separates, let words = asciiWords(text) { return words }
    let cased = lowercases ? text.lowercased() : text
    switch punctuation {
    case .separates: return cased.split { !Self.isWordCharacter($0) }.map(String.init)
    case .kept: return cased.split(whereSeparator: \.isWhitespace).map(String.init)
    case .trimmed:
      return cased.split(whereSeparator: \.isWhitespace).compactMap { word in
        guard let first = word.firstIndex(where: Self.isWordCharacter),
          let last = word.lastIndex(where: Self.isWordCharacter)
        else { return nil }
        return String(word[first...last])
      }
    }
  }

  private static func isWordCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }

  // The words between separators of a text of ASCII alone, in which a byte is a character (but for carriage returns with line
  // feeds, which separate either way): 20 times as fast. Nil for another text.
  private func asciiWords(_ text: String) -> [String]? {
    let bytes = Array(text.utf8)
    guard bytes.allSatisfy({ $0 < 128 }) else { return nil }
    var (words, word) = ([String](), [UInt8]())
    func end() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word.removeAll(keepingCapacity: true)
    }
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(lowercases ? byte | 0x20 : byte)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): word.append(byte)
      default: end()
      }
    }
    end()
    return words
  }
}
