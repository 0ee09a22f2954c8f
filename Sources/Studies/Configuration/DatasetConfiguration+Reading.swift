import CrossModal
import Messages
import Settings
import VectorFiles

extension DatasetConfiguration {
  /// Reads `dataset`.
  init(_ node: ConfigurationNode) throws(ConfigurationError) {
    let mapping = try ConfigurationMapping(
      node, name: "dataset", allowed: ["name", "image", "text", "labels"])
    let name = try mapping.required("name").identifier("dataset.name")
    let image = try Self.featureSets(mapping.required("image"), "dataset.image")
    let text = try Self.featureSets(mapping.required("text"), "dataset.text")
    let isSplit = image.first?.set.source.isSplit ?? false
    for (set, node) in image + text where set.source.isSplit != isSplit {
      throw ConfigurationError(node.place, Self.mixed("feature set '\(set.name)'", isSplit: isSplit))
    }
    var labels: LabelSource?
    if let node = mapping["labels"] {
      let source = try LabelSource(node)
      guard source.source.isSplit == isSplit else {
        throw ConfigurationError(node.place, Self.mixed("dataset.labels", isSplit: isSplit))
      }
      labels = source
    }
    for (set, node) in text where set.encoder != nil && labels == nil {
      throw ConfigurationError(
        node.place,
        "feature set '\(set.name)': an encoder learns from labels; missing key 'labels' in dataset")
    }
    self.init(name: name, image: image.map(\.set), text: text.map(\.set), labels: labels)
  }

  private static func mixed(_ what: String, isSplit: Bool) -> String {
    let (found, allowed) =
      isSplit
      ? ("rows without a split", "train and test files, or one file with train-rows")
      : ("training and test rows", "one file")
    return "\(what): found \(found); allowed: \(allowed), as for the first feature set"
  }

  private static func featureSets(
    _ node: ConfigurationNode, _ name: String
  ) throws(ConfigurationError) -> [(set: FeatureSet, node: ConfigurationNode)] {
    guard case .mapping(let entries) = node.content else {
      throw node.wrong(name, allowed: "a mapping from names to files, as in {vgg128: {file: images.npy}}")
    }
    guard !entries.isEmpty else {
      throw ConfigurationError(node.place, "\(name): found no feature set; allowed: at least one")
    }
    guard entries.count <= ConfigurationNode.longestAxis else {
      throw ConfigurationError(
        node.place,
        "\(name): found \(entries.count) feature sets; allowed: at most \(ConfigurationNode.longestAxis)")
    }
    var sets = [(set: FeatureSet, node: ConfigurationNode)]()
    for entry in entries {
      let key = ConfigurationNode(
        content: .text(entry.key, plain: false), place: entry.keyPlace, directory: node.directory)
      let setName = try key.identifier(name)
      let mapping = try ConfigurationMapping(
        entry.value, name: "\(name).\(setName)",
        allowed: RowSource.keys + (name == "dataset.text" ? ["encoder"] : []))
      let encoder = try mapping["encoder"].map { node throws(ConfigurationError) in
        try EncoderConfiguration(node, name: mapping.path("encoder"))
      }
      sets.append((FeatureSet(name: setName, source: try RowSource(mapping), encoder: encoder), entry.value))
    }
    return sets
  }
}

extension LabelSource {
  /// Reads `dataset.labels`.
  init(_ node: ConfigurationNode) throws(ConfigurationError) {
    let mapping = try ConfigurationMapping(
      node, name: "dataset.labels", allowed: RowSource.keys + ["column"])
    let column = try mapping.value("column", default: 1) { node, name throws(ConfigurationError) in
      try node.integer(name, in: 1...1_000_000)
    }
    self.init(source: try RowSource(mapping), column: column)
  }
}

extension RowSource {
  /// The keys of a source.
  static let keys = ["file", "train", "test", "train-rows"]

  /// Reads `file`, with `train-rows` or without, or `train` and `test`.
  init(_ mapping: ConfigurationMapping) throws(ConfigurationError) {
    if let file = mapping["file"] {
      for key in ["train", "test"] {
        guard let other = mapping[key] else { continue }
        throw ConfigurationError(
          other.place, "\(mapping.path(key)): found beside 'file'; allowed: either file, or train and test")
      }
      let file = try file.file(mapping.path("file"))
      self =
        try mapping["train-rows"].map { node throws(ConfigurationError) in
          RowSource.divided(file, trainingRows: try node.rows(mapping.path("train-rows")))
        } ?? .whole(file)
      return
    }
    if let rows = mapping["train-rows"] {
      throw ConfigurationError(
        rows.place, "\(mapping.path("train-rows")): found without 'file'; allowed: rows of one file")
    }
    guard mapping.has("train") || mapping.has("test") else {
      throw ConfigurationError(mapping.place, "missing key 'file', or 'train' and 'test', in \(mapping.name)")
    }
    let train = try mapping.required("train").file(mapping.path("train"))
    let test = try mapping.required("test").file(mapping.path("test"))
    self = .split(train: train, test: test)
  }
}

extension ConfigurationNode {
  /// A path, relative to this node's directory.
  func file(_ name: String) throws(ConfigurationError) -> InputFile {
    let path = try text(name, allowed: "a path")
    guard !path.unicodeScalars.contains(where: \.isControl) else {
      throw wrong(name, allowed: "a path without control characters")
    }
    return InputFile(path, relativeTo: directory)
  }

  /// Rows of a file, from 1: `1-2173`.
  func rows(_ name: String) throws(ConfigurationError) -> RowRanges {
    guard case .text(let text, _) = content, let rows = RowRanges(text) else {
      throw wrong(name, allowed: "rows from 1, as 1-2173 or '1-100,150'")
    }
    return rows
  }

  /// A name that can stand in identifiers and file names: letters, digits, `.`, `_`, `-`, at most 64, a letter or digit
  /// first.
  func identifier(_ name: String) throws(ConfigurationError) -> String {
    let allowed =
      "a name of 1 to 64 letters, digits, '.', '_' and '-' (A-Z, a-z, 0-9), a letter or digit first"
    guard case .text(let text, _) = content, !isNothing else { throw wrong(name, allowed: allowed) }
    let isName =
      (1...64).contains(text.utf8.count) && text.utf8.first?.isLetterOrDigit == true
      && text.utf8.allSatisfy { $0.isLetterOrDigit || [UInt8(ascii: "."), 0x5F, 0x2D].contains($0) }
    guard isName else { throw wrong(name, allowed: allowed) }
    return text
  }

  /// A title: printable text of 1 to 200 characters.
  func title(_ name: String) throws(ConfigurationError) -> String {
    let text = try text(name, allowed: "printable text of 1 to 200 characters")
    guard text.count <= 200, !text.unicodeScalars.contains(where: \.isControl),
      text.contains(where: { !$0.isWhitespace })
    else { throw wrong(name, allowed: "printable text of 1 to 200 characters") }
    return text
  }
}

extension UInt8 {
  /// Whether the byte is an ASCII letter or digit.
  fileprivate var isLetterOrDigit: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}
