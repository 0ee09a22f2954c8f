import Testing

@testable import CrossModal
@testable import VectorFiles

@Suite struct WordPiecesTests {
  private func pieces(
    _ tokens: [String], lowercases: Bool = true, longestWord: Int = 100
  ) -> WordPieces {
    WordPieces(
      SentenceVocabulary(
        tokens: ["[UNK]", "[CLS]", "[SEP]"] + tokens, special: ["[UNK]", "[CLS]", "[SEP]"],
        lowercases: lowercases, stripsAccents: lowercases, separatesChinese: true, first: 1, last: 2,
        unknown: 0, continuation: "##", longestWord: longestWord))
  }

  @Test func theLongestPiecesFirst() {
    // 3 un, 4 ##aff, 5 ##able, 6 ##a, 7 unaff
    let pieces = pieces(["un", "##aff", "##able", "##a", "unaff"])
    #expect(pieces.tokens("unaffable", longest: 10).tokens == [1, 7, 5, 2])
    #expect(pieces.tokens("unaffa", longest: 10).tokens == [1, 7, 6, 2])
    // What cannot be put together whole is one unknown word; a piece that continues begins nothing.
    #expect(pieces.tokens("unaffx able", longest: 10).tokens == [1, 0, 0, 2])
  }

  @Test func whitespacePunctuationAndCase() {
    // 3 a, 4 b, 5 ., 6 ##b, 7 中
    let pieces = pieces(["a", "b", ".", "##b", "中"])
    #expect(pieces.tokens(" A\u{00A0}b.\tÁ\u{200D}b ", longest: 20).tokens == [1, 3, 4, 5, 3, 6, 2])
    #expect(pieces.tokens("a中b", longest: 20).tokens == [1, 3, 7, 4, 2])
    #expect(pieces.tokens("[SEP]a[sep]", longest: 20).tokens == [1, 2, 3, 0, 0, 0, 2])
    #expect(self.pieces(["a", "A"], lowercases: false).tokens("aA A", longest: 9).tokens == [1, 0, 4, 2])
  }

  @Test func cutAtTheLongest() {
    let pieces = pieces(["a", "##a"], longestWord: 3)
    #expect(pieces.tokens("a a", longest: 4) == ([1, 3, 3, 2], false))
    #expect(pieces.tokens("a a a", longest: 4) == ([1, 3, 3, 2], true))
    #expect(pieces.tokens("aaa", longest: 4) == ([1, 3, 4, 2], true))
    #expect(pieces.tokens("aaaa", longest: 9) == ([1, 0, 2], false))
    #expect(pieces.tokens("", longest: 4) == ([1, 2], false))
    // A word of the vocabulary too.
    #expect(
      self.pieces(["cats", "cät"], lowercases: false, longestWord: 3).tokens("cats cät", longest: 9).tokens
        == [1, 0, 4, 2])
  }

  /// Pieces that Unicode calls equal are two.
  @Test func bytesAreCompared() {
    let pieces = pieces(["\u{E9}", "e\u{301}"], lowercases: false)
    #expect(pieces.tokens("\u{E9} e\u{301}", longest: 9).tokens == [1, 3, 4, 2])
  }
}
