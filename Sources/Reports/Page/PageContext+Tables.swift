import CrossModal
import Studies

extension PageContext.Table {
  /// A table for the page, without a note that the page gives once for all tables.
  init(_ table: OverlapTable, without shared: String?) {
    id = table.name
    title = table.title
    legend = table.legend
    notes = table.notes.filter { $0 != shared }
    csv = table.entries.contains { $0.overlaps != nil } ? table.csv : nil
    let measured = table.images.indices.map { place in
      table.blocks.flatMap(\.rows).contains { $0.entries[place].overlaps != nil }
    }
    images = zip(table.images, measured).map {
      PageContext.Image(title: PaperTables.title(of: $0), isMeasured: $1, width: "\(Self.columns($1))")
    }
    let width = measured.reduce(2) { $0 + Self.columns($1) }
    blocks = table.blocks.map { block in
      PageContext.Block(title: block.title, width: "\(width)", rows: Self.rows(block, measured))
    }
  }

  // Without a measurement there is nothing to say besides X,f and Y,f.
  private static func columns(_ isMeasured: Bool) -> Int { isMeasured ? 5 : 2 }

  private static func rows(_ block: OverlapTable.Block, _ measured: [Bool]) -> [PageContext.Row] {
    block.rows.indices.map { index in
      let row = block.rows[index]
      let run = block.rows[index...].prefix { $0.direction == row.direction }.count
      let starts = index == 0 || block.rows[index - 1].direction != row.direction
      return PageContext.Row(
        startsDirection: starts, directionRows: "\(run)", direction: row.arrow,
        model: row.model.rawValue,
        entries: zip(row.entries, measured).map { PageContext.Entry($0, isWide: $1) })
    }
  }
}

extension PageContext.Entry {
  /// An entry of a table for the page.
  init(_ entry: OverlapTable.Entry, isWide: Bool) {
    let numbers = OverlapNumbers(entry)
    self.isWide = isWide
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
