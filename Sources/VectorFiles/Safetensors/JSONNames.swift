import Foundation

/// The names in a JSON text, of which a decoder keeps one of each without a word.
enum JSONNames {
  /// The first name that an object of a well-formed JSON text gives twice; nil if none does. Names are equal if Unicode
  /// calls them so. O(bytes).
  static func firstRepeated(in text: BoundedBytes) -> String? {
    var objects: [Set<String>] = []
    var position = 0
    while let byte = text.byte(at: position) {
      position += 1
      switch byte {
      case UInt8(ascii: "{"): objects.append([])
      case UInt8(ascii: "}"): _ = objects.popLast()
      case UInt8(ascii: "\""):
        let start = position
        while let byte = text.byte(at: position), byte != UInt8(ascii: "\"") {
          position += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        let content = start..<min(position, text.count)
        position += 1
        guard isName(text, endingAt: position), !objects.isEmpty, let name = name(text, content) else {
          continue
        }
        guard objects[objects.count - 1].insert(name).inserted else { return name }
      default: continue
      }
    }
    return nil
  }

  // A string is a name if a colon follows.
  private static func isName(_ text: BoundedBytes, endingAt end: Int) -> Bool {
    var position = end
    while let byte = text.byte(at: position), [0x20, 0x09, 0x0a, 0x0d].contains(byte) { position += 1 }
    return text.byte(at: position) == UInt8(ascii: ":")
  }

  private static func name(_ text: BoundedBytes, _ content: Range<Int>) -> String? {
    let bytes = text.part(content)
    guard bytes.contains(UInt8(ascii: "\\")) else { return text.text(in: content) }
    return try? JSONDecoder().decode(String.self, from: Data([0x22] + Array(bytes) + [0x22]))
  }
}
