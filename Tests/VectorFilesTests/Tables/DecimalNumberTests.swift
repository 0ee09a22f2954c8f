import Foundation
import Testing

@testable import VectorFiles

@Suite struct DecimalNumberTests {
  private func parse(_ text: String) -> Float? {
    Array(text.utf8).withUnsafeBytes { DecimalNumber.parse($0, 0..<$0.count) }
  }

  @Test(
    arguments: [
      ("0", 0), ("1.5", 1.5), (" -2.25\t", -2.25), ("+.5", 0.5), ("5.", 5), ("1e3", 1000), ("12E-1", 1.2),
      ("0x", nil),
      ("", nil), (" ", nil), (".", nil), ("-", nil), ("+-1", nil), ("1e", nil), ("1e+", nil), ("1.2.3", nil),
      ("0x1p3", nil),
      ("1,5", nil), ("1 2", nil), ("nano", nil), (".nan", nil), ("1f", nil), ("infinit", nil), ("١", nil),
      ("1_000", nil),
      ("inf", .infinity), ("-INF", -.infinity), ("+Infinity", .infinity), ("1e39", .infinity),
      ("-1e99999999999999999999", -.infinity),
      ("1e-99999999999999999999", 0), ("0e99999999999999999999", 0),
    ] as [(String, Float?)])
  func readsTheGrammar(text: String, value: Float?) {
    #expect(parse(text) == value)
  }

  @Test(
    arguments: [
      ("1e39", true), ("-1e39", true), ("3.5e38", true), ("1e-50", true), ("-0.0000001e-45", true),
      ("1" + String(repeating: "0", count: 60), true), ("0." + String(repeating: "0", count: 60) + "1", true),
      ("1e99999999999999999999", true), (" 1E-99999999999999999999 ", true), ("7e-46", true),
      ("3.4028235e38", false), ("3.4028235677e38", false), ("1e-40", false), ("1e-45", false),
      ("8e-46", false),
      ("0.1", false), ("16777217", false), ("0", false), ("-0.000", false), ("0e99999999999999999999", false),
      ("0e5", false), ("0.0E-50", false), ("inf", false), ("-Infinity", false), ("nan", false), ("x", false),
      ("", false), ("1e", false),
    ])
  func knowsWhatFloatDoesNotHold(text: String, isOutOfRange: Bool) {
    let found = Array(text.utf8).withUnsafeBytes { DecimalNumber.isOutOfRange($0, 0..<$0.count) }
    #expect(found == isOutOfRange)
    let comma = text.replacing(".", with: ",")
    let other = Array(comma.utf8).withUnsafeBytes {
      DecimalNumber.isOutOfRange($0, 0..<$0.count, decimalMark: 0x2c)
    }
    #expect(other == isOutOfRange, "\(comma)")
  }

  @Test func readsNaNAndNegativeZero() {
    #expect(parse("NaN")?.isNaN == true)
    #expect(parse("-0.000")?.bitPattern == 0x8000_0000)
  }

  @Test func roundsToTheNearestFloatAsExactArithmeticDoes() throws {
    let records = try CSVFile.read(FormatFixtures.path("decimals.csv"))
    #expect(records.count > 2500)
    for record in records {
      #expect(parse(record[0])?.bitPattern == UInt32(record[1]), "\(record[0])")
    }
  }

  @Test func readsBackWhatSwiftPrints() {
    var state: UInt32 = 1
    for _ in 0..<200_000 {
      state = state &* 1_664_525 &+ 1_013_904_223
      let value = Float(bitPattern: state ^ state >> 13)
      guard value.isFinite else { continue }
      let found = parse(value.description)
      if found != value { Issue.record("\(value) read as \(String(describing: found))") }
    }
  }

  @Test func readsLongDigitStrings() {
    #expect(parse("1" + String(repeating: "0", count: 5000) + "e-5000") == 1)
    #expect(parse("0." + String(repeating: "0", count: 5000) + "1e5001") == 1)
    #expect(parse("3." + String(repeating: "3", count: 10_000)) == Float(10) / 3)
  }
}
