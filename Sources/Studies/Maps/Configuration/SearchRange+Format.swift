import CrossModal
import Settings

extension SettingFormat<SearchRange> {
  /// A range of numbers: `[low, high]`, or `{log: [low, high]}` for one whose logarithm is uniform. Both ends are of the
  /// format `end`.
  static func range(of end: SettingFormat<Double>) -> SettingFormat {
    SettingFormat(
      allowed: "two ends [low, high] or {log: [low, high]}, each \(end.allowed)",
      read: { node, name throws(ConfigurationError) in
        let (word, ends) = try node.scale(name, words: ["log"], plain: "linear")
        return try range(ends, name, of: end, isLogarithmic: word == "log", isWhole: false)
      }, write: written)
  }

  /// A range of whole numbers: `{int: [low, high]}` or `[low, high]`, or `{log-int: [low, high]}` for one whose logarithm is
  /// uniform.
  static func wholeRange(in allowed: ClosedRange<Int>) -> SettingFormat {
    let end = SettingFormat<Int>.integer(in: allowed)
    let number = SettingFormat<Double>(
      allowed: end.allowed,
      read: { node, name throws(ConfigurationError) in Double(try end.read(node, name, nil)) },
      write: { DecimalText.text($0) })
    return SettingFormat(
      allowed: "two ends {int: [low, high]} or {log-int: [low, high]}, each \(end.allowed)",
      read: { node, name throws(ConfigurationError) in
        let (word, ends) = try node.scale(name, words: ["int", "log-int"], plain: "int")
        return try range(ends, name, of: number, isLogarithmic: word == "log-int", isWhole: true)
      }, write: written)
  }

  private static func range(
    _ node: ConfigurationNode, _ name: String, of end: SettingFormat<Double>, isLogarithmic: Bool,
    isWhole: Bool
  ) throws(ConfigurationError) -> SearchRange {
    guard case .list(let ends) = node.content, ends.count == 2 else {
      throw node.wrong(name, allowed: "two ends [low, high], each \(end.allowed)")
    }
    let low = try end.read(ends[0], name, nil)
    guard !isLogarithmic || low > 0 else {
      throw ends[0].wrong(name, allowed: "a number > 0, since its logarithm is taken")
    }
    let high = try end.read(ends[1], name, nil)
    guard low < high else {
      throw ConfigurationError(
        node.place,
        "\(name): found the range from \(DecimalText.text(low)) to \(DecimalText.text(high)); allowed: low < high"
      )
    }
    return SearchRange(low, high, isLogarithmic: isLogarithmic, isWhole: isWhole)
  }

  private static let written: @Sendable (SearchRange) -> String = { range in
    let ends = "[\(DecimalText.text(range.low)), \(DecimalText.text(range.high))]"
    return switch (range.isWhole, range.isLogarithmic) {
    case (true, true): "{log-int: \(ends)}"
    case (true, false): "{int: \(ends)}"
    case (false, true): "{log: \(ends)}"
    case (false, false): ends
    }
  }
}

extension ConfigurationNode {
  // The word of a mapping to the ends, or `plain` where the ends are alone.
  fileprivate func scale(
    _ name: String, words: [String], plain: String
  ) throws(ConfigurationError) -> (word: String, ends: ConfigurationNode) {
    guard case .mapping(let entries) = content else { return (plain, self) }
    _ = try ConfigurationMapping(self, name: name, allowed: words)
    guard entries.count == 1 else {
      throw ConfigurationError(
        place,
        "\(name): found a mapping of \(entries.count) keys; allowed: \(words.map { "{\($0): [low, high]}" }.joined(separator: " or "))"
      )
    }
    return (entries[0].key, entries[0].value)
  }
}
