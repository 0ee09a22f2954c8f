import Messages

/// A part of a configuration before its meaning is known: text, a list or a mapping, with the place where it is.
package struct ConfigurationNode: Sendable {
  /// What is there.
  package indirect enum Content: Sendable {
    /// A scalar. `plain` is false for quoted text, which is never a number.
    case text(String, plain: Bool)
    case list([ConfigurationNode])
    case mapping([Entry])
  }

  /// One key of a mapping.
  package struct Entry: Sendable {
    package var key: String
    package var keyPlace: ConfigurationPlace
    package var value: ConfigurationNode
  }

  package var content: Content
  package var place: ConfigurationPlace
  /// The directory to which relative paths in this part refer.
  package var directory: String

  /// A part of a configuration.
  package init(content: Content, place: ConfigurationPlace, directory: String) {
    (self.content, self.place, self.directory) = (content, place, directory)
  }

  /// What was found, for a message.
  var found: String {
    switch content {
    case .list: return "a list"
    case .mapping: return "a mapping"
    case .text(let text, plain: false): return "the quoted text \(text.quotedForMessage)"
    case .text(let text, plain: true):
      if isNothing { return "nothing" }
      return switch DecimalText.reading(text) {
      case .wholeNumber, .decimal, .notFinite: "the number \(text.prefix(60))"
      case .other: text.quotedForMessage
      }
    }
  }

  /// Whether the part is empty: `key:` without a value, `~` or `null`.
  package var isNothing: Bool {
    guard case .text(let text, plain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// The error that this part is not what is allowed under the name `name`.
  package func wrong(_ name: String, allowed: String) -> ConfigurationError {
    ConfigurationError(place, "\(name): found \(found); allowed: \(allowed)")
  }
}

extension ConfigurationNode {
  /// The text of a scalar, quoted or not; never empty.
  package func text(_ name: String, allowed: String = "text") throws(ConfigurationError) -> String {
    guard case .text(let text, _) = content, !isNothing, !text.isEmpty else {
      throw wrong(name, allowed: allowed)
    }
    return text
  }

  /// A whole number in `range`, written as a plain decimal number.
  package func integer(_ name: String, in range: ClosedRange<Int>) throws(ConfigurationError) -> Int {
    guard case .text(let text, plain: true) = content, DecimalText.reading(text) == .wholeNumber,
      let number = Int(text), range.contains(number)
    else {
      throw wrong(name, allowed: Self.wholeNumbers(range))
    }
    return number
  }

  /// What is allowed where whole numbers of a range are.
  static func wholeNumbers(_ range: ClosedRange<Int>) -> String {
    range.count == 1
      ? "\(range.lowerBound)" : "a whole number from \(range.lowerBound) to \(range.upperBound)"
  }

  /// A whole number from 0 to 2⁶⁴ − 1.
  package func unsigned(_ name: String) throws(ConfigurationError) -> UInt64 {
    guard case .text(let text, plain: true) = content, DecimalText.reading(text) == .wholeNumber,
      let number = UInt64(text)
    else { throw wrong(name, allowed: "a whole number from 0 to \(UInt64.max)") }
    return number
  }

  /// A finite number that satisfies `holds`, written as a plain decimal number.
  package func number(
    _ name: String, allowed: String, where holds: (Double) -> Bool
  ) throws(ConfigurationError) -> Double {
    guard case .text(let text, plain: true) = content, let number = DecimalText.value(text), number.isFinite,
      holds(number)
    else { throw wrong(name, allowed: allowed) }
    // Minus zero would be a second spelling of the same setting.
    return number == 0 ? 0 : number
  }

  /// `true` or `false`.
  package func boolean(_ name: String) throws(ConfigurationError) -> Bool {
    switch content {
    case .text("true", plain: true): return true
    case .text("false", plain: true): return false
    default: throw wrong(name, allowed: "true or false")
    }
  }

  /// The values of a list of at least one; what is no list stands for a list of one.
  func elements(_ name: String) throws(ConfigurationError) -> [ConfigurationNode] {
    guard case .list(let nodes) = content else { return [self] }
    guard !nodes.isEmpty else {
      throw ConfigurationError(place, "\(name): found an empty list; allowed: at least one value")
    }
    guard nodes.count <= Self.longestAxis else {
      throw ConfigurationError(
        place, "\(name): found a list of \(nodes.count) values; allowed: at most \(Self.longestAxis)")
    }
    return nodes
  }

  /// The most values that an axis may hold.
  static let longestAxis = 1000
}
