import Testing

@testable import Settings

@Suite struct DecimalTextTests {
  @Test(arguments: [
    ("1e-8", 1e-8), ("1E+3", 1000), (".5", 0.5), ("1.", 1), ("1.e2", 100), ("-0.25", -0.25), ("+3", 3),
    ("010", 10),
  ])
  func decimalNumbersAreRead(text: String, number: Double) {
    #expect(DecimalText.value(text) == number)
  }

  @Test(arguments: [
    "", ".", "-", "+", "e5", "1e", "1e+", "1..2", "0x10", "0o7", "1_0", "inf", "nan", "infinity", " 1", "1 ",
    "1,5", "--1",
    "١", "1e5.5", ".e1",
  ])
  func otherTextIsNoNumber(text: String) {
    #expect(DecimalText.reading(text) == .other)
    #expect(DecimalText.value(text) == nil)
  }

  @Test func kindsAreTold() {
    #expect(DecimalText.reading("12") == .wholeNumber)
    #expect(DecimalText.reading("12.0") == .decimal)
    #expect(DecimalText.reading("-.INF") == .notFinite)
    #expect(DecimalText.value("1e999") == .infinity)
  }

  @Test func numbersHaveOneSpelling() {
    #expect(DecimalText.text(1) == "1")
    #expect(DecimalText.text(0.001) == "0.001")
    #expect(DecimalText.text(1e-8) == "1e-08")
    #expect(DecimalText.text(2.5) == "2.5")
    #expect(DecimalText.text(1e16) == "1e+16")
    #expect(DecimalText.text(-0.0) == "0")
  }
}
