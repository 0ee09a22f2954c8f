import Yams

/// How much a YAML text becomes once its aliases are followed, found out without following them: a few lines can stand for
/// more values than there is memory for; as keys the library would even compare all of them.
///
/// Every `*` first becomes a letter, so that aliases are words, and the tree is no larger than the text. In it the values
/// that anchors and aliases stand for are counted.
struct ConfigurationAliases {
  // Stands for `*`: one scalar, so that marks stay right, that no indicator of YAML is.
  private static let letter: Unicode.Scalar = "\u{E000}"

  private let whole: ConfigurationPlace
  private var sizes: [String: Size] = [:]

  /// How many values a part holds, and how deep.
  private struct Size {
    var values = 1
    var levels = 1
  }

  /// Refuses a text whose aliases stand for too much, or for a key that is no text. O(text).
  static func check(_ text: String, whole: ConfigurationPlace) throws(ConfigurationError) {
    guard text.utf8.contains(UInt8(ascii: "*")) else { return }
    let words = String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0 == "*" ? letter : $0 }))
    let parser: Parser
    let node: Node?
    do {
      parser = try Parser(
        yaml: ConfigurationParser.lengthened(words), resolver: .basic, constructor: .default, encoding: .utf8)
      node = try parser.singleRoot()
    } catch {
      let error = ConfigurationParser.syntaxError(error, text: words, whole: whole)
      throw ConfigurationError(error.place, error.message.replacing(String(letter), with: "*"))
    }
    guard let node else { return }
    // The nodes do not keep the names of their anchors: the parser does.
    defer { withExtendedLifetime(parser) {} }
    var aliases = ConfigurationAliases(whole: whole)
    _ = try aliases.size(node, level: 1)
  }

  private init(whole: ConfigurationPlace) { self.whole = whole }

  private mutating func size(_ node: Node, level: Int) throws(ConfigurationError) -> Size {
    let place = ConfigurationParser.place(node, in: whole)
    try ConfigurationParser.checkLevel(level, place)
    var size = Size()
    switch node {
    case .scalar(let scalar): if scalar.style == .plain { size = aliased(scalar.string) }
    case .sequence(let sequence):
      for element in sequence { add(try self.size(element, level: level + 1), to: &size) }
    case .mapping(let mapping):
      for (key, value) in mapping {
        guard try self.size(key, level: level + 1).values == 1 else {
          throw ConfigurationParser.keyError(ConfigurationParser.place(key, in: whole))
        }
        add(try self.size(value, level: level + 1), to: &size)
      }
    case .alias: break
    }
    try ConfigurationParser.checkLevel(level + size.levels - 1, place)
    try ConfigurationParser.checkCount(size.values, place)
    if let anchor = node.anchor { sizes[anchor.rawValue] = size }
    return size
  }

  // Between brackets an alias may touch the next one, as in `{*a:*b}`, which makes one word of both.
  private func aliased(_ word: String) -> Size {
    var size = Size()
    for part in word.unicodeScalars.split(separator: Self.letter, omittingEmptySubsequences: false)
      .dropFirst()
    {
      let name = part.prefix {
        $0.isASCII && ($0.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains($0))
      }
      guard let found = sizes[String(String.UnicodeScalarView(name))] else { continue }
      size.values += found.values - 1
      size.levels = max(size.levels, found.levels)
    }
    return size
  }

  private func add(_ part: Size, to size: inout Size) {
    size.values += part.values
    size.levels = max(size.levels, part.levels + 1)
  }
}
