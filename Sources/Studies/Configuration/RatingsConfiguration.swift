import CrossModal
import Dense
import Foundation
import Messages
import Settings
import VectorFiles

/// Everything that a person decides about experiment 2: which word vectors and human ratings are compared, and which
/// untrained maps stand between them. A configuration whose key `kind` is `ratings`.
package struct RatingsConfiguration: Hashable, Sendable {
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
  /// Where the configuration came from; takes no part in equality.
  package var origin = ConfigurationOrigin()

  /// A configuration with defaults for everything but the data.
  package init(name: String, vectors: [Vectors], ratings: [Ratings]) {
    (self.name, self.vectors, self.ratings) = (name, vectors, ratings)
  }

  /// One set of word vectors.
  package struct Vectors: Hashable, Sendable {
    /// Its name; names of the paper's table 10 get the paper's numbers beside ours.
    package var name: String
    /// The file.
    package var file: InputFile
    /// The words of the rows, for files that have none.
    package var words: InputFile?
    /// How words are written.
    package var encoding = WordEncoding.utf8
  }

  /// One set of ratings.
  package struct Ratings: Hashable, Sendable {
    /// Its name.
    package var name: String
    /// The file.
    package var file: InputFile
  }

  /// One thing to measure: a row of a table.
  package struct Row: Hashable, Sendable {
    /// Place of its vectors.
    package let vectors: Int
    /// The map; nil for the vectors themselves.
    package let map: UntrainedMap?
    /// Whether it stands in table 10: the first value of every axis.
    package let isHeadline: Bool
  }

  /// Everything that is measured, vectors by vectors, the rows of table 10 first.
  package var rows: [Row] {
    vectors.indices.flatMap { place -> [Row] in
      let maps = models.map { family in
        initializers.flatMap { initializer in
          outputs.flatMap { outputs -> [UntrainedMap] in
            guard family != .lin else {
              return [UntrainedMap(family: .lin, outputs: outputs, initializer: initializer)]
            }
            return activations.flatMap { activation in
              hiddenUnits.map {
                UntrainedMap(
                  family: family, hiddenUnits: $0, outputs: outputs, activation: activation,
                  initializer: initializer)
              }
            }
          }
        }
      }
      return [Row(vectors: place, map: nil, isHeadline: true)]
        + maps.compactMap { $0.first.map { Row(vectors: place, map: $0, isHeadline: true) } }
        + maps.flatMap { $0.dropFirst().map { Row(vectors: place, map: $0, isHeadline: false) } }
    }
  }

  /// SHA-256 of everything that decides results, paths aside.
  package var identity: String {
    let lines = resolvedYAML.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasPrefix("name:") }
    let text = lines.map { line in
      line.contains("{file:") ? String(line.prefix { $0 != ":" }) : String(line)
    }
    return ContentHash.hexadecimal(of: text.joined(separator: "\n"))
  }

  /// The whole configuration as YAML, with every default written out and every path absolute.
  package var resolvedYAML: String {
    var lines = [String]()
    if let file = origin.file { lines.append("# from \(file.escapingControlCharacters)") }
    lines += origin.overrides.map { "# --set \($0.escapingControlCharacters)" }
    lines += [
      "version: \(StudyConfiguration.version)", "kind: ratings", "name: \(YAMLText.text(name))",
      "seed: \(seed)",
      "vectors:",
    ]
    lines += vectors.map { set in
      let words = set.words.map { ", words: \(YAMLText.quoted($0.path))" } ?? ""
      return "  \(YAMLText.text(set.name)): {file: \(YAMLText.quoted(set.file.path))\(words), "
        + "encoding: \(set.encoding.rawValue)}"
    }
    lines.append("ratings:")
    lines += ratings.map { "  \(YAMLText.text($0.name)): {file: \(YAMLText.quoted($0.file.path))}" }
    lines += [
      "models: \(YAMLText.list(models.map(\.rawValue)))", "maps:",
      "  initializer: \(YAMLText.list(initializers.map(\.yaml)))",
      "  activation: \(YAMLText.list(activations.map(\.rawValue)))",
      "  hidden-units: \(YAMLText.list(hiddenUnits.map(String.init)))",
      "  outputs: \(YAMLText.list(outputs.map(String.init)))", "  draws: \(draws)", "bootstrap: \(bootstrap)",
      "lower-case: \(lowercases)",
    ]
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Initializer {
  fileprivate var yaml: String {
    switch self {
    case .glorotUniform: "glorot-uniform"
    case .uniform(let scale): "{uniform: {scale: \(DecimalText.text(scale))}}"
    case .normal(let scale): "{normal: {scale: \(DecimalText.text(scale))}}"
    }
  }
}
