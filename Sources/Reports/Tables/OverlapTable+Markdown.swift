import Studies

extension OverlapTable {
  /// The table in GitHub's Markdown.
  package var markdown: String {
    var lines = ["## \(ReportText.markdown(title))", ""]
    let groups = images.flatMap { image -> [String] in
      let prefix = images.count > 1 ? "\(ReportText.markdown(PaperTables.title(of: image))) " : ""
      return ["X,f", "Y,f", "X,Y", "chance", "items"].map { prefix + $0 }
    }
    let head = images.count > 1 ? [] : images.map { ReportText.markdown(PaperTables.title(of: $0)) }
    lines.append(Self.line(["data", "direction", "model"] + groups))
    lines.append(
      "|"
        + (Array(repeating: "---", count: 3) + Array(repeating: "---:", count: groups.count)).joined(
          separator: "|") + "|")
    for block in blocks {
      let title = ([ReportText.markdown(block.title)] + head).joined(separator: " · ")
      for row in block.rows {
        lines.append(
          Self.line(
            [title, row.arrow, row.model.rawValue] + row.entries.flatMap(Self.markdown)))
      }
    }
    lines += ["", ReportText.markdown(legend)]
    for note in notes { lines.append("\n" + ReportText.markdown(note)) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ columns: [String]) -> String { "| " + columns.joined(separator: " | ") + " |" }

  private static func markdown(_ entry: Entry) -> [String] {
    let numbers = OverlapNumbers(entry)
    func value(_ side: OverlapNumbers.Side) -> String {
      let ours = side.mean.map { mean in
        (side.isBest ? "**\(mean)**" : mean) + " ± " + (side.deviation ?? "")
      }
      let paper = side.paper.map { paper in
        "(paper " + (side.paperIsBest ? "**\(paper)**" : paper) + (side.difference.map { ", \($0)" } ?? "")
          + ")"
      }
      return ([ours ?? entry.state.text] + [paper].compactMap { $0 }).joined(separator: " ")
    }
    return [value(numbers.input), value(numbers.target), numbers.pair, numbers.chance, numbers.items]
  }
}
