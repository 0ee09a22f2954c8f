import Messages
import Studies

extension OverlapTable {
  /// The columns of ``csv``.
  package static let csvColumns = [
    "table", "loss", "neighbors", "k", "includes_self", "dataset", "text", "direction", "model", "image",
    "state", "x_f",
    "x_f_sd", "y_f", "y_f_sd", "x_y", "x_y_sd", "chance", "items_least", "items_most", "final_fits",
    "paper_x_f",
    "paper_y_f", "difference_x_f", "difference_y_f",
  ]

  /// The table with one line for each pair of overlaps (RFC 4180), numbers in their shortest exact form.
  package var csv: String {
    var lines = [Self.csvColumns.joined(separator: ",")]
    for block in blocks {
      for row in block.rows {
        for entry in row.entries { lines.append(line(block, row, entry).joined(separator: ",")) }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ block: Block, _ row: Row, _ entry: Entry) -> [String] {
    var columns = [
      ReportText.csv(name), loss.rawValue, ReportText.csv(metric), "\(k)", includesSelf ? "yes" : "no",
      ReportText.csv(block.dataset), ReportText.csv(block.text), row.direction.rawValue, row.model.rawValue,
      ReportText.csv(entry.cell.first), entry.overlaps == nil ? entry.state.text : "measured",
    ]
    if let overlaps = entry.overlaps {
      columns += [overlaps.input, overlaps.target, overlaps.pair].flatMap {
        ["\($0.mean)", "\($0.deviation)"]
      }
      columns += [
        "\(overlaps.chance)", "\(overlaps.items.lowerBound)", "\(overlaps.items.upperBound)",
        "\(overlaps.count)",
      ]
    } else {
      columns += Array(repeating: "", count: 10)
    }
    guard let paper = entry.paper else { return columns + ["", "", "", ""] }
    columns += ["\(paper.overlapInput)", "\(paper.overlapTarget)"]
    guard let overlaps = entry.overlaps else { return columns + ["", ""] }
    return columns + [
      format(overlaps.input.mean - paper.overlapInput, 6),
      format(overlaps.target.mean - paper.overlapTarget, 6),
    ]
  }
}
