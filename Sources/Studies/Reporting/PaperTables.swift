import CrossModal
import Foundation

/// The numbers of tables 1-10 of the supplement of Collell and Moens (ACL 2018), as data.
public struct PaperTables: Decodable, Sendable {
  /// What a reader of the numbers must know.
  public let notes: [String]
  /// Tables 1-9: overlaps.
  public let overlap: [Overlap]

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
    /// mNNO10(X, f(X)).
    public let overlapInput: Double
    /// mNNO10(Y, f(X)).
    public let overlapTarget: Double

    enum CodingKeys: String, CodingKey {
      case table, neighbors, loss, dataset, text, image, direction, model
      case overlapInput = "overlap_input"
      case overlapTarget = "overlap_target"
    }
  }

  /// The tables that come with the program.
  public static let published: PaperTables? = try? JSONDecoder().decode(
    PaperTables.self, from: Data(PackageResources.paper_tables_json))

  /// The paper's row for a cell under a metric.
  public func row(for cell: Cell, metric: String) -> Overlap? {
    overlap.first {
      $0.neighbors == metric && $0.loss == cell.loss.rawValue && $0.dataset == cell.dataset
        && $0.text == cell.text
        && $0.image == cell.image && $0.direction == cell.direction.rawValue
        && $0.model == cell.model.rawValue
    }
  }
}
