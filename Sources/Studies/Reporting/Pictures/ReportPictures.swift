/// The pictures of a report's page.
public struct ReportPictures: Sendable {
  /// Why there are no plots, for people; nil if there are.
  var hint: String?
  /// Paired bars, overlap by depth.
  var overlaps: [PageContext.Figure] = []
  /// What the pictures of cells show.
  var cellsText = ""
  /// Learning curves and heat maps, cell by cell.
  var cells: [PageContext.CellPictures] = []
  /// Items with their neighbors, as HTML.
  var neighbors: (text: String, html: String)?

  /// No pictures.
  public init() {}
}
