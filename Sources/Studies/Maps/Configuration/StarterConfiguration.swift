import Foundation
import Settings

/// The text of a first configuration for two files of vectors: small enough to finish in minutes, with a comment on every key
/// that a person is likely to change.
package struct StarterConfiguration: Sendable {
  /// One of the two files.
  package struct Side: Sendable {
    /// What the side and its feature set are called.
    package let name: String
    /// The path for the file, from where the configuration is.
    package let path: String
    /// Rows and numbers a row.
    package let rows: Int, columns: Int
    /// What the reader decided, each a sentence.
    package let notes: [String]

    /// A side with what was found in its file.
    package init(name: String, path: String, rows: Int, columns: Int, notes: [String]) {
      (self.name, self.path, self.rows, self.columns, self.notes) = (name, path, rows, columns, notes)
    }
  }

  /// The fewest items that five folds leave enough neighbors for.
  package static let fewestItems = 25
  private static let folds = 5

  private let sides: (first: Side, second: Side)
  private let items: Int
  private let joinsNames: Bool
  private let labels: Int?

  /// - Parameters:
  ///   - items: rows that both files have, at least ``fewestItems``.
  ///   - joinsNames: whether rows must be joined by name.
  ///   - labels: number of different labels in the files; nil without.
  package init(_ first: Side, _ second: Side, items: Int, joinsNames: Bool, labels: Int?) {
    precondition(items >= Self.fewestItems, "\(items) items; a study of \(Self.folds) folds needs more")
    (sides, self.items, self.joinsNames, self.labels) = ((first, second), items, joinsNames, labels)
  }

  /// Two different names for sides that files of these paths hold: the paths' last words, as far as they can be names.
  package static func names(_ first: String, _ second: String) -> (String, String) {
    let found = (name(first), name(second))
    let areUsable = found.0 != found.1 && !reserved.contains(found.0) && !reserved.contains(found.1)
    return areUsable ? found : ("first", "second")
  }

  private static let reserved = ["name", "sides", "labels", "align", "groups", "names", "pictures", ""]

  private static func name(_ path: String) -> String {
    let file = path.split(separator: "/").last ?? ""
    let stem = file.prefix { $0 != "." && $0 != ":" }.map {
      $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-"
    }
    let name = String(stem).split(separator: "-").joined(separator: "-")
    return String(name.replacing("-to-", with: "-").prefix(30))
  }

  // Held-out rows of a fold, among which neighbors are looked for.
  private var heldOut: Int { items / Self.folds }
  private var neighbors: Int { heldOut > 20 ? 10 : max(1, heldOut / 3) }

  /// The configuration as YAML.
  package var text: String {
    let (first, second) = (sides.first, sides.second)
    let name = "\(first.name)-\(second.name)"
    return """
      # A first study of two files, written by crossmodal new. Next: crossmodal run on this file.
      #
      #   \(first.name): \(first.rows) rows of \(first.columns) numbers\(Self.found(first))
      #   \(second.name): \(second.rows) rows of \(second.columns) numbers\(Self.found(second))
      #   \(items) items in common\(labels.map { "; \($0) different labels" } ?? "; no labels")
      #
      # Every key and its default: crossmodal manual configuration. What this file means: crossmodal check on it.
      version: 1
      name: \(YAMLText.text(name))
      seed: 1                               # another number: other folds and other first weights

      dataset:
        name: data
        sides: [\(YAMLText.text(first.name)), \(YAMLText.text(second.name))]
        \(YAMLText.text(first.name)): {\(YAMLText.text(first.name)): {file: \(YAMLText.text(first.path))}}
        \(YAMLText.text(second.name)): {\(YAMLText.text(second.name)): {file: \(YAMLText.text(second.path))}}
      \(joinsNames ? "  align: names                        # the rows are joined by their names\n" : "")\
      # Vectors may be prepared; steps are fitted on the training rows of each fold:
      #   \(first.name): {\(first.name): {file: …, steps: [standardize]}}
      # Rows that belong together, as five captions of one image, must stay in one fold:
      #   groups: {file: groups.txt}

      # Every setting is trained \(Self.folds) times, each time on four fifths of the items; the rest says which is best.
      protocol: {kind: cross-validation, folds: \(Self.folds)}

      # lin and nn are trained; ridge is solved at once; mean and random are what a map must beat.
      models: [lin, nn, ridge, mean, random]
      losses: [mse]
      grid:
        learning-rate: [0.01, 0.001, 0.0001]
        hidden-units: [64, 256]
        penalty: [1, 10, 100, 1000]         # of ridge
      training: {max-epochs: 50}

      # Neighbors that are compared, among the \(heldOut) held-out items of a fold; the item itself counts as one.
      measures: {k: \(neighbors), include-self: true, metrics: [cosine, euclidean]}

      """
  }

  private static func found(_ side: Side) -> String {
    side.notes.map { "\n#     \($0)" }.joined()
  }
}
