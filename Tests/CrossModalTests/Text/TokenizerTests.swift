import Testing

@testable import CrossModal

@Suite struct TokenizerTests {
  @Test func wordsAndNumbers() {
    let tokenizer = Tokenizer()
    #expect(tokenizer.words(of: "It's 3.5 Äpfel -- (end)") == ["it", "s", "3", "5", "äpfel", "end"])
    #expect(
      Tokenizer(lowercases: false, punctuation: .trimmed).words(of: "It's 3.5 Äpfel -- (end)")
        == ["It's", "3.5", "Äpfel", "end"])
    #expect(Tokenizer(punctuation: .kept).words(of: " It's\t(end)\n") == ["it's", "(end)"])
    #expect(tokenizer.words(of: " -- ").isEmpty)
  }

  @Test func byDefaultWordsAreRunsOfLettersAndDigits() {
    #expect(Tokenizer().words(of: "Grinning-Face, 2nd: ÉTÉ!") == ["grinning", "face", "2nd", "été"])
    #expect(Tokenizer().words(of: " … ").isEmpty)
  }

  @Test("texts of ASCII are cut as others are") func ascii() {
    let bytes = (0...9).flatMap { shift in (0..<128).map { UInt8(($0 * 37 + shift * 11) % 128) } }
    let text = String(decoding: bytes, as: UTF8.self) + "ends with\r\nA Line-2"
    for lowercases in [true, false] {
      let tokenizer = Tokenizer(lowercases: lowercases)
      #expect(tokenizer.words(of: text) + ["é"] == tokenizer.words(of: text + " é"))
      #expect(tokenizer.words(of: text).last == "2")
    }
  }
}
