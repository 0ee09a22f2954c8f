import Settings

extension ConfigurationNode {
  /// The column of a file that stands here: a number from 1, or a name, which a quoted text always is.
  /// - Parameter allowed: what may stand here, for the error.
  func column<Column>(
    _ name: String, allowed: String, number: (Int) -> Column, named: (String) -> Column
  ) throws(ConfigurationError) -> Column {
    guard case .text(let text, plain: let isPlain) = content, !isNothing, !text.isEmpty else {
      throw wrong(name, allowed: allowed)
    }
    guard isPlain, DecimalText.reading(text) != .other else { return named(text) }
    return number(try integer(name, in: 1...1_000_000))
  }
}
