/// A setting as it is written: YAML that knows which of its parts are on lines of their own.
package indirect enum SettingTree: Hashable, Sendable {
  /// A number, a word or a quoted text, as it is in YAML.
  case scalar(String)
  /// Values in their order; a block has one on every line.
  case list([SettingTree], isBlock: Bool)
  /// Keys in their order; a block has one on every line, and so has every mapping that holds a block.
  case mapping([Entry], isBlock: Bool)

  /// A key of a mapping, as it is in YAML, and its value.
  package struct Entry: Hashable, Sendable {
    let key: String
    let value: SettingTree
  }

  /// Everything on one line.
  package var line: String {
    switch self {
    case .scalar(let text): text
    case .list(let values, _): "[\(values.map(\.line).joined(separator: ", "))]"
    case .mapping(let entries, _): "{\(entries.map(\.line).joined(separator: ", "))}"
    }
  }

  /// One line a value of the blocks, two spaces a level.
  package var lines: [String] {
    switch self {
    case .mapping(let entries, _) where isBlock: entries.flatMap(\.lines)
    case .list(let values, _) where isBlock:
      values.map { value in
        if case .mapping(let entries, _) = value, entries.count == 1 { return "- \(entries[0].line)" }
        return "- \(value.line)"
      }
    case .scalar, .list, .mapping: [line]
    }
  }

  fileprivate var isBlock: Bool {
    switch self {
    case .scalar: false
    case .list(let values, let isBlock): isBlock && !values.isEmpty
    case .mapping(let entries, let isBlock):
      !entries.isEmpty && (isBlock || entries.contains { $0.value.isBlock })
    }
  }
}

extension SettingTree.Entry {
  fileprivate var line: String { "\(key): \(value.line)" }

  fileprivate var lines: [String] {
    value.isBlock ? ["\(key):"] + value.lines.map { "  " + $0 } : [line]
  }
}
