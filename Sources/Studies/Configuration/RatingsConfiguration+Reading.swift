import CrossModal
import Dense
import Settings
import VectorFiles

extension RatingsConfiguration {
  /// The most rows that may be measured.
  static let mostRows = 100_000
  private enum Kind: String, CaseIterable { case ratings }

  /// The meaning of a tree; strict.
  package init(_ tree: ConfigurationNode) throws(ConfigurationError) {
    let top = try ConfigurationMapping(
      tree, name: "",
      allowed: [
        "version", "kind", "name", "seed", "vectors", "ratings", "models", "maps", "bootstrap", "lower-case",
      ])
    _ = try top.required("version").integer(
      "version", in: StudyConfiguration.version...StudyConfiguration.version)
    _ = try top.required("kind").word("kind", of: Kind.allCases)
    let vectors = try top.required("vectors").named("vectors") {
      name, node throws(ConfigurationError) -> Vectors in
      let path = "vectors.\(name)"
      let mapping = try ConfigurationMapping(node, name: path, allowed: ["file", "words", "encoding"])
      return Vectors(
        name: name, file: try mapping.required("file").file("\(path).file"),
        words: try mapping["words"].map { node throws(ConfigurationError) in try node.file("\(path).words") },
        encoding: try mapping["encoding"]?.word("\(path).encoding", of: WordEncoding.allCases) ?? .utf8)
    }
    let ratings = try top.required("ratings").named("ratings") {
      name, node throws(ConfigurationError) -> Ratings in
      let mapping = try ConfigurationMapping(node, name: "ratings.\(name)", allowed: ["file"])
      return Ratings(name: name, file: try mapping.required("file").file("ratings.\(name).file"))
    }
    self.init(name: try top.required("name").title("name"), vectors: vectors, ratings: ratings)
    seed = try top["seed"]?.unsigned("seed") ?? seed
    models = try top.value("models", default: models) { node, name throws(ConfigurationError) in
      try node.axis(name) { one throws(ConfigurationError) in try one.word(name, of: [ModelFamily.lin, .nn]) }
    }
    bootstrap = try top["bootstrap"]?.integer("bootstrap", in: 0...1_000_000) ?? bootstrap
    lowercases = try top["lower-case"]?.boolean("lower-case") ?? lowercases
    if let maps = top["maps"] { try readMaps(maps) }
    let count =
      Double(vectors.count) * Double(initializers.count) * Double(outputs.count)
      * Double(1 + activations.count * hiddenUnits.count)
    guard count <= Double(Self.mostRows) else {
      throw ConfigurationError(
        (top["maps"] ?? tree).place,
        "maps: \(DecimalText.text(count)) kinds of maps and vectors; allowed: at most \(Self.mostRows)")
    }
  }

  private mutating func readMaps(_ node: ConfigurationNode) throws(ConfigurationError) {
    let mapping = try ConfigurationMapping(
      node, name: "maps", allowed: ["initializer", "activation", "hidden-units", "outputs", "draws"])
    func sizes(_ key: String, _ fallback: [Int]) throws(ConfigurationError) -> [Int] {
      try mapping.value(key, default: fallback) { node, name throws(ConfigurationError) in
        try node.axis(name) { one throws(ConfigurationError) in try one.integer(name, in: 1...65_536) }
      }
    }
    initializers = try mapping.value("initializer", default: initializers) {
      node, name throws(ConfigurationError) in
      try node.axis(name) { one throws(ConfigurationError) in try Initializer(one, name: name) }
    }
    activations = try mapping.value("activation", default: activations) {
      node, name throws(ConfigurationError) in
      try node.axis(name) { one throws(ConfigurationError) in
        try one.word(name, of: [Activation.relu, .sigmoid, .tanh])
      }
    }
    hiddenUnits = try sizes("hidden-units", hiddenUnits)
    outputs = try sizes("outputs", outputs)
    draws = try mapping["draws"]?.integer("maps.draws", in: 1...10_000) ?? draws
  }
}

extension Initializer {
  private enum Name: String, CaseIterable {
    case glorotUniform = "glorot-uniform"
    case uniform, normal
  }

  /// Reads an initializer: a name, or a mapping of a name to its scale.
  fileprivate init(_ node: ConfigurationNode, name: String) throws(ConfigurationError) {
    let (word, options) = try node.choice(name, of: Name.allCases)
    let path = "\(name).\(word.rawValue)"
    let mapping = try options.map { options throws(ConfigurationError) in
      try ConfigurationMapping(options, name: path, allowed: word == .glorotUniform ? [] : ["scale"])
    }
    let scale = try mapping?["scale"]?.number("\(path).scale", allowed: "a finite number > 0") { $0 > 0 } ?? 1
    switch word {
    case .glorotUniform: self = .glorotUniform
    case .uniform: self = .uniform(scale: scale)
    case .normal: self = .normal(scale: scale)
    }
  }
}

extension ConfigurationNode {
  /// A mapping from names to values, at least one, in their order.
  fileprivate func named<Value>(
    _ name: String, _ read: (String, ConfigurationNode) throws(ConfigurationError) -> Value
  ) throws(ConfigurationError) -> [Value] {
    guard case .mapping(let entries) = content, !entries.isEmpty, entries.count <= Self.longestAxis else {
      throw wrong(
        name, allowed: "a mapping of 1 to \(Self.longestAxis) names to files, as in {word2vec: {file: v.bin}}"
      )
    }
    var values: [Value] = []
    for entry in entries {
      let key = ConfigurationNode(
        content: .text(entry.key, plain: false), place: entry.keyPlace, directory: directory)
      values.append(try read(try key.identifier(name), entry.value))
    }
    return values
  }
}
