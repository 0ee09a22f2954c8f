/// Decimal numbers in text files, rounded to the nearest `Float` (ties to even), independent of the locale.
enum DecimalNumber {
  /// Powers of ten that `Double` holds exactly.
  private static let exactPowers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19,
    1e20, 1e21, 1e22,
  ]

  /// The number that fills `range` of `bytes`, blanks around it ignored; nil if there is none.
  ///
  /// Grammar: `[+-] (digits [. [digits]] | . digits) [(e|E) [+-] digits]`, or `nan`, `inf`, `infinity` with optional
  /// sign in any case, with `decimalMark` for the point. What exceeds the range of `Float` is infinite. `range` must lie within `bytes`.
  @inline(__always)
  static func parse(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, decimalMark: UInt8 = 0x2e) -> Float?
  {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    var (position, end) = (range.lowerBound, range.upperBound)
    while position < end, isBlank(bytes[position]) { position += 1 }
    while end > position, isBlank(bytes[end - 1]) { end -= 1 }
    let start = position
    var isNegative = false
    if position < end, bytes[position] == 0x2d || bytes[position] == 0x2b {
      isNegative = bytes[position] == 0x2d
      position += 1
    }

    // The first 19 significant digits as a whole number, which fits 64 bits; the others only shift the exponent.
    var mantissa: UInt64 = 0
    var (significant, exponent, digits) = (0, 0, 0)
    var isFraction = false
    while position < end {
      let digit = bytes[position] &- 0x30
      if digit < 10 {
        digits += 1
        if significant < 19 {
          mantissa = mantissa &* 10 &+ UInt64(digit)
          if mantissa > 0 { significant += 1 }
          if isFraction { exponent -= 1 }
        } else if !isFraction {
          exponent += 1
        }
      } else if bytes[position] == decimalMark, !isFraction {
        isFraction = true
      } else {
        break
      }
      position += 1
    }
    guard digits > 0 else { return isFraction ? nil : word(bytes, position..<end, isNegative: isNegative) }
    if position < end, bytes[position] | 0x20 == 0x65 {
      guard let written = writtenExponent(bytes, position + 1..<end) else { return nil }
      exponent += written
      position = end
    }
    guard position == end else { return nil }
    guard mantissa > 0 else { return isNegative ? -0.0 : 0 }
    guard let magnitude = quick(mantissa, exponent) else {
      let text = String(decoding: bytes[start..<end], as: UTF8.self)
      return Float(decimalMark == 0x2e ? text : String(text.map { $0 == "," ? "." : $0 }))
    }
    return isNegative ? -magnitude : magnitude
  }

  /// Whether the text in `range` is a number that `Float` does not hold: a finite one whose nearest `Float` is infinite, as
  /// 1e39, or one other than zero whose nearest `Float` is zero, as 1e-50. False for what is no number, and for `inf`.
  ///
  /// Numbers that only round are held; below 1.2e-38 they round to multiples of 1.4e-45. For numbers that ``parse`` found
  /// to be infinite or zero: it parses again.
  static func isOutOfRange(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, decimalMark: UInt8 = 0x2e)
    -> Bool
  {
    guard let number = parse(bytes, range, decimalMark: decimalMark), number.isInfinite || number == 0 else {
      return false
    }
    // A text without a digit is a word; behind e stands no digit of the number itself.
    let mantissa = bytes[range].prefix { $0 | 0x20 != 0x65 }
    return mantissa.contains { (number == 0 ? 0x31 : 0x30)...0x39 ~= $0 }
  }

  /// The same number in Double, each rounded to nearest.
  static func double(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, decimalMark: UInt8 = 0x2e)
    -> Double?
  {
    guard let number = parse(bytes, range, decimalMark: decimalMark) else { return nil }
    let text = bytes[range].filter { !isBlank($0) }.map { $0 == decimalMark ? 0x2e : $0 }
    return Double(String(decoding: text, as: UTF8.self)) ?? Double(number)
  }

  /// mantissa · 10^exponent, if a `Double` computation is certain to round to the right `Float`.
  ///
  /// The `Double` is off by at most 3 units in its last place: conversion, one multiplication or division by an
  /// exact power, and digits cut off after the 19th. Rounding it to `Float` is then right unless it lies that close
  /// to the middle between two floats.
  @inline(__always)
  private static func quick(_ mantissa: UInt64, _ exponent: Int) -> Float? {
    guard exponent >= -22, exponent <= 22 else { return nil }
    let value =
      exponent < 0 ? Double(mantissa) / exactPowers[-exponent] : Double(mantissa) * exactPowers[exponent]
    // Below are numbers that are denormal in Float, above those that round to infinity.
    guard value > 1e-37, value < 1e38 else { return nil }
    let droppedBits = Int64(value.bitPattern & 0x1fff_ffff)
    return abs(droppedBits - 0x1000_0000) > 8 ? Float(value) : nil
  }

  /// The digits behind e, limited to ±100,000,000: beyond all mantissas that fit a file with such an exponent.
  private static func writtenExponent(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    var position = range.lowerBound
    var isNegative = false
    if position < range.upperBound, bytes[position] == 0x2d || bytes[position] == 0x2b {
      isNegative = bytes[position] == 0x2d
      position += 1
    }
    guard position < range.upperBound else { return nil }
    var value = 0
    for index in position..<range.upperBound {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return nil }
      value = min(value * 10 + Int(digit), 100_000_000)
    }
    return isNegative ? -value : value
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, isNegative: Bool) -> Float? {
    func matches(_ word: StaticString) -> Bool {
      guard word.utf8CodeUnitCount == range.count else { return false }
      return range.indices.allSatisfy { bytes[$0] | 0x20 == word.utf8Start[$0 - range.lowerBound] }
    }
    if matches("nan") { return .nan }
    if matches("inf") || matches("infinity") { return isNegative ? -.infinity : .infinity }
    return nil
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }
}
