import Studies

extension IndexSchema {
  /// A view and its columns.
  struct View {
    let name: String
    let text: String
    let fields: [DocumentField]
  }

  /// The views, with their columns in order.
  static var views: [View] {
    let cellName = DocumentField.text("cell_name", "Name of the cell.")
    let settingName = DocumentField.text("setting_name", "The setting in short.")
    return [
      View(
        name: "cells", text: "one row a cell, with what was chosen in it",
        fields: cells.quantities.map(\.columnField) + [
          .integer("done", "Fits of the cell that have a result, search and final.", unit: .fits)
        ]),
      View(
        name: "settings", text: "one row for each setting of each cell",
        fields: [cellName] + settings.quantities.map(\.columnField) + [settingName]),
      View(
        name: "fits", text: "one row for each fit that has a result",
        fields: [cellName] + CellQuantities.all.map(\.columnField) + [settingName]
          + SettingQuantities.all.map(\.columnField) + fits.quantities.map(\.columnField)),
      View(
        name: "best", text: "one row for each chosen setting, metric and treatment of the item itself",
        fields: [
          cellName, settingName, .integer("epoch", "The chosen number of epochs.", unit: .epochs),
          .number("loss", "Held-out loss at that epoch, mean over the folds."),
          .number("deviation", "Standard deviation (n − 1) of that loss over the folds."),
          .text("metric", OverlapQuantities.metric.definition, isOptional: true),
          .flag("includes_self", OverlapQuantities.includesSelf.definition, isOptional: true),
        ]
          + OverlapQuantities.measures.map {
            .number(
              $0.column, "\($0.definition) Mean over the final fits.", unit: .share, isOptional: true)
          } + [.integer("final_fits", "Final fits with a result.", unit: .fits)]),
    ]
  }
}
