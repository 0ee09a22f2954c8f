import Testing

@testable import CrossModal

@Suite struct VocabularyTests {
  @Test func mostFrequentFirstThenByBytes() {
    let texts = [["b", "a", "b"], ["c", "a", "ä"], ["b"]]
    #expect(Vocabulary(texts).words == ["b", "a", "c", "ä"])
    let cut = Vocabulary(texts, minimumCount: 2)
    #expect(cut.words == ["b", "a"] && cut.number(of: "a") == 1 && cut.number(of: "c") == nil)
    #expect(cut.encode(["c", "a", "b", "a"]) == [1, 0, 1] && cut.encode(["a", "b"], longest: 1) == [1])
    #expect(Vocabulary(texts, limit: 1).words == ["b"])
    #expect(Vocabulary(texts) { $0 != "b" }.words == ["a", "c", "ä"])
  }
}
