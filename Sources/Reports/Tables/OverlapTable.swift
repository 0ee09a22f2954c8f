import CrossModal
import Studies

/// A table of overlaps in the paper's layout: data set × direction × model in the rows, image features × [X,f(X) | Y,f(X)]
/// in the columns; next to each pair mNNO(X, Y), the chance level and the number of items, and the paper's numbers.
package struct OverlapTable: Sendable {
  /// File name without extension, such as `table-7` or `mse-cosine`.
  package let name: String
  /// Number of the paper's table; nil for a table of the study alone.
  package let number: Int?
  /// What it shows.
  package let title: String
  /// What all its cells have in common.
  package let loss: LossName
  /// Metric of the neighbors.
  package let metric: String
  /// Number of neighbors.
  package let k: Int
  /// Whether an item counts as its own neighbor.
  package let includesSelf: Bool
  /// What the spread is taken over: folds or runs.
  package let repetitions: String
  /// Names of the image features, in the order of the columns.
  package let images: [String]
  /// The rows, block after block.
  package let blocks: [Block]
  /// What a reader must know.
  package let notes: [String]

  /// The rows of one data set and one set of text features.
  package struct Block: Sendable {
    /// Name of the data set.
    package let dataset: String
    /// Name of the text features.
    package let text: String
    /// Its rows, by direction and model.
    package let rows: [Row]

    /// "IAPR TC-12 · biGRU".
    package var title: String { "\(PaperTables.title(of: dataset)) · \(PaperTables.title(of: text))" }
  }

  /// One direction and model family, over all image features.
  package struct Row: Sendable {
    /// The direction.
    package let direction: Direction
    /// The model family.
    package let model: ModelFamily
    /// One entry for each of ``OverlapTable/images``.
    package let entries: [Entry]

    /// What the study calls its sides; the paper's names in its tables.
    var sides: SideNames { entries.first?.cell.sides ?? .usual }
    /// "image → text".
    package var arrow: String { sides.arrow(direction) }
  }

  /// One cell of the study or of the paper.
  package struct Entry: Sendable {
    /// The cell.
    package let cell: Cell
    /// What is known of it.
    package let state: State
    /// Whether what was measured says something of a learned map: no floor, and no collapsed outputs.
    package var isEvidence = true
    /// The paper's numbers, if it has the cell and measured in the same way.
    package let paper: PaperTables.Overlap?
    /// What its overlaps differ in, corrected for the number of the study's cells; nil without standard errors.
    var outcome: OverlapOutcomes.Outcome?

    /// What was measured, where it is evidence of what a learned map does.
    package var evidence: OverlapSummary? { isEvidence ? overlaps : nil }

    /// What was measured, if anything was.
    package var overlaps: OverlapSummary? {
      if case .measured(let overlaps, _) = state { return overlaps }
      return nil
    }
  }

  /// What is known of a cell.
  package enum State: Sendable {
    /// Its overlaps, from some of so many final fits.
    case measured(OverlapSummary, planned: Int)
    /// The study has it, without a result yet.
    case pending
    /// All its final fits diverged or failed.
    case failed
    /// The study does not have it.
    case notRun

    /// What is in an empty cell.
    package var text: String {
      switch self {
      case .measured: ""
      case .pending: "no result yet"
      case .failed: "failed"
      case .notRun: "not run"
      }
    }
  }

  /// All entries, row by row.
  package var entries: [Entry] { blocks.flatMap(\.rows).flatMap(\.entries) }

  /// Whether the study has any of its cells.
  package var concernsStudy: Bool {
    entries.contains {
      if case .notRun = $0.state { return false }
      return true
    }
  }

  /// What is in bold: with standard errors the larger of two that differ, without them the larger.
  func boldWords(_ input: String, _ target: String) -> String {
    let measured = entries.filter { $0.evidence != nil }
    let tested = measured.count { $0.outcome != nil }
    if tested == 0 { return "the larger of \(input) and \(target) in bold." }
    return "the larger of \(input) and \(target) in bold where they differ (Holm, 5 %)"
      + (tested < measured.count ? "; where a fit has no standard errors, the larger." : ".")
  }

  /// The line under the table.
  package var legend: String {
    let mode = includesSelf ? "counted as its own neighbor" : "not counted as a neighbor"
    return
      "mNNO\(k), \(metric.metricTitle) neighbors, the item itself \(mode). Mean ± standard deviation over \(repetitions); "
      + boldWords("X,f", "Y,f")
  }
}

extension SideNames {
  /// A direction for people, "image → text".
  func arrow(_ direction: Direction) -> String {
    let (input, target) = ends(of: direction)
    return "\(input) → \(target)"
  }
}
