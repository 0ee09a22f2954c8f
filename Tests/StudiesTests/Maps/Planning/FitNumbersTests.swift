import Testing

@testable import Studies

@Suite struct FitNumbersTests {
  @Test func byHand() {
    let numbers = FitNumbers(settings: [2, 1], folds: 3, finalFits: 2)
    #expect(numbers.searchCount == 9 && numbers.count == 13)
    #expect(numbers.unit(of: .search(cell: 0, setting: 1, fold: 0)) == 3)
    #expect(numbers.unit(of: .search(cell: 1, setting: 0, fold: 2)) == 8)
    #expect(numbers.unit(of: .final(cell: 1, repetition: 0)) == 11)
    #expect(numbers.fit(of: 5) == .search(cell: 0, setting: 1, fold: 2))
    #expect(numbers.fit(of: 6) == .search(cell: 1, setting: 0, fold: 0))
    #expect(numbers.fit(of: 12) == .final(cell: 1, repetition: 1))
  }

  @Test func laterRungsStandBetweenSearchAndFinals() {
    let numbers = FitNumbers(settings: [2, 1, 3], folds: 3, finalFits: 2, laterRungs: [2, 0, 1])
    #expect(numbers.searchCount == 18 && numbers.rungCount == 12 + 9 && numbers.count == 18 + 21 + 6)
    #expect(numbers.unit(of: .rung(cell: 0, setting: 1, fold: 2, rung: 2)) == 18 + 6 + 3 + 2)
    #expect(numbers.unit(of: .rung(cell: 2, setting: 0, fold: 1, rung: 1)) == 18 + 12 + 1)
    #expect(numbers.unit(of: .final(cell: 1, repetition: 0)) == 18 + 21 + 2)
    #expect((0..<numbers.count).allSatisfy { numbers.unit(of: numbers.fit(of: $0)) == $0 })
  }

  @Test func numberAndFitAreInverse() {
    let numbers = FitNumbers(settings: [3, 1, 7, 2, 2], folds: 4, finalFits: 3)
    #expect((0..<numbers.count).allSatisfy { numbers.unit(of: numbers.fit(of: $0)) == $0 })
  }
}
