import CrossModal
import Foundation
import Studies

/// The numbers of tables 1-10 of the supplement of Collell and Moens (ACL 2018), as data.
package struct PaperTables: Decodable, Sendable {
  /// Where the numbers are from.
  package let source: String
  /// What a reader of the numbers must know.
  package let notes: [String]
  /// Tables 1-9: overlaps.
  package let overlap: [Overlap]
  /// Table 10: untrained maps against human ratings.
  package let ratings: [Rating]

  /// One row of a table of overlaps for one pair of features.
  package struct Overlap: Decodable, Hashable, Sendable {
    /// Number of the table.
    package let table: Int
    /// The metric of the neighbors.
    package let neighbors: String
    /// The loss.
    package let loss: String
    /// The data set.
    package let dataset: String
    /// The text features.
    package let text: String
    /// The image features.
    package let image: String
    /// The direction.
    package let direction: String
    /// The model family.
    package let model: String
    /// The model as the paper's text prints it, which misprints some.
    package let labelAsPrinted: String
    /// mNNO10(X, f(X)).
    package let overlapInput: Double
    /// mNNO10(Y, f(X)).
    package let overlapTarget: Double

    enum CodingKeys: String, CodingKey {
      case table, neighbors, loss, dataset, text, image, direction, model
      case labelAsPrinted = "label_as_printed"
      case overlapInput = "overlap_input"
      case overlapTarget = "overlap_target"
    }

    /// The cell that the row tells of; nil if its words are none of ours.
    package var cell: Cell? {
      guard let direction = Direction(rawValue: direction), let loss = LossName(rawValue: loss),
        let model = ModelFamily(rawValue: model)
      else { return nil }
      return Cell(
        dataset: dataset, first: image, second: text, direction: direction, loss: loss, model: model)
    }
  }

  /// One entry of table 10: Spearman's correlation of an untrained map's similarities with human ratings.
  package struct Rating: Decodable, Hashable, Sendable {
    /// Number of the table.
    package let table: Int
    /// The vectors of the words.
    package let vectors: String
    /// The map: none, lin or nn.
    package let map: String
    /// The ratings.
    package let ratings: String
    /// Correlation of cosine similarity.
    package let spearmanCosine: Double
    /// Correlation of Euclidean similarity.
    package let spearmanEuclidean: Double

    enum CodingKeys: String, CodingKey {
      case table, vectors, map, ratings
      case spearmanCosine = "spearman_cosine"
      case spearmanEuclidean = "spearman_euclidean"
    }
  }

  /// The tables that come with the program; empty if this build lost them, which a test excludes.
  package static let published: PaperTables =
    (try? JSONDecoder().decode(PaperTables.self, from: Data(PackageResources.paper_tables_json)))
    ?? PaperTables(source: "", notes: [], overlap: [], ratings: [])

  /// The number of neighbors in all of the paper's tables; the item counts as one of them.
  package static let k = 10

  private init(source: String, notes: [String], overlap: [Overlap], ratings: [Rating]) {
    (self.source, self.notes, self.overlap, self.ratings) = (source, notes, overlap, ratings)
  }

  /// The paper's row for a cell under a metric.
  package func row(for cell: Cell, metric: String) -> Overlap? {
    Self.index[Key(cell: cell, metric: metric)]
  }

  private struct Key: Hashable {
    let cell: Cell
    let metric: String
  }

  private static let index: [Key: Overlap] = Dictionary(
    published.overlap.compactMap { row in row.cell.map { (Key(cell: $0, metric: row.neighbors), row) } },
    uniquingKeysWith: { first, _ in first })

  /// How the paper writes a name of a data set or of features; any other name as it is.
  package static func title(of name: String) -> String {
    let titles = [
      "imagenet": "ImageNet", "iaprtc12": "IAPR TC-12", "wiki": "Wiki", "vgg128": "VGG-128",
      "resnet": "ResNet", "bigru": "biGRU", "glove": "GloVe", "word2vec": "word2vec",
    ]
    return titles[name] ?? name
  }

  /// How the paper measured a data set of its tables; nil for any other name.
  package static func evaluation(of dataset: String) -> EvaluationProtocol? {
    switch dataset {
    case "imagenet": .crossValidation(folds: 5)
    case "iaprtc12", "wiki": .holdout(folds: 5, runs: 5)
    default: nil
    }
  }

  /// Items of the test split that the paper measures; nil for a data set that it cross-validates, and for any other name.
  package static func testItems(of dataset: String) -> Int? { ["iaprtc12": 1962, "wiki": 693][dataset] }
}
