/// A look at a YAML text before the library reads it, which compares keys that are lists or mappings level by level.
enum ConfigurationNesting {
  /// Refuses open brackets deeper than lists and mappings may be in one another, and keys behind `?`, which only such
  /// keys need. Brackets in quotes count too: no text of a configuration has that many. O(text).
  static func check(_ text: String, whole: ConfigurationPlace) throws(ConfigurationError) {
    var (depth, questions) = (0, 0)
    var before: UInt8 = 0x0A
    let bytes = text.utf8
    for index in bytes.indices {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        if depth > ConfigurationParser.mostLevels {
          try ConfigurationParser.checkLevel(depth, place(index, in: text, whole))
        }
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      case UInt8(ascii: "?") where isBlank(before):
        let next = bytes.index(after: index)
        guard next == bytes.endIndex || isBlank(bytes[next]) else { break }
        questions += 1
        if questions > mostQuestions { throw ConfigurationParser.keyError(place(index, in: text, whole)) }
      default: break
      }
      before = byte
    }
  }

  // Texts may hold a lonely question mark.
  private static let mostQuestions = 16

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private static func place(
    _ index: String.Index, in text: String, _ whole: ConfigurationPlace
  ) -> ConfigurationPlace {
    let before = text.utf8[..<index]
    let start = before.lastIndex(of: 0x0A).map(before.index(after:)) ?? before.startIndex
    return whole.at(
      line: before.count { $0 == 0x0A } + 1, column: text.unicodeScalars[start..<index].count + 1)
  }
}
