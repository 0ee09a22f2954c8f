import CrossModal
import Studies

/// A cell's name for people: what all cells of a study have in common is left out.
enum CellTitle {
  /// "image → text, MSE, nn", with the features where a study has several.
  static func text(_ cell: Cell, study: MapStudy) -> String {
    let dataset = study.configuration.dataset
    var parts: [String] = []
    if dataset.image.count > 1 { parts.append(PaperTables.title(of: cell.first)) }
    if dataset.text.count > 1 { parts.append(PaperTables.title(of: cell.second)) }
    parts.append(cell.sides.arrow(cell.direction))
    if study.configuration.losses.count > 1 { parts.append(cell.loss.title) }
    return (parts + [cell.model.rawValue]).joined(separator: ", ")
  }
}
