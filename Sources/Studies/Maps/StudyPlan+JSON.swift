import Settings

extension StudyPlan {
  /// The plan as a JSON document: `{fits, finalFits, settings, cells: [{dataset, image, text, direction, loss, model,
  /// settings, fits}]}`, where `fits` counts search fits. One line per cell.
  package var json: String {
    JSONText.object([
      ("fits", .integer(fits)),
      ("finalFits", .integer(finalFits)),
      ("settings", .integer(settings)),
      (
        "cells",
        .array(
          cells.map { entry in
            .object([
              ("dataset", .string(entry.cell.dataset)),
              ("image", .string(entry.cell.first)),
              ("text", .string(entry.cell.second)),
              ("direction", .string(entry.cell.direction.rawValue)),
              ("loss", .string(entry.cell.loss.rawValue)),
              ("model", .string(entry.cell.model.rawValue)),
              ("settings", .integer(entry.settings.count)),
              ("fits", .integer(entry.fits)),
            ])
          })
      ),
    ]).pretty
  }
}
