import CrossModal
import Settings

extension LossAxis {
  /// Reads `losses`: a list of names, or of mappings from a name to its options.
  static func list(_ node: ConfigurationNode?) throws(ConfigurationError) -> [LossAxis] {
    guard let node else { return [.meanSquaredError, .cosine(.sum), .paperMaxMargin] }
    let axes = try node.axis("losses") { one throws(ConfigurationError) in Located(try LossAxis(one), one) }
    var names = Set<LossName>()
    for located in axes where !names.insert(located.axis.name).inserted {
      throw ConfigurationError(
        located.place, "losses: '\(located.axis.name.rawValue)' stands twice; allowed: each loss once")
    }
    return axes.map(\.axis)
  }

  private init(_ node: ConfigurationNode) throws(ConfigurationError) {
    let (name, options) = try node.choice("losses", of: LossName.allCases)
    switch name {
    case .mse:
      if let options { _ = try ConfigurationMapping(options, name: "losses.mse", allowed: []) }
      self = .meanSquaredError
    case .cosine:
      guard let options else {
        self = .cosine(.sum)
        return
      }
      let mapping = try ConfigurationMapping(options, name: "losses.cosine", allowed: ["reduction"])
      self = .cosine(
        try mapping.value("reduction", default: .sum) { node, name throws(ConfigurationError) in
          try node.word(name, of: Loss.CosineReduction.allCases)
        })
    case .maxMargin:
      guard let options else {
        self = .paperMaxMargin
        return
      }
      self = try Self.maxMargin(options)
    }
  }

  private static func maxMargin(_ options: ConfigurationNode) throws(ConfigurationError) -> LossAxis {
    let mapping = try ConfigurationMapping(
      options, name: "losses.max-margin", allowed: ["margin", "negative-side", "negative", "distance"])
    let margins = try mapping.value("margin", default: [1, 2.5, 5, 7.5, 10]) {
      node, name throws(ConfigurationError) in
      try node.axis(name) { one throws(ConfigurationError) in
        try one.number(name, allowed: "a finite number > 0") { $0 > 0 }
      }
    }
    let side = try mapping.value("negative-side", default: .input) { node, name throws(ConfigurationError) in
      try node.word(name, of: Loss.NegativeSide.allCases)
    }
    let negative = try mapping.value("negative", default: .random) { node, name throws(ConfigurationError) in
      try node.word(name, of: Loss.Negative.allCases)
    }
    let distance = try mapping.value("distance", default: .euclidean) {
      node, name throws(ConfigurationError) in
      try node.word(name, of: Loss.Distance.allCases)
    }
    return .maxMargin(margins: margins, negativeSide: side, negative: negative, distance: distance)
  }

  /// A loss with its place. Places differ, so the search for duplicates is left to the names.
  private struct Located: Hashable {
    let axis: LossAxis
    let place: ConfigurationPlace

    init(_ axis: LossAxis, _ node: ConfigurationNode) { (self.axis, place) = (axis, node.place) }
  }
}

extension ConfigurationNode {
  /// A word alone, or a mapping of one word to its options: `rmsprop`, `{rmsprop: {rho: 0.9}}`.
  func choice<Word: RawRepresentable<String>>(
    _ name: String, of words: [Word]
  ) throws(ConfigurationError) -> (word: Word, options: ConfigurationNode?) {
    guard case .mapping(let entries) = content else { return (try word(name, of: words), nil) }
    let allowed = words.map(\.rawValue).joined(separator: ", ")
    guard let entry = entries.first, entries.count == 1 else {
      throw ConfigurationError(
        place, "\(name): found a mapping of \(entries.count) keys; allowed: one of \(allowed)")
    }
    let key = ConfigurationNode(
      content: .text(entry.key, plain: true), place: entry.keyPlace, directory: directory)
    return (try key.word(name, of: words), entry.value)
  }
}
