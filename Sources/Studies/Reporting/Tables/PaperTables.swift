import CrossModal
import Foundation

/// The numbers of tables 1-10 of the supplement of Collell and Moens (ACL 2018), as data.
public struct PaperTables: Decodable, Sendable {
  /// Where the numbers are from.
  public let source: String
  /// What a reader of the numbers must know.
  public let notes: [String]
  /// Tables 1-9: overlaps.
  public let overlap: [Overlap]
  /// Table 10: untrained maps against human ratings.
  public let ratings: [Rating]

  /// One row of a table of overlaps for one pair of features.
  public struct Overlap: Decodable, Hashable, Sendable {
    /// Number of the table.
    public let table: Int
    /// The metric of the neighbors.
    public let neighbors: String
    /// The loss.
    public let loss: String
    /// The data set.
    public let dataset: String
    /// The text features.
    public let text: String
    /// The image features.
    public let image: String
    /// The direction.
    public let direction: String
    /// The model family.
    public let model: String
    /// The model as the paper's text prints it, which misprints some.
    public let labelAsPrinted: String
    /// mNNO10(X, f(X)).
    public let overlapInput: Double
    /// mNNO10(Y, f(X)).
    public let overlapTarget: Double

    enum CodingKeys: String, CodingKey {
      case table, neighbors, loss, dataset, text, image, direction, model
      case labelAsPrinted = "label_as_printed"
      case overlapInput = "overlap_input"
      case overlapTarget = "overlap_target"
    }

    /// The cell that the row tells of; nil if its words are none of ours.
    public var cell: Cell? {
      guard let direction = Direction(rawValue: direction), let loss = LossName(rawValue: loss),
        let model = ModelFamily(rawValue: model)
      else { return nil }
      return Cell(
        dataset: dataset, image: image, text: text, direction: direction, loss: loss, model: model)
    }
  }

  /// One entry of table 10: Spearman's correlation of an untrained map's similarities with human ratings.
  public struct Rating: Decodable, Hashable, Sendable {
    /// Number of the table.
    public let table: Int
    /// The vectors of the words.
    public let vectors: String
    /// The map: none, lin or nn.
    public let map: String
    /// The ratings.
    public let ratings: String
    /// Correlation of cosine similarity.
    public let spearmanCosine: Double
    /// Correlation of Euclidean similarity.
    public let spearmanEuclidean: Double

    enum CodingKeys: String, CodingKey {
      case table, vectors, map, ratings
      case spearmanCosine = "spearman_cosine"
      case spearmanEuclidean = "spearman_euclidean"
    }
  }

  /// The tables that come with the program; empty if this build lost them, which a test excludes.
  public static let published: PaperTables =
    (try? JSONDecoder().decode(PaperTables.self, from: Data(PackageResources.paper_tables_json)))
    ?? PaperTables(source: "", notes: [], overlap: [], ratings: [])

  /// The number of neighbors in all of the paper's tables; the item counts as one of them.
  public static let k = 10

  private init(source: String, notes: [String], overlap: [Overlap], ratings: [Rating]) {
    (self.source, self.notes, self.overlap, self.ratings) = (source, notes, overlap, ratings)
  }

  /// The paper's row for a cell under a metric.
  public func row(for cell: Cell, metric: String) -> Overlap? {
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
  public static func title(of name: String) -> String {
    let titles = [
      "imagenet": "ImageNet", "iaprtc12": "IAPR TC-12", "wiki": "Wiki", "vgg128": "VGG-128",
      "resnet": "ResNet", "bigru": "biGRU", "glove": "GloVe", "word2vec": "word2vec",
    ]
    return titles[name] ?? name
  }

  /// How the paper measured a data set of its tables; nil for any other name.
  public static func evaluation(of dataset: String) -> EvaluationProtocol? {
    switch dataset {
    case "imagenet": .crossValidation(folds: 5)
    case "iaprtc12", "wiki": .holdout(folds: 5, runs: 5)
    default: nil
    }
  }

  /// Items of the test split that the paper measures; nil for a data set that it cross-validates, and for any other name.
  public static func testItems(of dataset: String) -> Int? { ["iaprtc12": 1962, "wiki": 693][dataset] }
}
