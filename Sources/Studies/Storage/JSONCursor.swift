import Foundation
import VectorFiles

/// Goes through the bytes of one JSON value, several times as fast as a general decoder: for journals of a hundred
/// thousand fits. Every read is checked against the end; what is not as expected is nil.
package struct JSONCursor {
  let bytes: BoundedBytes
  private(set) var position: Int
  private let end: Int

  /// At the first byte of a range; all bytes without one. Ranges instead of parts: threads that share the bytes would
  /// otherwise count their references all the time.
  init(_ bytes: BoundedBytes, _ range: Range<Int>? = nil) {
    let range = range ?? 0..<bytes.count
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "bytes \(range) of \(bytes.count)")
    (self.bytes, position, end) = (bytes, range.lowerBound, range.upperBound)
  }

  /// Whether everything was read.
  var isAtEnd: Bool { position == end }

  /// Takes this byte if it comes next. There is no white space in journals.
  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard position < end, bytes[position] == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  /// Where the bytes between the quotes of a string stand, escapes as they are.
  mutating func rawString() -> Range<Int>? {
    guard take("\"") else { return nil }
    let start = position
    // The usual string has no escapes: its end is the next quote.
    while let quote = bytes.firstOffset(of: UInt8(ascii: "\""), in: position..<end) {
      var escapes = 0
      while quote - escapes > start, bytes[quote - escapes - 1] == UInt8(ascii: "\\") { escapes += 1 }
      position = quote + 1
      if escapes % 2 == 0 { return start..<quote }
    }
    return nil
  }

  /// A string; one with escapes is left to the general decoder.
  mutating func string() -> String? {
    guard let raw = rawString() else { return nil }
    guard bytes.firstOffset(of: UInt8(ascii: "\\"), in: raw) != nil else { return bytes.text(in: raw) }
    return try? JSONDecoder().decode(
      [String].self, from: Data("[\"".utf8) + Data(bytes.part(raw)) + Data("\"]".utf8)
    ).first
  }

  /// A number.
  mutating func number() -> Double? {
    let start = position
    while position < end, Self.isPartOfNumber(bytes[position]) { position += 1 }
    guard start < position else { return nil }
    return bytes.text(in: start..<position).flatMap { Double($0) }
  }

  private static func isPartOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"),
      UInt8(ascii: "E"):
      true
    default: false
    }
  }

  /// A whole number without sign, no larger than 2⁵³.
  mutating func integer() -> Int? {
    let start = position
    var value = 0
    while position < end, case let digit = Int(bytes[position]) - 48, (0...9).contains(digit) {
      value = value * 10 + digit
      guard value <= 1 << 53 else { return nil }
      position += 1
    }
    return start < position ? value : nil
  }

  private static let booleans = [(text: Array("true".utf8), value: true), (Array("false".utf8), false)]

  /// true or false.
  mutating func boolean() -> Bool? {
    for (text, value) in Self.booleans
    where end - position >= text.count && bytes.starts(with: text, at: position) {
      position += text.count
      return value
    }
    return nil
  }

  /// The value that comes next, read by the general decoder: for what is rare.
  package mutating func value<Value: Decodable>(_ type: Value.Type) -> Value? {
    let start = position
    guard skip(depth: 0) else { return nil }
    return try? JSONDecoder().decode(type, from: Data(bytes.part(start..<position)))
  }

  // What is written here is flat; a deeper value would only use up the stack.
  private static let deepest = 32

  private mutating func skip(depth: Int) -> Bool {
    guard position < end, depth < Self.deepest else { return false }
    switch bytes[position] {
    case UInt8(ascii: "{"): return object { cursor, _ in cursor.skip(depth: depth + 1) }
    case UInt8(ascii: "["): return array { $0.skip(depth: depth + 1) }
    case UInt8(ascii: "\""): return rawString() != nil
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return boolean() != nil
    case UInt8(ascii: "n"): return "null".unicodeScalars.allSatisfy { take($0) }
    default: return number() != nil
    }
  }

  /// Calls `member` with each key of an object, the cursor at its value; false if that is not an object or `member`
  /// says false.
  mutating func object(_ member: (inout JSONCursor, Range<Int>) -> Bool) -> Bool {
    guard take("{") else { return false }
    if take("}") { return true }
    repeat {
      guard let key = rawString(), take(":"), member(&self, key) else { return false }
    } while take(",")
    return take("}")
  }

  /// Calls `element` with the cursor at each element of an array.
  mutating func array(_ element: (inout JSONCursor) -> Bool) -> Bool {
    guard take("[") else { return false }
    if take("]") { return true }
    repeat {
      guard element(&self) else { return false }
    } while take(",")
    return take("]")
  }
}
