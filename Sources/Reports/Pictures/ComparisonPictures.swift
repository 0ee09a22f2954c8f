import CrossModal
import Foundation
import Studies
import VectorFiles

/// The pictures of a comparison: the overlap over the number of items, and heat maps of all pairs.
package struct ComparisonPictures: Sendable {
  /// The pictures that were drawn.
  package private(set) var figures: [Figure] = []
  // A page must stay small.
  private static let mostMaps = 12
  /// Why some are missing, for people; nil where none is.
  package private(set) var hint: String?

  /// Draws them with gnuplot; without gnuplot there is a hint instead.
  /// - Parameters:
  ///   - compared: all pairs; of three spaces or more each measure that compares them is a heat map.
  ///   - names: what the spaces are called.
  ///   - surface: of two spaces.
  package init(_ compared: ComparedPairs, names: [String], surface: OverlapSurface? = nil) async throws {
    let scores = compared.pairs.first?.scores.filter { $0.measure.group != .hubs } ?? []
    let maps = scores.prefix(Self.mostMaps).compactMap {
      SpaceHeatMap(compared, names: names, measure: $0.measure, k: $0.k)
    }
    let plots = (surface.map { SurfacePlot($0).plots } ?? []) + maps.map(\.plot)
    guard !plots.isEmpty else { return }
    switch try await Gnuplot.draw(plots) {
    case .missing(let hint): self.hint = hint
    case .drawn(let pictures):
      figures = zip(plots, pictures).compactMap { plot, picture in
        picture.map { Figure(svg: $0, caption: plot.caption, wide: plot.width > Plot.standardWidth) }
      }
      if figures.count < plots.count {
        hint =
          "gnuplot could not draw \(plots.count - figures.count) of \(plots.count) plots; they are left out."
      }
    }
  }

  /// Writes the pictures of a surface side by side as one SVG, whole or not at all.
  /// - Throws: ``StudyError`` where gnuplot is missing or fails (69) or there is nothing to draw, ``DataFileError`` where the
  ///   file cannot be written.
  package static func write(_ surface: OverlapSurface, to path: String) async throws {
    let plots = SurfacePlot(surface).plots
    guard !plots.isEmpty else {
      throw StudyError.refused(
        program: "crossmodal",
        reason: "\(path): \(surface.items) items are too few for a picture over the number of items")
    }
    guard case .drawn(let pictures) = try await Gnuplot.draw(plots) else {
      throw StudyError.refused(
        program: "gnuplot", reason: "not found or fails; a plot needs it (Debian: apt install gnuplot-nox)")
    }
    let drawn = pictures.compactMap { $0 }
    guard drawn.count == plots.count else {
      throw StudyError.refused(program: "gnuplot", reason: "drew nothing for \(path)")
    }
    try AtomicFile.write(text: PlotSVG.standalone(beside(drawn, plots)), to: path)
  }

  // Pictures in a row, each at its place in one picture.
  private static func beside(_ pictures: [String], _ plots: [Plot]) -> String {
    let height = plots.map(\.height).max() ?? 0
    var (x, body) = (0, "")
    for (picture, plot) in zip(pictures, plots) {
      body += picture.replacingOccurrences(
        of: "<svg ", with: "<svg x=\"\(x)\" width=\"\(plot.width)\" height=\"\(plot.height)\" ",
        options: .anchored)
      x += plot.width
    }
    return "<svg viewBox=\"0 0 \(x) \(height)\">\(body)</svg>"
  }
}
