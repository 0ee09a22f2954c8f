import Settings

@testable import Studies

/// A key of a configuration as the manual has it, to be set in a configuration in which it may stand.
struct DeclaredKey {
  /// What the manual says of it.
  let entry: ManualEntry
  /// What a change of it means; an option means what its key means.
  let effect: SettingEffect
  /// The path under which a change is reported, with names in it.
  let comparedPath: String

  /// What came of another value.
  struct Change {
    var conflict: SettingConflict?
    var differences: [SettingDifference]
  }

  private enum Kind { case maps, ratings, comparison }

  private let kind: Kind
  // The overrides that make the value without the key, and with it.
  private let start: [String]
  private let setting: (String) -> String

  /// The keys of maps with those of encoders and of the cluster.
  static var maps: [DeclaredKey] { keys(StudyConfiguration.format.manual, kind: .maps) }
  /// The keys of ratings.
  static var ratings: [DeclaredKey] { keys(RatingsConfiguration.format.manual, kind: .ratings) }
  /// The keys of comparisons.
  static var comparison: [DeclaredKey] { keys(ComparisonConfiguration.format.manual, kind: .comparison) }

  /// Whether a configuration with this value equals the one without the key.
  func isUnchanged(by text: String) throws -> Bool {
    for base in bases {
      if let change = try? outcome(base, text) { return !change.isOther }
    }
    return false
  }

  /// What comes of the first value that is allowed and is another.
  func change() -> Change? {
    let words = entry.allowed.prefix { $0 != ";" }.split(separator: ", ").map(String.init)
    for base in bases {
      for text in words + [
        "7", "30", "0.5", "true", "false", "x", "1-2", "{x: {file: y}}", "--x", "[2, 3]", "[0.25, 0.5]",
      ] {
        if let outcome = try? outcome(base, text), outcome.isOther { return outcome.change }
      }
    }
    return nil
  }

  private func outcome(_ base: String, _ text: String) throws -> (isOther: Bool, change: Change) {
    switch kind {
    case .maps: try outcome(StudyConfiguration.self, base, text)
    case .ratings: try outcome(RatingsConfiguration.self, base, text)
    case .comparison: try outcome(ComparisonConfiguration.self, base, text)
    }
  }

  private func outcome<Configuration: DeclaredConfiguration>(
    _: Configuration.Type, _ base: String, _ text: String
  ) throws -> (isOther: Bool, change: Change) {
    let plain = try Configuration.parse(base, file: "/x.yaml", overrides: start, currentDirectory: "/")
    let other = try Configuration.parse(
      base, file: "/x.yaml", overrides: start + [setting(text)], currentDirectory: "/")
    return (
      plain != other,
      Change(conflict: plain.firstConflict(with: other), differences: plain.differences(from: other))
    )
  }

  private static func keys(_ entries: [ManualEntry], kind: Kind) -> [DeclaredKey] {
    entries.flatMap { entry -> [DeclaredKey] in
      let path = named(entry.path)
      var keys: [DeclaredKey] = []
      if let effect = entry.effect {
        keys.append(
          DeclaredKey(
            entry: entry, effect: effect, comparedPath: path, kind: kind, start: [],
            setting: { "\(path)=\($0)" }))
        if !entry.isGroup {
          keys += entry.keys.map { option in
            // `optimizer.adam.beta1`: a choice of the word, with the option or without. `steps.pca`: a word with a value,
            // which is not chosen without.
            let parts = option.path.dropFirst(entry.path.count + 1).split(separator: ".")
            if parts.count == 1 {
              return DeclaredKey(
                entry: option, effect: effect, comparedPath: path, kind: kind, start: [],
                setting: { "\(path)={\(parts[0]): \($0)}" })
            }
            return DeclaredKey(
              entry: option, effect: effect, comparedPath: path, kind: kind,
              start: ["\(path)=\(parts[0])"],
              setting: { "\(path)={\(parts[0]): {\(parts[1]): \($0)}}" })
          }
        }
      }
      return keys + (entry.isGroup ? self.keys(entry.keys, kind: kind) : [])
    }
  }

  private static func named(_ path: String) -> String {
    [
      ("image.NAME", "image.a"), ("text.NAME", "text.b"), ("vectors.NAME", "vectors.v"),
      ("ratings.NAME", "ratings.r"), ("spaces.NAME", "spaces.s"),
    ]
    .reduce(path) { $0.replacing($1.0, with: $1.1) }
  }

  private var bases: [String] {
    switch kind {
    case .maps: Self.mapsBases
    case .ratings: [Self.ratingsBase]
    case .comparison: [Self.comparisonBase]
    }
  }

  private static let comparisonBase = """
    version: 1
    kind: comparison
    name: base
    spaces: {s: {file: s.npy}}
    cluster: {}
    """

  private static let ratingsBase = """
    version: 1
    kind: ratings
    name: base
    vectors: {v: {file: v.npy}}
    ratings: {r: {file: r.txt}}
    cluster: {}
    """

  /// One file a side, with an encoder; the same with word vectors; with a sentence encoder; rows of one file; two files a side; a race; a
  /// random search with every axis.
  private static let mapsBases =
    dataBases + [
      dataBases[0] + "\nsearch: {kind: racing}",
      dataBases[0]
        + "\nsearch: {kind: random}\nmodels: [nn, reduced-rank]\nlosses: [mse, max-margin, info-nce]",
    ]

  private static let dataBases = [
    ("{file: a}", "{file: b, encoder: {}}", "{file: l}"),
    ("{file: a}", "{file: b, encoder: {embeddings: e}}", "{file: l}"),
    ("{file: a}", "{file: b, encoder: {model: m}}", "{file: l}"),
    ("{file: a, train-rows: 1-9}", "{file: b, train-rows: 1-9}", "{file: l, train-rows: 1-9}"),
    ("{train: a, test: t}", "{train: b, test: u}", "{train: l, test: m}"),
  ].map { image, text, labels in
    """
    version: 1
    name: base
    dataset: {name: base, image: {a: \(image)}, text: {b: \(text)}, labels: \(labels), groups: \(labels)}
    cluster: {}
    """
  }
}
