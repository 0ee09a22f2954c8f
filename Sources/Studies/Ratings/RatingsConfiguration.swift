import CrossModal
import Dense
import Settings
import VectorFiles

/// Everything that a person decides about experiment 2: which word vectors and human ratings are compared, and which
/// untrained maps are between them. A configuration whose key `kind` is `ratings`.
///
/// A key is declared once, in `keys` below its property: see ``DeclaredConfiguration``.
package struct RatingsConfiguration: DeclaredConfiguration {
  /// Name, for titles and directories.
  package var name: String
  /// Seed of the maps and of the bootstrap.
  package var seed: UInt64 = 1
  /// Sets of word vectors; at least one.
  package var vectors: [Vectors]
  /// Sets of ratings; at least one.
  package var ratings: [Ratings]
  /// Families of maps, lin and nn; the vectors themselves are measured in any case.
  package var models: [ModelFamily] = [.lin, .nn]
  /// Distributions of the weights. The first of this and of each further axis makes table 10.
  package var initializers: [Initializer] = [.uniform(scale: 1)]
  /// Activations of nn.
  package var activations: [Activation] = [.tanh]
  /// Hidden units of nn.
  package var hiddenUnits: [Int] = [256]
  /// Dimensions of f(x).
  package var outputs: [Int] = [128]
  /// Number of maps of each kind.
  package var draws = 10
  /// Resamples of the bootstrap for the rows of table 10; 0 for no intervals.
  package var bootstrap = 0
  /// Whether the words of the ratings are lower-cased.
  package var lowercases = true
  /// How it is given to a cluster; nil where nothing is said of one.
  package var cluster: ClusterConfiguration?
  /// Where the configuration came from; takes no part in equality.
  package var origin = ConfigurationOrigin()

  /// A configuration with defaults for everything but the data.
  package init(name: String, vectors: [Vectors], ratings: [Ratings]) {
    (self.name, self.vectors, self.ratings) = (name, vectors, ratings)
  }
}

extension RatingsConfiguration {
  /// The most rows that may be measured.
  static let mostRows = 100_000

  /// The declarations of a configuration of ratings.
  package static let format = SettingFormat.section(
    keys, from: RatingsConfiguration(name: "", vectors: [], ratings: []), isBlock: true
  ) { configuration, mapping throws(ConfigurationError) in try configuration.check(mapping) }

  private static let keys: [SettingKey<RatingsConfiguration>] = [
    .version,
    .kind("ratings"),
    SettingKey(
      "name", \.name, .title, effect: .nothing, isRequired: true,
      "Name of the study, for titles and the default directory"),
    SettingKey(
      "seed", \.seed, .unsigned, effect: .anotherStudy(because: "every random number changes with it"),
      "Seed of the maps and of the bootstrap"),
    SettingKey(
      "vectors", \.vectors, Vectors.format, effect: .growth, isRequired: true,
      "Sets of word vectors, by name; names of the paper's table 10 get its numbers next to ours"),
    SettingKey(
      "ratings", \.ratings, Ratings.format,
      effect: .anotherStudy(because: "every row is measured with all ratings"), isRequired: true,
      "Sets of human ratings of word pairs, by name"),
    SettingKey(
      "models", \.models, .axis(of: .word(of: [.lin, .nn])), effect: .growth,
      "Families of untrained maps; the vectors themselves are measured in any case"),
    SettingKey(
      "maps", get: { $0 }, set: { $0 = $1 },
      .section(mapKeys, from: RatingsConfiguration(name: "", vectors: [], ratings: []), isBlock: true),
      effect: nil, "Axes of the maps: every combination is a row, and the first values make table 10"),
    SettingKey(
      "bootstrap", \.bootstrap, .integer(in: 0...1_000_000), effect: .growth,
      "Resamples of pairs for 95 % intervals of the rows of table 10; 0 for none"),
    SettingKey(
      "lower-case", \.lowercases, .boolean,
      effect: .anotherStudy(because: "other words of the ratings would be found"),
      "Whether the words of the ratings are lower-cased"),
    .cluster(\.cluster),
  ]

  private static let mapKeys: [SettingKey<RatingsConfiguration>] = [
    SettingKey(
      "initializer", \.initializers, .axis(of: .initializer), effect: .growth, "Distributions of the weights"),
    SettingKey(
      "activation", \.activations, .axis(of: .word(of: [.relu, .sigmoid, .tanh])), effect: .growth,
      "Activations of nn"),
    SettingKey(
      "hidden-units", \.hiddenUnits, .axis(of: .integer(in: 1...65_536)), effect: .growth,
      "Hidden units of nn"),
    SettingKey(
      "outputs", \.outputs, .axis(of: .integer(in: 1...65_536)), effect: .growth, "Dimensions of f(x)"),
    SettingKey(
      "draws", \.draws, .integer(in: 1...10_000),
      effect: .anotherStudy(because: "finished rows are means over another number of maps"),
      "Number of maps of each kind, over which the mean is taken"),
  ]

  private func check(_ mapping: ConfigurationMapping) throws(ConfigurationError) {
    let count =
      Double(vectors.count) * Double(initializers.count) * Double(outputs.count)
      * Double(1 + activations.count * hiddenUnits.count)
    guard count <= Double(Self.mostRows) else {
      throw ConfigurationError(
        mapping["maps"]?.place ?? mapping.place,
        "maps: \(DecimalText.text(count)) kinds of maps and vectors; allowed: at most \(Self.mostRows)")
    }
  }
}
