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
}
