import CrossModal
import Messages
import Studies

/// The short answer of a study: in how many cells f(X) keeps its input's neighborhoods.
package struct StudyAnswer: Equatable, Sendable {
  /// The count under one metric.
  package struct Count: Equatable, Sendable {
    /// Metric of the neighbors.
    package let metric: String
    /// Cells with overlaps.
    package let measured: Int
    /// Of these, cells where X,f > Y,f.
    package let keepsInput: Int
    /// Of these, cells where the two differ by more than the larger standard deviation.
    package let clear: Int
    /// Means over the cells: X,f, Y,f, X,Y and chance.
    package let means: (input: Double, target: Double, pair: Double, chance: Double)

    init(metric: String, _ overlaps: [OverlapSummary]) {
      let count = Double(max(1, overlaps.count))
      func mean(_ value: (OverlapSummary) -> Double) -> Double {
        overlaps.reduce(0) { $0 + value($1) } / count
      }
      self.metric = metric
      measured = overlaps.count
      keepsInput = overlaps.count { $0.keepsInput }
      clear = overlaps.count { $0.keepsInput && $0.isClear }
      means = (mean(\.input.mean), mean(\.target.mean), mean(\.pair.mean), mean(\.chance))
    }

    /// Equality of all numbers.
    package static func == (left: Count, right: Count) -> Bool {
      left.metric == right.metric && left.measured == right.measured && left.keepsInput == right.keepsInput
        && left.clear == right.clear && left.means == right.means
    }
  }

  /// One count for each metric, the headline first.
  package let counts: [Count]
  /// Cells of the study.
  package let cells: Int
  /// Measured cells that are not counted: maps that learned nothing, and maps whose outputs have collapsed.
  private let floors, collapsed: Int
  private let repetitions: String

  /// The answer by the tables of a study.
  package init(_ tables: [OverlapTable], cells: Int) {
    counts = tables.map(\.metric).firstOccurrences.map { metric in
      Count(metric: metric, tables.filter { $0.metric == metric }.flatMap(\.entries).compactMap(\.evidence))
    }
    self.cells = cells
    let first = tables.filter { $0.metric == tables.first?.metric }.flatMap(\.entries)
    floors = first.count { $0.overlaps != nil && $0.cell.model.isFloor }
    collapsed = first.count { $0.overlaps != nil && !$0.isEvidence } - floors
    repetitions = tables.first?.repetitions.contains("run") == true ? "runs" : "folds"
  }

  /// The answer under the headline metric, in a sentence.
  package var headline: String {
    guard let count = counts.first, count.measured > 0 else {
      return "No final fit has a result yet, so there is no answer yet."
    }
    return Self.sentence(count)
  }

  /// What is below the headline: how clear it is, the means, the other metrics, what is missing.
  package var details: [String] {
    guard let count = counts.first, count.measured > 0 else { return [] }
    let means = count.means
    var lines = [
      "On average over these cells, f(X) shares \(percent(means.input)) of its neighbors with the input X and "
        + "\(percent(means.target)) with the target Y; X and Y themselves share \(percent(means.pair)), and unrelated "
        + "spaces would share \(percent(means.chance)). The numbers are for \(count.metric.metricTitle) neighbors."
    ]
    if count.keepsInput > 0 {
      lines[0] +=
        count.clear == count.keepsInput
        ? " In \(count.keepsInput == 1 ? "the one cell" : "each of the \(count.keepsInput) cells") with X,f above Y,f the gap exceeds the spread over \(repetitions)."
        : " In \(count.clear) of the \(count.keepsInput) cells with X,f above Y,f the gap exceeds the spread over \(repetitions)."
    }
    for other in counts.dropFirst() where other.measured > 0 {
      lines.append(
        "With \(other.metric.metricTitle) neighbors X,f exceeds Y,f in \(other.keepsInput) of \(other.measured) cells "
          + "(means \(percent(other.means.input)) and \(percent(other.means.target))).")
    }
    if collapsed > 0 {
      lines.append(
        "Not counted: \(collapsed) cell\(collapsed == 1 ? "" : "s") whose f(X) has collapsed; the neighborhoods of such "
          + "outputs are no evidence.")
    }
    if floors > 0 {
      lines.append(
        "Not counted: \(floors) cell\(floors == 1 ? "" : "s") of mean or random, which learn nothing and are there to "
          + "compare the others with.")
    }
    let missing = cells - count.measured - floors - collapsed
    if missing > 0 {
      lines.append("\(missing) of the study's \(cells) cells have no result yet, or failed.")
    }
    return lines
  }

  private static func sentence(_ count: Count) -> String {
    let cells = count.measured == 1 ? "the one cell" : "\(count.keepsInput) of \(count.measured) cells"
    switch count.keepsInput {
    case count.measured where count.measured == 1:
      return "In the one measured cell f(X) keeps the neighborhoods of its input rather than the target’s."
    case count.measured:
      return
        "In all \(count.measured) cells f(X) keeps the neighborhoods of its input rather than the target’s."
    case 0:
      return count.measured == 1
        ? "In the one measured cell f(X) takes on the neighborhoods of the target rather than its input’s."
        : "In none of \(count.measured) cells does f(X) keep the neighborhoods of its input rather than the target’s."
    default: return "In \(cells) f(X) keeps the neighborhoods of its input rather than the target’s."
    }
  }

  private func percent(_ share: Double) -> String { "\(format(100 * share, 1)) %" }
}
