import Foundation
import Testing

@testable import CrossModal

@Suite struct SearchRangeTests {
  @Test func byHand() {
    #expect(SearchRange(1, 3).value(at: 0.25) == 1.5)
    #expect(SearchRange(0.01, 100, isLogarithmic: true).value(at: 0.5) == 1)
    #expect(SearchRange(0.01, 100, isLogarithmic: true).value(at: 0) == 0.01)
    // Of 3, 4 and 5 each has a third.
    let whole = SearchRange(3, 5, isWhole: true)
    #expect([0, 0.33, 0.34, 0.66, 0.67, 0.999].map(whole.value) == [3, 3, 4, 4, 5, 5])
    // 2 has the part of the logarithm from 1.5 to 2.5.
    let logarithmic = SearchRange(2, 8, isLogarithmic: true, isWhole: true)
    let cut = log(2.5 / 1.5) / log(8.5 / 1.5)
    #expect(logarithmic.value(at: cut - 0.001) == 2 && logarithmic.value(at: cut + 0.001) == 3)
  }

  @Test func valuesStayWithinAndHaveSixDigits() {
    for range in [
      SearchRange(0.1, 0.3), SearchRange(1e-5, 1e-1, isLogarithmic: true),
      SearchRange(1.0000001, 1.0000002), SearchRange(1, 65536, isLogarithmic: true, isWhole: true),
      SearchRange(0, 0.5),
    ] {
      for step in 0..<1000 {
        let value = range.value(at: Double(step) / 1000)
        #expect((range.low...range.high).contains(value))
        #expect(!range.isWhole || value == value.rounded())
        #expect((-1e-12...1 + 1e-12).contains(range.share(of: value)))
      }
    }
    #expect(SearchRange(0, 1).value(at: 1.0 / 3) == 0.333333)
    #expect(SearchRange(1e-5, 1e-1, isLogarithmic: true).share(of: 1e-3) == 0.5)
  }
}
