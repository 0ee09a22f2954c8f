import Messages

extension SettingFormat<Int> {
  /// A whole number in a range.
  package static func integer(in range: ClosedRange<Int>) -> SettingFormat {
    SettingFormat(
      allowed: ConfigurationNode.wholeNumbers(range),
      read: { node, name throws(ConfigurationError) in try node.integer(name, in: range) },
      write: { String($0) })
  }
}

extension SettingFormat<UInt64> {
  /// A whole number from 0 to 2⁶⁴ − 1.
  package static var unsigned: SettingFormat {
    SettingFormat(
      allowed: "a whole number from 0 to \(UInt64.max)",
      read: { node, name throws(ConfigurationError) in try node.unsigned(name) }, write: { String($0) })
  }
}

extension SettingFormat<Double> {
  /// A finite number that satisfies `holds`; `allowed` says which do.
  package static func number(
    _ allowed: String, where holds: @escaping @Sendable (Double) -> Bool
  ) -> SettingFormat {
    SettingFormat(
      allowed: allowed,
      read: { node, name throws(ConfigurationError) in try node.number(name, allowed: allowed, where: holds)
      },
      write: { DecimalText.text($0) })
  }

  /// A finite number above 0.
  package static var positive: SettingFormat { number("a finite number > 0") { $0 > 0 } }

  /// A finite number that is 0 or above.
  package static var notNegative: SettingFormat { number("a finite number >= 0") { $0 >= 0 } }

  /// A probability or a decay: 0 is allowed, 1 is not.
  package static var share: SettingFormat { number("a number in [0, 1)") { $0 >= 0 && $0 < 1 } }
}

extension SettingFormat<Bool> {
  /// `true` or `false`.
  package static var boolean: SettingFormat {
    SettingFormat(
      allowed: "true or false",
      read: { node, name throws(ConfigurationError) in try node.boolean(name) }, write: { String($0) })
  }
}

extension SettingFormat where Value: RawRepresentable<String> & Sendable {
  /// One of these words.
  package static func word(of words: [Value]) -> SettingFormat {
    SettingFormat(
      allowed: words.map(\.rawValue).joined(separator: ", "),
      read: { node, name throws(ConfigurationError) in try node.word(name, of: words) },
      write: { $0.rawValue })
  }
}

extension SettingFormat where Value: RawRepresentable<String> & CaseIterable & Sendable {
  /// One of all words of the type.
  package static var word: SettingFormat { word(of: Array(Value.allCases)) }
}

extension SettingFormat<String> {
  /// A name that can be in identifiers and file names.
  package static var identifier: SettingFormat {
    SettingFormat(
      allowed: ConfigurationNode.identifiers,
      read: { node, name throws(ConfigurationError) in try node.identifier(name) },
      write: { YAMLText.text($0) })
  }

  /// A title: printable text of 1 to 200 characters.
  package static var title: SettingFormat {
    SettingFormat(
      allowed: ConfigurationNode.titles,
      read: { node, name throws(ConfigurationError) in try node.title(name) },
      write: { YAMLText.text($0) })
  }

  /// Text that satisfies `holds`; `allowed` says which does.
  package static func text(
    _ allowed: String, where holds: @escaping @Sendable (String) -> Bool
  ) -> SettingFormat {
    SettingFormat(
      allowed: allowed,
      read: { node, name throws(ConfigurationError) in
        let text = try node.text(name, allowed: allowed)
        guard holds(text) else { throw node.wrong(name, allowed: allowed) }
        return text
      },
      write: { YAMLText.quoted($0) })
  }
}

extension SettingFormat {
  /// A path, given to `make` as it was written with the directory to which it is relative, and written as `path`.
  package static func path(
    make: @escaping @Sendable (_ written: String, _ directory: String) -> Value,
    path: @escaping @Sendable (Value) -> String
  ) -> SettingFormat {
    SettingFormat(
      allowed: "a path",
      read: { node, name throws(ConfigurationError) in
        let written = try node.text(name, allowed: "a path")
        guard !written.unicodeScalars.contains(where: \.isControl) else {
          throw node.wrong(name, allowed: "a path without control characters")
        }
        return make(written, node.directory)
      },
      write: { YAMLText.quoted(path($0)) })
  }
}
