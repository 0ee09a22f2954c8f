import Messages
import Studies

extension OverlapTable {
  /// One pair of overlaps, as a line of ``csv`` tells of it.
  struct Line: Sendable {
    let table: OverlapTable
    let block: Block
    let row: Row
    let entry: Entry

    var overlaps: OverlapSummary? { entry.overlaps }
  }

  /// The columns of ``csv``.
  package static var csvColumns: [String] { quantities.map(\.column) }

  /// The table with one line for each pair of overlaps (RFC 4180), numbers in their shortest exact form.
  package var csv: String {
    let lines = blocks.flatMap { block in
      block.rows.flatMap { row in
        row.entries.map { Line(table: self, block: block, row: row, entry: $0) }
      }
    }
    return QuantityTable(Self.quantities, rows: lines).csv
  }

  /// What a line tells.
  static let quantities: [Quantity<Line>] =
    names + spread(OverlapQuantities.input) { $0.input } + spread(OverlapQuantities.target) { $0.target }
    + spread(OverlapQuantities.pair) { $0.pair } + counts + paper

  private static let names: [Quantity<Line>] = [
    Quantity("table", "Table", "Name of the table.", text: { $0.table.name }),
    Quantity("loss", "Loss", "The loss that was trained.", text: { $0.table.loss.rawValue }),
    Quantity(
      "neighbors", "Neighbors", OverlapQuantities.metric.definition, text: { $0.table.metric }),
    Quantity(
      "k", "K", OverlapQuantities.neighbors.definition, unit: .neighbors, integer: { $0.table.k }),
    Quantity(
      "includes self", "The item itself", OverlapQuantities.includesSelf.definition,
      flag: { $0.table.includesSelf }),
    Quantity("dataset", "Data set", "Name of the data set.", text: { $0.block.dataset }),
    Quantity("text", "Text features", "Name of the features of the second side.", text: { $0.block.text }),
    Quantity(
      "direction", "Direction", "Which side is mapped to which.",
      text: { $0.row.sides.name(of: $0.row.direction) }),
    Quantity("model", "Model", "The family of maps.", text: { $0.row.model.rawValue }),
    Quantity(
      "image", "Image features", "Name of the features of the first side.", text: { $0.entry.cell.first }),
    Quantity(
      "state", "State", "measured, no result yet, failed, or not run.",
      text: { $0.overlaps == nil ? $0.entry.state.text : "measured" }),
  ]

  private static let counts: [Quantity<Line>] = [
    Quantity(
      "chance", "Chance", OverlapQuantities.chance.definition, unit: .share, isOptional: true,
      number: { $0.overlaps?.chance }),
    Quantity(
      "items least", "Items, least", "Items of the smallest fold or test set.", unit: .items,
      isOptional: true,
      integer: { $0.overlaps?.items.lowerBound }),
    Quantity(
      "items most", "Items, most", "Items of the largest fold or test set.", unit: .items, isOptional: true,
      integer: { $0.overlaps?.items.upperBound }),
    Quantity(
      "final fits", "Final fits", "Folds or runs with a result.", unit: .fits, isOptional: true,
      integer: { $0.overlaps?.count }),
  ]

  private static let paper: [Quantity<Line>] = [
    Quantity(
      "paper x f", "The paper’s X,f", "X,f in the paper, where it measured in the same way.", unit: .share,
      isOptional: true, number: { $0.entry.paper?.overlapInput }),
    Quantity(
      "paper y f", "The paper’s Y,f", "Y,f in the paper, where it measured in the same way.", unit: .share,
      isOptional: true, number: { $0.entry.paper?.overlapTarget }),
    Quantity(
      "difference x f", "Difference of X,f", "x_f − paper_x_f.", isOptional: true, places: 6,
      number: { line in difference(line.overlaps?.input, line.entry.paper?.overlapInput) }),
    Quantity(
      "difference y f", "Difference of Y,f", "y_f − paper_y_f.", isOptional: true, places: 6,
      number: { line in difference(line.overlaps?.target, line.entry.paper?.overlapTarget) }),
  ]

  // Mean and standard deviation of a measure over folds or runs.
  private static func spread(
    _ measure: Quantity<OverlapRecord>,
    _ spread: @escaping @Sendable (OverlapSummary) -> OverlapSummary.Spread
  ) -> [Quantity<Line>] {
    [
      Quantity(
        measure.name, measure.title, measure.definition + " Mean over folds or runs.", unit: measure.unit,
        isOptional: true, digits: measure.digits, number: { $0.overlaps.map { spread($0).mean } }),
      Quantity(
        measure.name.adding("sd"), "\(measure.title), ±", "Standard deviation (n − 1) of \(measure.column).",
        isOptional: true, digits: measure.digits, number: { $0.overlaps.map { spread($0).deviation } }),
    ]
  }

  private static func difference(_ ours: OverlapSummary.Spread?, _ theirs: Double?) -> Double? {
    ours.flatMap { ours in theirs.map { ours.mean - $0 } }
  }
}
