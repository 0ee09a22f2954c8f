import Foundation
import VectorFiles

/// JSON with a checksum around it, itself JSON: `{"record":{…},"checksum":"0123456789abcdef"}`.
///
/// The checksum is the first 16 hexadecimal digits of the SHA-256 of the value's bytes as they are there.
enum CheckedText {
  private static let middle = Array(#","checksum":""#.utf8)
  private static let tail = Array(#""}"#.utf8)
  private static let digits = 16

  /// The bytes of a value under a name.
  static func bytes(_ name: String, _ value: some Encodable, pretty: Bool = false) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    let payload = try encoder.encode(value)
    let stamp = checksum(of: BoundedBytes(copying: payload))
    return Array("{\"\(name)\":".utf8) + payload + middle + stamp + tail
  }

  /// Where the bytes of the value under this name stand; nil if the text is not whole, has another name, or its checksum
  /// differs.
  static func payload(in text: BoundedBytes, named head: [UInt8]) -> Range<Int>? {
    let end = text.count - (middle.count + digits + tail.count)
    guard end > head.count, text.starts(with: head, at: 0),
      text.starts(with: tail, at: text.count - tail.count),
      text.starts(with: middle, at: end),
      text.starts(with: checksum(of: text.part(head.count..<end)), at: end + middle.count)
    else { return nil }
    return head.count..<end
  }

  /// The value under a name in bytes that ``bytes(_:_:pretty:)`` wrote.
  static func value<Value: Decodable>(
    _ type: Value.Type, named name: String, in bytes: some Collection<UInt8>
  )
    -> Value?
  {
    let bytes = BoundedBytes(copying: bytes)
    return payload(in: bytes, named: Array("{\"\(name)\":".utf8)).flatMap {
      try? JSONDecoder().decode(Value.self, from: Data(bytes.part($0)))
    }
  }

  private static func checksum(of payload: BoundedBytes) -> [UInt8] {
    var hash = ContentHash()
    hash.update(payload)
    return ContentHash.digits(of: hash.bytes().prefix(digits / 2))
  }
}
