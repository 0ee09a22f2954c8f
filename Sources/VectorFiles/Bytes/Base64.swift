import Foundation

/// Float32 numbers as base64 text (RFC 4648): 4 little-endian bytes a number.
package enum Base64 {
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, byte) in alphabet.utf8.enumerated() { values[Int(byte)] = UInt8(value) }
    return values
  }()

  /// The text of some numbers.
  package static func text(of numbers: [Float]) -> String {
    var data = Data(capacity: numbers.count * 4)
    for number in numbers {
      withUnsafeBytes(of: number.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    return data.base64EncodedString()
  }

  /// The numbers in a range of a text; nil if it is none of whole numbers of 4 bytes. Written out for journals of a hundred
  /// thousand fits, which Foundation's decoder would slow down.
  package static func numbers(in bytes: BoundedBytes, _ range: Range<Int>) -> [Float]? {
    let bytes = bytes.part(range)
    defer { withExtendedLifetime(bytes.owner) {} }
    let text = bytes.raw
    var digits = text.count
    guard digits % 4 == 0 else { return nil }
    while digits > 0, text.count - digits < 2, text[digits - 1] == UInt8(ascii: "=") { digits -= 1 }
    let count = digits * 6 / 8
    guard count % 4 == 0 else { return nil }
    var damaged = false
    let numbers = [Float](unsafeUninitializedCapacity: count / 4) { buffer, initialized in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      Self.values.withUnsafeBufferPointer { values in
        var wrong: UInt8 = 0
        func value(_ index: Int) -> UInt32 {
          let value = values[Int(text[index])]
          wrong |= value
          return UInt32(value)
        }
        let (groups, rest) = (digits / 4, digits % 4)
        for group in 0..<groups {
          let first = 4 * group
          let word = value(first) << 18 | value(first + 1) << 12 | value(first + 2) << 6 | value(first + 3)
          bytes[3 * group] = UInt8(truncatingIfNeeded: word >> 16)
          bytes[3 * group + 1] = UInt8(truncatingIfNeeded: word >> 8)
          bytes[3 * group + 2] = UInt8(truncatingIfNeeded: word)
        }
        // The last group may have two or three digits, for one or two bytes.
        for place in 0..<max(0, rest - 1) {
          let word = value(4 * groups + place) << 6 | value(4 * groups + place + 1)
          bytes[3 * groups + place] = UInt8(truncatingIfNeeded: word >> UInt32(4 - 2 * place))
        }
        damaged = wrong & 0xC0 != 0
      }
      for index in 0..<(count / 4) {
        buffer[index] = Float(bitPattern: UInt32(littleEndian: buffer[index].bitPattern))
      }
      initialized = count / 4
    }
    return damaged ? nil : numbers
  }
}
