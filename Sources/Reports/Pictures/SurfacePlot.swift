import CrossModal
import Messages

/// The overlap over the number of items: at fixed numbers of neighbors, and at fixed shares of the items.
struct SurfacePlot {
  private let surface: OverlapSurface

  // Lines that can be told apart.
  private static let colors: [PlotColor] = [.input, .target, .heldOut, .pair, .training]

  init(_ surface: OverlapSurface) { self.surface = surface }

  /// One picture of fixed numbers and one of fixed shares, where there are at least two numbers of items for it.
  var plots: [Plot] {
    [
      plot(
        surface.columns.filter { $0.share == nil }, title: "at a fixed number of neighbors k",
        name: { "k \($0)" }),
      plot(
        surface.columns.filter { $0.share != nil }, title: "at neighbors that are a fixed share of the items",
        name: { "\($0.description.dropLast()) %" }),
    ].compactMap { $0 }
  }

  private func plot(_ columns: [NeighborCount], title: String, name: (NeighborCount) -> String) -> Plot? {
    let lines = columns.map { column in
      (
        name: name(column),
        cells: surface.sizes.reversed().compactMap { surface.cell(items: $0, column) }.filter(\.keepsShare)
      )
    }.filter { $0.cells.count > 1 }.prefix(Self.colors.count)
    guard !lines.isEmpty else { return nil }
    let sizes = Set(lines.flatMap { $0.cells.map(\.items) }).sorted()
    var (blocks, bands, curves, chances) = ("", [String](), [String](), [String]())
    for (place, line) in lines.enumerated() {
      let data = "line\(place)"
      blocks += Plot.data(
        data,
        line.cells.map { cell in
          [
            Double(cell.items), cell.value, cell.interval?.lowerBound ?? .nan,
            cell.interval?.upperBound ?? .nan,
            cell.chance,
          ].map(Plot.number)
        })
      let color = Self.colors[place].script
      if line.cells.count(where: { $0.interval != nil }) > 1 {
        bands.append("$\(data) using 1:3:4 with filledcurves lc rgb \(color) notitle")
      }
      curves.append(
        "$\(data) using 1:2 with linespoints lw 2.5 pt 7 ps 0.5 lc rgb \(color) title '\(line.name)'"
      )
      chances.append(
        "$\(data) using 1:5 with lines lw 1.2 dt (3,3) lc rgb \(PlotColor.chance.script) notitle")
    }
    let tics = Self.spaced(sizes).map { "\(Plot.quoted("\($0)")) \($0)" }.joined(separator: ", ")
    let script = """
      \(blocks)
      set logscale x
      set xrange [\(Double(sizes[0]) * 0.94):\(Double(sizes[sizes.count - 1]) * 1.06)]
      set yrange [0:*]
      set xtics (\(tics)) textcolor rgb \(PlotColor.soft.script)
      set ytics textcolor rgb \(PlotColor.soft.script)
      set xlabel 'number of items' textcolor rgb \(PlotColor.soft.script)
      set grid ytics lt 1 lw 1 lc rgb \(PlotColor.grid.script)
      set style fill transparent solid 0.18 noborder
      \(Plot.key)
      plot \((bands + chances + curves).joined(separator: ", "))
      """
    let spoken = lines.map { line in
      "\(line.name): "
        + line.cells.map { "\(format($0.value, 3)) of \($0.items) items" }.joined(separator: ", ")
    }
    return Plot(
      height: 300, script: script,
      alternative: "Overlap by number of items \(title). " + spoken.joined(separator: "; "),
      caption:
        "Overlap by number of items, \(title), \(surface.metric.rawValue.metricTitle) neighbors, the item itself not "
        + "counted; shaded: 95 % intervals; dashed: chance.")
  }

  // Tics that do not run into each other on the logarithmic axis; the last always.
  private static func spaced(_ sizes: [Int]) -> [Int] {
    var kept: [Int] = []
    for size in sizes.reversed() where kept.last.map({ Double($0) > 1.5 * Double(size) }) ?? true {
      kept.append(size)
    }
    return kept.reversed()
  }
}
