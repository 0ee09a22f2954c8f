import Foundation
import Testing

@testable import CrossModal

@Suite struct TermCountsTests {
  @Test func byHand() {
    let counts = TermCounts(["red car red", "", "Car; blue"])
    #expect(counts.terms == ["blue", "car", "red"])
    let places = counts.texts.map { text in text.map { $0.place } }
    let numbers = counts.texts.map { text in text.map { $0.count } }
    #expect(places == [[1, 2], [], [0, 1]])
    #expect(numbers == [[1, 2], [], [1, 1]])
    let (rare, common) = (log(2.0) + 1, log(4.0 / 3) + 1)
    #expect(counts.weights == [rare, common, rare])
    #expect(counts.emptyTexts == 1)
  }

  @Test("every word of every text is counted once") func property() {
    let texts = (0..<50).map { text in (0..<text).map { "w\($0 * $0 % 13)" }.joined(separator: " ") }
    let counts = TermCounts(texts)
    #expect(counts.terms == counts.terms.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    for (number, text) in counts.texts.enumerated() {
      #expect(text.reduce(0) { $0 + $1.count } == number)
      let places = text.map { $0.place }
      #expect(places == Set(places).sorted())
    }
  }
}
