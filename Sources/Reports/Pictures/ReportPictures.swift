import CrossModal
import Studies

/// The pictures of a report's page.
package struct ReportPictures {
  /// Why there are no plots, for people; nil if there are.
  var hint: String?
  /// Paired bars, overlap by depth.
  var overlaps: [Figure] = []
  /// What the pictures of cells show.
  var cellsText = ""
  /// Learning curves and heat maps, cell by cell.
  var cells: [CellPictures] = []
  /// Items with their neighbors, as HTML.
  var neighbors: NeighborGallery?

  /// No pictures.
  package init() {}

  /// Cells whose learning curves and heat maps are drawn: a page must stay small.
  static let mostCells = 48
  /// Pictures of overlaps.
  static let mostOverlaps = 48

  /// Draws the pictures of a report with gnuplot; without gnuplot there is a hint instead.
  /// - Parameter withNeighbors: also pictures of items with their neighbors, where the data set has an atlas; a final fit
  ///   for each direction is trained again for them.
  package init(_ report: StudyReport, withNeighbors: Bool = true) async throws {
    if withNeighbors { neighbors = try NeighborGallery(report) }
    let limit = OverlapBars.limit(report.ownTables)
    let bars = report.ownTables.flatMap { OverlapBars.plots($0, limit: limit) }
    let depths = report.ownTables.flatMap { DepthPlot.plots($0, limit: limit) }
    let shared = Array((bars + depths).prefix(Self.mostOverlaps))
    let parts = CellPlots(report, most: Self.mostCells)
    let plots = shared + parts.cells.flatMap(\.plots)
    guard !plots.isEmpty else { return }
    switch try await Gnuplot.draw(plots) {
    case .missing(let hint): self.hint = hint
    case .drawn(let pictures):
      let figures = zip(plots, pictures).map { plot, picture in
        picture.map { Figure(svg: $0, caption: plot.caption) }
      }
      let failed = figures.count { $0 == nil }
      if failed > 0 { hint = "gnuplot could not draw \(failed) of \(plots.count) plots; they are left out." }
      overlaps = figures.prefix(shared.count).compactMap { $0 }
      var rest = figures.dropFirst(shared.count)
      for (place, cell) in parts.cells.enumerated() {
        let own = rest.prefix(cell.plots.count).compactMap { $0 }
        rest = rest.dropFirst(cell.plots.count)
        if !own.isEmpty { cells.append(.init(title: cell.title, open: place == 0, pictures: own)) }
      }
      cellsText = parts.text
    }
  }
}

/// Learning curve, heat map, overlap by K and importances of each cell, on scales that comparable cells share.
private struct CellPlots {
  struct Part {
    let title: String
    let plots: [Plot]
  }

  private(set) var cells: [Part] = []
  let text: String

  // Losses can be compared where they are of one kind and against the same target.
  private struct Scale: Hashable {
    let loss: LossName
    let direction: Direction
    let target: String
  }

  init(_ report: StudyReport, most: Int) {
    let indices = report.study.plan.cells.indices.prefix(most)
    let curves = indices.map { LearningCurves(report, cell: $0) }
    let maps = indices.map { SettingHeatMap(report, cell: $0) }
    func scale(_ index: Int) -> Scale {
      let cell = report.study.plan.cells[index].cell
      return Scale(loss: cell.loss, direction: cell.direction, target: cell.target)
    }
    var (curveRanges, mapRanges): ([Scale: ClosedRange<Double>], [Scale: ClosedRange<Double>]) = ([:], [:])
    for index in indices {
      if let range = curves[index]?.range {
        curveRanges[scale(index)] = Self.joined(curveRanges[scale(index)], range)
      }
      if let range = maps[index]?.range {
        mapRanges[scale(index)] = Self.joined(mapRanges[scale(index)], range)
      }
    }
    for index in indices {
      var plots: [Plot] = []
      if let curve = curves[index], let range = curveRanges[scale(index)] {
        plots.append(curve.plot(range: range))
      }
      if let map = maps[index], let range = mapRanges[scale(index)] { plots.append(map.plot(range: range)) }
      if let metric = report.study.configuration.measures.metrics.first?.rawValue,
        let plot = NeighborCountPlot.plot(report, cell: index, metric: metric)
      {
        plots.append(plot)
      }
      if let plot = ImportanceBars.plot(report.choices[index].importances) { plots.append(plot) }
      let cell = report.study.plan.cells[index].cell
      if !plots.isEmpty { cells.append(Part(title: CellTitle.text(cell, study: report.study), plots: plots)) }
    }
    let total = report.study.plan.cells.count
    text =
      "Cells of the same loss, direction and target share their scales."
      + (total > most ? " The first \(most) of \(total) cells are drawn." : "")
  }

  private static func joined(_ known: ClosedRange<Double>?, _ range: ClosedRange<Double>) -> ClosedRange<
    Double
  > {
    guard let known else { return range }
    return min(known.lowerBound, range.lowerBound)...max(known.upperBound, range.upperBound)
  }
}
