import Messages

extension PageContext {
  /// The measures that a configuration asks for besides the overlaps: those of retrieval with a column each, and the others.
  mutating func add(_ table: MapScoreTable) {
    let (retrieval, others) = (table.retrieval, table.otherRows)
    func text(_ score: Double?) -> String { score.map { format($0, 3) } ?? "" }
    hasScores = !table.rows.isEmpty
    hasRetrieval = !retrieval.cells.isEmpty
    retrievalTitles = retrieval.titles
    retrievalChance = retrieval.chance.map(text)
    self.retrieval = retrieval.cells.map { .init(cell: $0.title, values: $0.scores.map(text)) }
    let quantities = MapScoreTable.quantities.dropFirst()
    hasOtherScores = !others.isEmpty
    scoreTitles = quantities.map(\.title)
    scoreNotes = table.notes
    scores = others.map { row in .init(cell: row.cell, values: quantities.map { $0.shown(row) }) }
  }
}
