import CrossModal

extension PageContext.Table {
  /// A table for the page, without a note that the page gives once for all tables.
  init(_ table: OverlapTable, without shared: String?) {
    id = table.name
    title = table.title
    legend = table.legend
    notes = table.notes.filter { $0 != shared }
    images = table.images.map(PaperTables.title)
    blocks = table.blocks.map { block in
      PageContext.Block(
        title: block.title, width: "\(2 + 5 * table.images.count)", rows: Self.rows(block))
    }
  }

  private static func rows(_ block: OverlapTable.Block) -> [PageContext.Row] {
    block.rows.indices.map { index in
      let row = block.rows[index]
      let run = block.rows[index...].prefix { $0.direction == row.direction }.count
      let starts = index == 0 || block.rows[index - 1].direction != row.direction
      return PageContext.Row(
        startsDirection: starts, directionRows: "\(run)", direction: row.direction.arrow,
        model: row.model.rawValue,
        entries: row.entries.map(PageContext.Entry.init))
    }
  }
}

extension PageContext.Entry {
  /// An entry of a table for the page.
  init(_ entry: OverlapTable.Entry) {
    let numbers = OverlapNumbers(entry)
    measured = entry.overlaps != nil
    state = entry.state.text
    let (x, y) = (numbers.input, numbers.target)
    (xMean, xDeviation, xBest) = (x.mean ?? "", x.deviation ?? "", x.isBest)
    (xPaper, xPaperBest, xDifference) = (x.paper, x.paperIsBest, x.difference ?? "")
    (yMean, yDeviation, yBest) = (y.mean ?? "", y.deviation ?? "", y.isBest)
    (yPaper, yPaperBest, yDifference) = (y.paper, y.paperIsBest, y.difference ?? "")
    (pair, chance, items) = (numbers.pair, numbers.chance, numbers.items)
  }
}
