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
}
