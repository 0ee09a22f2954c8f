import VectorFiles

/// Cuts texts into the tokens of a WordPiece vocabulary: each word from its beginning into the longest pieces that the
/// vocabulary has (Wu et al. 2016).
package struct WordPieces: Sendable {
  private let vocabulary: SentenceVocabulary
  private let preparation: TextPreparation
  // Token numbers by bytes, because strings are equal where Unicode calls them so: of pieces that begin a word, and of
  // those that continue one.
  private let beginnings: [ArraySlice<UInt8>: Int32]
  private let continuations: [ArraySlice<UInt8>: Int32]
  private let special: [(text: String, token: Int32)]

  /// The pieces of a vocabulary.
  package init(_ vocabulary: SentenceVocabulary) {
    self.vocabulary = vocabulary
    preparation = TextPreparation(
      lowercases: vocabulary.lowercases, stripsAccents: vocabulary.stripsAccents,
      separatesChinese: vocabulary.separatesChinese)
    var (beginnings, continuations): ([ArraySlice<UInt8>: Int32], [ArraySlice<UInt8>: Int32]) = ([:], [:])
    let mark = Array(vocabulary.continuation.utf8)
    for (number, token) in vocabulary.tokens.enumerated() {
      let bytes = Array(token.utf8)
      beginnings[bytes[...]] = Int32(number)
      if bytes.starts(with: mark) { continuations[bytes.dropFirst(mark.count)] = Int32(number) }
    }
    (self.beginnings, self.continuations) = (beginnings, continuations)
    special = vocabulary.special.compactMap { text in
      beginnings[Array(text.utf8)[...]].map { (text, $0) }
    }
  }

  /// The tokens of a text with those at both ends, at most `longest`, and whether some were left out for that.
  package func tokens(_ text: String, longest: Int) -> (tokens: [Int32], isCut: Bool) {
    var tokens = [vocabulary.first]
    let most = longest - 1
    var isCut = false
    for part in parts(text) {
      if isCut { break }
      switch part {
      case .token(let token):
        if tokens.count < most { tokens.append(token) } else { isCut = true }
      case .text(let text):
        for word in preparation.words(text) {
          let pieces = self.pieces(word)
          let room = most - tokens.count
          tokens += pieces.prefix(room)
          guard pieces.count <= room else {
            isCut = true
            break
          }
        }
      }
    }
    tokens.append(vocabulary.last)
    return (tokens, isCut)
  }

  private enum Part {
    case text(String)
    case token(Int32)
  }

  // Special tokens that are in the text, and what lies between them.
  private func parts(_ text: String) -> [Part] {
    var parts: [Part] = []
    var rest = text[...]
    while let (range, token) = firstSpecial(rest) {
      if range.lowerBound > rest.startIndex { parts.append(.text(String(rest[..<range.lowerBound]))) }
      parts.append(.token(token))
      rest = rest[range.upperBound...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    return parts
  }

  private func firstSpecial(_ text: Substring) -> (Range<String.Index>, Int32)? {
    guard text.utf8.contains(UInt8(ascii: "[")) || special.contains(where: { !$0.text.hasPrefix("[") }) else {
      return nil
    }
    return special.compactMap { entry in text.firstRange(of: entry.text).map { ($0, entry.token) } }
      .min { $0.0.lowerBound < $1.0.lowerBound }
  }

  private func pieces(_ word: [UInt8]) -> [Int32] {
    let mayBeLong = word.count > vocabulary.longestWord
    if !mayBeLong, let whole = beginnings[word[...]] { return [whole] }
    // Where a piece may end: before every scalar, and behind the last.
    let ends = word.indices.filter { $0 > 0 && word[$0] & 0xC0 != 0x80 } + [word.count]
    guard ends.count <= vocabulary.longestWord else { return [vocabulary.unknown] }
    var (pieces, start) = ([Int32](), 0)
    while start < word.count {
      let known = start == 0 ? beginnings : continuations
      guard
        let (end, piece) = ends.reversed().lazy.prefix(while: { $0 > start })
          .compactMap({ end in known[word[start..<end]].map { (end, $0) } }).first
      else { return [vocabulary.unknown] }
      pieces.append(piece)
      start = end
    }
    return pieces
  }
}
