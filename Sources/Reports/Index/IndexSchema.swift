import CrossModal
import Studies

/// The tables and views of `index.sqlite`. Names and columns are for people and their queries: they may be added to, not
/// renamed.
enum IndexSchema {
  /// The cells and what was chosen in them.
  static let cells = IndexTable<IndexedCell>(
    name: "cell",
    quantities: [
      Quantity("cell", "Cell", "Place of the cell in the plan, from 0.", integer: { $0.place }),
      Quantity("name", "Name", "The cell’s name, whose parts follow.", text: { $0.cell.id }),
    ] + CellQuantities.of { $0.cell } + [
      Quantity(
        "settings", "Settings", "Settings of the cell’s grid.", unit: .settings,
        integer: { $0.entry.settings.count }),
      Quantity("search fits", "Search fits", "Settings × folds.", unit: .fits, integer: { $0.entry.fits }),
      Quantity(
        "final fits", "Final fits", "Folds of a cross-validation, or runs of a holdout.", unit: .fits,
        integer: { $0.entry.finalFits }),
      Quantity(
        "best setting", "Best setting",
        "Place of the chosen setting; none before all its folds have finished.",
        isOptional: true, integer: { $0.best?.setting }),
      Quantity(
        "best epoch", "Best epoch", "The chosen number of epochs.", unit: .epochs, isOptional: true,
        integer: { $0.best?.epoch }),
      Quantity(
        "best loss", "Best loss", "Held-out loss at that epoch, mean over the folds; smaller is better.",
        isOptional: true, number: { $0.best?.loss }),
      Quantity(
        "best deviation", "Spread", "Standard deviation (n − 1) of that loss over the folds.",
        isOptional: true,
        number: { $0.best?.deviation }),
    ], key: ["cell"])

  /// The settings of all cells.
  static let settings = IndexTable<IndexedSetting>(
    name: "setting",
    quantities: [
      Quantity("cell", "Cell", "Place of the cell in the plan.", integer: { $0.cell }),
      Quantity(
        "setting", "Setting", "Place of the setting in the cell’s grid, from 0.", integer: { $0.place }),
      Quantity("name", "Name", "The setting in short, unique inside its cell.", text: { $0.setting.name }),
    ] + SettingQuantities.all.map { $0.of { $0.setting } }, key: ["cell", "setting"], hasRowIdentifiers: false
  )

  /// The fits that have a result: what `results` says of them, without cell and setting, which have tables of their own.
  static let fits = IndexTable<FitRow>(
    name: "fit",
    quantities: [
      Quantity("cell", "Cell", "Place of the cell in the plan.", integer: { $0.fit.cell }),
      Quantity(
        "setting", "Setting", "Place of the setting in the cell’s grid; −1 where none could be chosen.",
        integer: { $0.place ?? -1 }),
    ] + FitQuantities.identity + [FitQuantities.fold] + FitQuantities.training + [FitQuantities.reason]
      + FitQuantities.computing)

  /// What final fits measured, one row for each metric and treatment of the item itself.
  static let overlaps = IndexTable<IndexedOverlap>(
    name: "overlap",
    quantities: [Quantity("fit", "Fit", "Name of the fit.", text: { $0.fit })]
      + OverlapQuantities.all.map { $0.of { $0.overlap } },
    key: ["fit", "metric", "includes_self"], hasRowIdentifiers: false)

  private static func columns<Row>(_ quantities: [Quantity<Row>], of table: String) -> String {
    quantities.map { "\(table).\($0.column)" }.joined(separator: ", ")
  }

  /// Statements that make an empty index.
  static var statements: String {
    let means = OverlapQuantities.measures.map { "avg(o.\($0.column)) AS \($0.column)" }.joined(
      separator: ", ")
    return """
        \(cells.creation)
      \(settings.creation)
      \(fits.creation)
      \(overlaps.creation)
      CREATE VIEW cells AS
        SELECT c.*, (SELECT count(*) FROM fit f WHERE f.cell = c.cell) AS done FROM cell c;
      CREATE VIEW settings AS
        SELECT c.name AS cell_name, s.*, s.name AS setting_name FROM setting s JOIN cell c USING (cell);
      CREATE VIEW fits AS
        SELECT c.name AS cell_name, \(columns(CellQuantities.all, of: "c")), s.name AS setting_name,
          \(columns(SettingQuantities.all, of: "s")), f.*
        FROM fit f JOIN cell c USING (cell) LEFT JOIN setting s USING (cell, setting);
      CREATE VIEW best AS
        SELECT c.name AS cell_name, s.name AS setting_name, c.best_epoch AS epoch, c.best_loss AS loss,
          c.best_deviation AS deviation, o.metric, o.includes_self, \(means), count(o.fit) AS final_fits
        FROM cell c JOIN setting s ON s.cell = c.cell AND s.setting = c.best_setting
          LEFT JOIN fit f ON f.cell = c.cell AND f.kind = 'final' LEFT JOIN overlap o ON o.fit = f.fit
        GROUP BY c.cell, o.metric, o.includes_self;
      """
  }

  /// What is made after all rows are in, which is faster.
  static let indices =
    "CREATE INDEX fit_by_cell ON fit (cell, kind, setting, fold);"
}
