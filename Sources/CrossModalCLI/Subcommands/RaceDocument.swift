import Messages
import Studies

/// What `verify --race` says.
struct RaceDocument: Encodable {
  /// The cells of the sample.
  let cells: [RaceVerification.Outcome]

  /// Cells in which the full grid chooses the same setting.
  var same: Int { cells.count { $0.same } }

  /// The largest excess of a loss; 0 without cells.
  var worst: Double { cells.map(\.excess).max() ?? 0 }

  /// Share of the grid's epochs that the race trained, over all cells of the sample.
  var share: Double {
    let (race, grid) = cells.reduce((0, 0)) { ($0.0 + $1.raceEpochs, $0.1 + $1.gridEpochs) }
    return grid > 0 ? Double(race) / Double(grid) : 1
  }

  private enum CodingKeys: CodingKey { case cells, same, largestExcess, epochShare }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(cells, forKey: .cells)
    try container.encode(same, forKey: .same)
    try container.encode(worst, forKey: .largestExcess)
    try container.encode(share, forKey: .epochShare)
  }

  /// For people: a line or three for each cell, and one for all.
  var lines: [String] {
    cells.flatMap { cell -> [String] in
      let share = "\(format(100 * cell.share, 0)) % of the epochs"
      if cell.same { return ["\(cell.cell): the grid chooses the same, \(cell.raceSetting); \(share)"] }
      return [
        "\(cell.cell): the grid chooses another setting; \(share)",
        "  race: \(cell.raceSetting), epoch \(cell.raceEpoch), loss \(format(cell.raceLoss, 5))",
        "  grid: \(cell.gridSetting), epoch \(cell.gridEpoch), loss \(format(cell.gridLoss, 5)); "
          + "the race's is \(format(100 * cell.excess, 2)) % larger",
      ]
    } + [
      "\(same) of \(cells.count) cells have the same winner; loss at most \(format(100 * worst, 2)) % larger; "
        + "\(format(100 * share, 0)) % of the grid's epochs were trained"
    ]
  }

  /// The keys of `verify --race --json`.
  static let fields: [DocumentField] = [
    DocumentField(
      "cells",
      .objects([
        .text("cell", "Name of the cell."),
        .text("raceSetting", "The setting that the race chose."),
        .integer("raceEpoch", "Its number of epochs.", unit: .epochs),
        .number("raceLoss", "Its held-out loss there, mean over the folds."),
        .text("gridSetting", "The setting that the full grid chooses."),
        .integer("gridEpoch", "Its number of epochs.", unit: .epochs),
        .number("gridLoss", "Its held-out loss there, mean over the folds."),
        .flag("same", "Whether the two are one setting."),
        .number("excess", "By how much the race's loss is larger.", unit: .relative),
        .integer("raceEpochs", "Epochs that the race trained.", unit: .epochs),
        .integer("gridEpochs", "Epochs that the full grid trains.", unit: .epochs),
      ]), "The cells of the sample."),
    .integer("same", "Cells in which the full grid chooses the same setting."),
    .number("largestExcess", "The largest excess.", unit: .relative),
    .number("epochShare", "Share of the grid's epochs that the race trained.", unit: .share),
  ]
}
