/// Numbers as text: what counts as a number in a configuration, and the one way in which numbers are written.
///
/// The rules are those of YAML 1.2's core schema for decimal numbers, applied here and not by the parser, whose older
/// rules read `1e-8` as text, `1_000` as a number and `010` as eight.
package enum DecimalText {
  /// What a plain scalar is.
  package enum Reading: Equatable {
    /// Digits with an optional sign.
    case wholeNumber
    /// A decimal number with a point or an exponent.
    case decimal
    /// `.inf`, `-.inf` or `.nan`.
    case notFinite
    /// No number.
    case other
  }

  /// What `text` is.
  package static func reading(_ text: String) -> Reading {
    if [".inf", "-.inf", "+.inf", ".nan"].contains(text.lowercased()) { return .notFinite }
    var rest = Substring(text).utf8
    if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") { rest.removeFirst() }
    let whole = digits(&rest)
    if rest.isEmpty { return whole > 0 ? .wholeNumber : .other }
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = digits(&rest)
    }
    guard whole + fraction > 0 else { return .other }
    guard let marker = rest.first else { return .decimal }
    guard marker == UInt8(ascii: "e") || marker == UInt8(ascii: "E") else { return .other }
    rest.removeFirst()
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
    return digits(&rest) > 0 && rest.isEmpty ? .decimal : .other
  }

  /// The number that `text` writes; infinite where it is too large. Nil if ``reading(_:)`` says it is no finite number.
  static func value(_ text: String) -> Double? {
    switch reading(text) {
    case .wholeNumber, .decimal: Double(text)
    case .notFinite, .other: nil
    }
  }

  /// The shortest text that reads back as the same number; whole numbers below 10¹⁵ without point or exponent.
  package static func text(_ value: Double) -> String {
    if let whole = Int(exactly: value), abs(whole) < 1_000_000_000_000_000 { return String(whole) }
    return value.description
  }

  private static func digits(_ rest: inout Substring.UTF8View) -> Int {
    var count = 0
    while let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      rest.removeFirst()
      count += 1
    }
    return count
  }
}
