import Documents

/// The document as a table for people, at most 80 columns.
extension CrossRetrievalDocument {
  var text: String {
    let titles = Self.depths.map { "R@\($0)" } + ["median", "MRR", "mAP", "mAP@R"]
    var lines = [Self.line("", titles)]
    // Metric by metric in both directions: the even ones begin with the first file.
    for (start, title) in ["first → second", "second → first"].enumerated() {
      let part = directions.enumerated().filter { $0.offset % 2 == start }.map(\.element)
      guard let one = part.first else { continue }
      lines.append(title)
      for direction in part {
        lines.append(
          Self.line(
            "  " + direction.metric,
            Self.recalls(direction.recallAt) + [direction.medianRank.fixed(1)]
              + [
                direction.meanReciprocalRank, direction.meanAveragePrecision,
                direction.meanAveragePrecisionAtR,
              ].map { $0.fixed(4) }))
      }
      lines.append(Self.line("  chance", Self.recalls(one.chanceRecallAt)))
      lines.append(
        "  \(one.queries) queries among \(one.items) items"
          + (one.excluded > 0 ? ", \(one.excluded) more without a relevant item left out" : ""))
    }
    lines += decisions
    return lines.map { $0 + "\n" }.joined()
  }

  // What is relevant, and what was put together.
  private var decisions: [String] {
    var lines: [String] = []
    switch relevance {
    case "row": lines.append("relevant: the item of the same row")
    case "group": lines.append("relevant: every item of the same group, of \(groups) groups")
    default: lines.append("relevant: every item that shares a label, of \(groups) labels")
    }
    if repeatedRows.first + repeatedRows.second > 0 {
      lines.append(
        "equal rows of a group count once: left out are \(repeatedRows.first) of first, \(repeatedRows.second) of second"
      )
    }
    if let nearest { lines.append("csls: mean cosines to the \(nearest) nearest of the other side") }
    return lines
  }

  private static func recalls(_ values: [String: Double]) -> [String] {
    depths.map { values["\($0)"]?.fixed(4) ?? "-" }
  }

  private static func line(_ title: String, _ cells: [String]) -> String {
    title.rightPadded(13) + cells.map { $0.leftPadded(9) }.joined()
  }
}
