import Studies

extension RatingsTable {
  /// The table for the page.
  var context: PageContext.RatingsTable? {
    let (ratings, rows) = (ratings, rows)
    guard !ratings.isEmpty else { return nil }
    var notes: [String] = []
    if measurements.isEmpty {
      notes.append(
        "Not run: 'crossmodal similarity VECTORS --ratings FILE… --json > RESULT.json' measures a row, and "
          + "'crossmodal report STUDY --ratings RESULT.json' sets it next to the paper’s.")
    }
    notes += coverage
    return PageContext.RatingsTable(
      title: "Table 10 of the paper: untrained maps and human ratings",
      legend:
        "Spearman’s correlation of human ratings of word pairs with the cosine and the Euclidean similarity of their "
        + "vectors, plain or mapped by an untrained map; the larger of each pair in bold. Small: the paper’s number, and ours "
        + "minus it.",
      notes: notes, ratings: ratings,
      rows: rows.indices.map { index in
        PageContext.RatingsRow(
          starts: index == 0 || rows[index - 1].vectors != rows[index].vectors, title: rows[index].title,
          entries: ratings.flatMap { entries(rows[index], $0) })
      })
  }

  private func entries(_ row: Row, _ ratings: String) -> [PageContext.RatingsEntry] {
    pair(row, ratings).map { cell in
      PageContext.RatingsEntry(
        ours: cell.ours ?? "not run", isOurs: cell.ours != nil, isBest: cell.isBest, theirs: cell.paper ?? "",
        isTheirs: cell.paper != nil, isTheirBest: cell.paperIsBest, gap: cell.difference ?? "")
    }
  }
}
