import Testing

@testable import Dense
@testable import Studies
@testable import VectorFiles

@Suite struct TagHintTests {
  private let ratings = WordRatings(
    path: "r",
    pairs: [("sun-n", "moon-n"), ("hot-j", "sun-n"), ("far-r", "moon-n")].map {
      WordRatings.Pair(first: $0.0, second: $0.1, rating: 1)
    })

  private func vectors(_ words: [String]) -> WordVectors {
    WordVectors(path: "v", words: words, vectors: Matrix(rows: words.count, columns: 1))
  }

  @Test func tagsThatCostPairsAreSaid() {
    let all = ["sun", "moon", "hot"]
    let note = TagHint.note(ratings, vectors([])) { wanted in vectors(all.filter(wanted.contains)) }
    #expect(
      note
        == "0 of 3 pairs have vectors; without the tags of words such as 'sun-n' it would be 2 (strip-tags)")
  }

  @Test func nothingIsSaidWhereTagsCostNothing() {
    // The vectors have tags too; taking them off would find nothing; there are none.
    let tagged = vectors(["sun-n", "moon-n", "hot-j"])
    #expect(TagHint.note(ratings, tagged) { _ in fatalError("read again") } == nil)
    #expect(TagHint.note(ratings, vectors([])) { _ in vectors([]) } == nil)
    let plain = ratings.strippingTags
    #expect(TagHint.note(plain, vectors([])) { _ in fatalError("read again") } == nil)
  }
}
