import Studies

extension OverlapTable {
  /// What was measured, in plain columns of at most 80 characters: a part for each pair of features, a line for each cell, and
  /// one below it for the paper's numbers where it has the cell. Empty where nothing was measured.
  package var text: String {
    let parts = blocks.flatMap { block in
      images.indices.compactMap { column -> String? in
        let rows = block.rows.filter { $0.entries[column].overlaps != nil }
        guard !rows.isEmpty else { return nil }
        var lines = ["\(block.title) · \(PaperTables.title(of: images[column]))"]
        lines.append(Self.line("direction", "model", "X,f", "Y,f", "X,Y", "chance"))
        for row in rows {
          let numbers = OverlapNumbers(row.entries[column])
          lines.append(
            Self.line(
              row.arrow, row.model.rawValue, Self.value(numbers.input), Self.value(numbers.target),
              numbers.pair,
              numbers.chance))
          guard let x = numbers.input.paper, let y = numbers.target.paper else { continue }
          lines.append(Self.line("", "  the paper", "\(x)        ", "\(y)        ", "", ""))
        }
        return lines.joined(separator: "\n") + "\n"
      }
    }
    guard !parts.isEmpty else { return "" }
    let words = [legend.replacing("in bold", with: "marked with *")] + notes
    let notes = words.flatMap { $0.wrapped(width: 80) }.joined(separator: "\n")
    return "\(title)\n\n" + parts.joined(separator: "\n") + "\n\(notes)\n"
  }

  private static func value(_ side: OverlapNumbers.Side) -> String {
    side.mean.map { "\($0)\(side.isBest ? "*" : " ")± \(side.deviation ?? "")" } ?? ""
  }

  private static func line(
    _ direction: String, _ model: String, _ input: String, _ target: String, _ pair: String, _ chance: String
  ) -> String {
    func left(_ text: String, _ width: Int) -> String {
      let shown = text.count > width ? text.prefix(width - 1) + "…" : text[...]
      return shown + String(repeating: " ", count: width - shown.count)
    }
    func right(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    let line =
      left(direction, 18) + " " + left(model, 13) + right(input, 15) + right(target, 15) + right(pair, 8)
      + right(chance, 8)
    return String(line.reversed().drop { $0 == " " }.reversed())
  }
}
