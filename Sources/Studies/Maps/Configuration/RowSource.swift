import Settings
import VectorFiles

/// The file or files that hold the rows of one side.
package enum RowSource: Hashable, Sendable {
  /// One file; folds are cut out of it.
  case whole(InputFile)
  /// Training and test rows in two files.
  case split(train: InputFile, test: InputFile)
  /// One file of which these rows are the training rows and all others, in their order, the test rows.
  case divided(InputFile, trainingRows: RowRanges)

  /// The files: one, or training and test.
  package var files: [InputFile] {
    switch self {
    case .whole(let file), .divided(let file, _): [file]
    case .split(let train, let test): [train, test]
    }
  }

  /// The training rows of one file, as they were given; nil for other sources.
  var trainingRows: String? {
    if case .divided(_, let rows) = self { rows.text } else { nil }
  }

  /// Whether training and test rows are told apart.
  package var isSplit: Bool {
    if case .whole = self { false } else { true }
  }
}

/// The keys of a source as they are given; which of them go together is checked when a source is made of them.
struct RowSourceParts: Hashable, Sendable {
  var file: InputFile?
  var train: InputFile?
  var test: InputFile?
  var trainRows: RowRanges?

  /// Nothing given.
  init() {}

  /// The keys that give a source.
  init(_ source: RowSource) {
    switch source {
    case .whole(let file): self.file = file
    case .divided(let file, let rows): (self.file, trainRows) = (file, rows)
    case .split(let train, let test): (self.train, self.test) = (train, test)
    }
  }

  static let keys: [SettingKey<RowSourceParts>] = [
    SettingKey(
      "file", \.file, .file, effect: .nothing, default: "without it, train and test",
      "The file with all rows, in any format that is read"),
    SettingKey("train", \.train, .file, effect: .nothing, "The file with the training rows"),
    SettingKey("test", \.test, .file, effect: .nothing, "The file with the test rows"),
    SettingKey(
      "train-rows", \.trainRows, .rows, effect: .anotherStudy(because: "other rows would be trained on"),
      "The rows of 'file' that are training rows; all others are the test rows"),
  ]

  /// The source: `file`, with `train-rows` or without, or `train` and `test`.
  func source(_ mapping: ConfigurationMapping) throws(ConfigurationError) -> RowSource {
    if let file {
      for key in ["train", "test"] {
        guard let other = mapping[key] else { continue }
        throw ConfigurationError(
          other.place,
          "\(mapping.path(key)): found together with 'file'; allowed: either file, or train and test")
      }
      return trainRows.map { .divided(file, trainingRows: $0) } ?? .whole(file)
    }
    if let rows = mapping["train-rows"] {
      throw ConfigurationError(
        rows.place, "\(mapping.path("train-rows")): found without 'file'; allowed: rows of one file")
    }
    guard train != nil || test != nil else {
      throw ConfigurationError(
        mapping.place, "missing key 'file', or 'train' and 'test', in \(mapping.name)")
    }
    guard let train, let test else {
      throw ConfigurationError(
        mapping.place, "missing key '\(train == nil ? "train" : "test")' in \(mapping.name)")
    }
    return .split(train: train, test: test)
  }
}

extension SettingFormat<RowRanges> {
  /// Rows of a file, from 1: `1-2173`.
  static var rows: SettingFormat {
    let allowed = "rows from 1, as 1-2173 or '1-100,150'"
    return SettingFormat(
      allowed: allowed,
      read: { node, name throws(ConfigurationError) in
        guard case .text(let text, _) = node.content, let rows = RowRanges(text) else {
          throw node.wrong(name, allowed: allowed)
        }
        return rows
      },
      write: { YAMLText.quoted($0.text) })
  }
}
