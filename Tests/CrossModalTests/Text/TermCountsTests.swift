import Foundation
import Testing

@testable import CrossModal

@Suite struct TermCountsTests {
  @Test func byHand() {
    let counts = TermCounts(["red car red", "", "Car; blue"])
    #expect(counts.terms == ["blue", "car", "red"])
    #expect(counts.texts.map { $0.map(\.place) } == [[1, 2], [], [0, 1]])
    #expect(counts.texts.map { $0.map(\.count) } == [[1, 2], [], [1, 1]])
    #expect(counts.weights == [log(4 / 2) + 1, log(4 / 3) + 1, log(4 / 2) + 1])
    #expect(counts.emptyTexts == 1)
  }

  @Test("every word of every text is counted once") func property() {
    let texts = (0..<50).map { text in (0..<text).map { "w\($0 * $0 % 13)" }.joined(separator: " ") }
    let counts = TermCounts(texts)
    #expect(counts.terms == counts.terms.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    for (number, text) in counts.texts.enumerated() {
      #expect(text.reduce(0) { $0 + $1.count } == number)
      #expect(text.map(\.place) == Set(text.map(\.place)).sorted())
    }
  }
}
