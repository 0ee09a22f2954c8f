/// A message of protocol buffers that is being built: fields one behind the other, in the format's wire encoding.
///
/// A field is a key, its number and wire type as one varint (`number << 3 | type`), and a value: a varint (type 0), or a
/// length and as many bytes (type 2). A varint holds 7 bits a byte, the lowest first; all bytes but the last have their
/// highest bit set. The bytes are kept in parts, so that a message within a message is no copy of its numbers. Source:
/// protobuf.dev/programming-guides/encoding.
struct ProtobufMessage: Sendable {
  /// The bytes, part after part.
  private(set) var parts: [[UInt8]] = []
  /// Number of bytes.
  private(set) var count = 0

  private static let largestCopied = 4096

  /// Appends a whole number or a value of an enumeration.
  mutating func add(_ field: Int, integer: Int) {
    append(Self.varint(UInt64(field) << 3) + Self.varint(UInt64(bitPattern: Int64(integer))))
  }

  /// Appends text, in UTF-8.
  mutating func add(_ field: Int, text: String) { add(field, bytes: Array(text.utf8)) }

  /// Appends bytes.
  mutating func add(_ field: Int, bytes: [UInt8]) {
    begin(field, length: bytes.count)
    append(bytes)
  }

  /// Appends a message.
  mutating func add(_ field: Int, message: ProtobufMessage) {
    begin(field, length: message.count)
    for part in message.parts { append(part) }
  }

  /// The bytes of a varint: 1 to 10, a negative number as its two's complement of 64 bits.
  static func varint(_ number: UInt64) -> [UInt8] {
    var (rest, bytes) = (number, [UInt8]())
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  private mutating func begin(_ field: Int, length: Int) {
    append(Self.varint(UInt64(field) << 3 | 2) + Self.varint(UInt64(length)))
  }

  private mutating func append(_ bytes: [UInt8]) {
    count += bytes.count
    let isSmall = bytes.count + (parts.last?.count ?? Self.largestCopied) <= Self.largestCopied
    if isSmall { parts[parts.count - 1] += bytes } else { parts.append(bytes) }
  }
}
