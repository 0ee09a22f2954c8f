import Testing

@testable import VectorFiles

@Suite struct ProtobufMessageTests {
  private func bytes(_ message: ProtobufMessage) -> [UInt8] { Array(message.parts.joined()) }

  /// The examples of the format's description, and the ends of the range.
  @Test(
    arguments: [
      (0, [0]), (1, [1]), (127, [0x7f]), (128, [0x80, 0x01]), (150, [0x96, 0x01]), (300, [0xac, 0x02]),
      (-2, [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]),
      (Int.max, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]),
    ] as [(Int, [UInt8])])
  func varints(number: Int, expected: [UInt8]) {
    #expect(ProtobufMessage.varint(UInt64(bitPattern: Int64(number))) == expected)
    var message = ProtobufMessage()
    message.add(1, integer: number)
    #expect(bytes(message) == [0x08] + expected)
  }

  @Test func fieldsByHand() {
    var inner = ProtobufMessage()
    inner.add(1, integer: 150)
    var message = ProtobufMessage()
    message.add(2, text: "testing")
    message.add(3, message: inner)
    message.add(20, bytes: [])
    let testing: [UInt8] = [0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67]
    #expect(bytes(message) == testing + [0x1a, 0x03, 0x08, 0x96, 0x01, 0xa2, 0x01, 0x00])
    #expect(message.count == bytes(message).count)
  }

  /// Small pieces are joined and large ones kept: the bytes are the same.
  @Test func partsAreTheBytesInOrder() {
    var (message, expected) = (ProtobufMessage(), [UInt8]())
    for length in [0, 1, 126, 127, 128, 4000, 4096, 5000, 3, 20_000, 7] {
      let content = (0..<length).map { UInt8(truncatingIfNeeded: $0 &+ length) }
      message.add(5, bytes: content)
      expected += [0x2a] + ProtobufMessage.varint(UInt64(length)) + content
    }
    #expect(bytes(message) == expected && message.count == expected.count)
    var outer = ProtobufMessage()
    outer.add(1, message: message)
    #expect(bytes(outer) == [0x0a] + ProtobufMessage.varint(UInt64(expected.count)) + expected)
  }
}
