import Testing

@testable import Reports

@Suite struct SignificantDigitsTests {
  @Test func aNumberHasTheDigitsOfItsSpread() {
    #expect(SignificantDigits.text(0.068588, spread: 0.00241) == "0.0686")
    #expect(SignificantDigits.text(0.00241, spread: 0.00241) == "0.0024")
    #expect(SignificantDigits.text(0.436, spread: 0.006) == "0.4360")
    #expect(SignificantDigits.text(31415.9, spread: 120) == "31416")
    #expect(SignificantDigits.text(-1.5, spread: 0.0996) == "-1.500")
    #expect(SignificantDigits.text(0.5, spread: 1e-300) == "0.500000000000")
  }

  @Test(arguments: [nil, 0, .nan, .infinity] as [Double?]) func orFourWithoutASpread(spread: Double?) {
    #expect(SignificantDigits.text(0.0314159, spread: spread) == "0.03142")
  }

  @Test func whatIsNoNumberStays() {
    #expect(SignificantDigits.text(.infinity, spread: 0.1) == "inf")
  }
}
