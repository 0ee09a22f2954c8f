import Testing

@testable import Messages

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("learing-rate", "learning-rate"), ("learning_rate", "learning-rate"), ("hidden-unit", "hidden-units"),
    ("DROPOUT", "dropout"), ("activatoin", "activation"), ("lerning-rat", "learning-rate"),
  ])
  func theNearestWordIsMeant(word: String, meant: String) {
    let words = ["learning-rate", "hidden-units", "dropout", "activation"]
    #expect(Suggestion.closest(to: word, among: words) == meant)
  }

  @Test func aFarWordMeansNothing() {
    #expect(Suggestion.closest(to: "x", among: ["k", "mse"]) == nil)
    #expect(Suggestion.closest(to: "epochs", among: ["dropout", "seed"]) == nil)
    #expect(Suggestion.closest(to: "", among: ["k"]) == nil)
    #expect(Suggestion.closest(to: String(repeating: "a", count: 100_000), among: ["k"]) == nil)
    #expect(Suggestion.closest(to: "a", among: []) == nil)
  }

  @Test func tiesGoToTheFirst() {
    #expect(Suggestion.closest(to: "tesx", among: ["test", "tesa"]) == "test")
  }
}
