import Foundation
import VectorFiles

/// Goes through the bytes of one JSON value, several times as fast as a general decoder: for journals of a hundred
/// thousand fits. Every read is checked against the end; what is not as expected is nil.
struct JSONCursor {
  private let bytes: BoundedBytes
  private(set) var position = 0

  /// At the first byte.
  init(_ bytes: BoundedBytes) { self.bytes = bytes }

  /// Whether everything was read.
  var isAtEnd: Bool { position == bytes.count }

  /// Takes this byte if it comes next. There is no white space in journals.
  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  /// The bytes between the quotes of a string, escapes as they stand.
  mutating func rawString() -> BoundedBytes? {
    guard take("\"") else { return nil }
    let start = position
    // The usual string has no escapes: its end is the next quote.
    while let end = bytes.firstOffset(of: UInt8(ascii: "\""), from: position) {
      var escapes = 0
      while end - escapes > start, bytes[end - escapes - 1] == UInt8(ascii: "\\") { escapes += 1 }
      position = end + 1
      if escapes % 2 == 0 { return bytes.part(start..<end) }
    }
    return nil
  }

  /// A string; one with escapes is left to the general decoder.
  mutating func string() -> String? {
    guard let raw = rawString() else { return nil }
    guard raw.firstOffset(of: UInt8(ascii: "\\")) != nil else { return raw.text }
    return try? JSONDecoder().decode([String].self, from: Data("[\"".utf8) + Data(raw) + Data("\"]".utf8))
      .first
  }

  /// A number.
  mutating func number() -> Double? {
    let start = position
    while position < bytes.count, Self.isPartOfNumber(bytes[position]) { position += 1 }
    guard start < position else { return nil }
    return Double(String(decoding: bytes[start..<position], as: UTF8.self))
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
    while position < bytes.count, case let digit = Int(bytes[position]) - 48, (0...9).contains(digit) {
      value = value * 10 + digit
      guard value <= 1 << 53 else { return nil }
      position += 1
    }
    return start < position ? value : nil
  }

  /// true or false.
  mutating func boolean() -> Bool? {
    for (text, value) in [("true", true), ("false", false)] {
      let count = text.utf8.count
      if bytes.count - position >= count, bytes[position..<(position + count)].elementsEqual(text.utf8) {
        position += count
        return value
      }
    }
    return nil
  }

  /// Calls `member` with each key of an object, the cursor at its value; false if that is not an object or `member`
  /// says false.
  mutating func object(_ member: (inout JSONCursor, BoundedBytes) -> Bool) -> Bool {
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
