import CrossModal
import Messages
import Studies

/// X,f and Y,f against the number of hidden layers.
struct DepthPlot {
  /// One picture for each direction and pair of features that was run at three depths or more, lin among them; `limit` is the end of the
  /// scale, the same for all.
  static func plots(_ table: OverlapTable, limit: Double) -> [Plot] {
    DepthSeries.all(table).filter { $0.points.count > 2 }.map { plot(table, $0, limit: limit) }
  }

  private static func plot(_ table: OverlapTable, _ series: DepthSeries, limit: Double) -> Plot {
    let rows = series.points.enumerated().map { place, point in
      [
        Double(place), point.overlaps.input.mean, point.overlaps.input.deviation, point.overlaps.target.mean,
        point.overlaps.target.deviation, point.overlaps.chance, point.overlaps.pair.mean,
      ].map(Plot.number)
    }
    let tics = series.points.enumerated().map {
      "\(Plot.quoted("\($1.model.hiddenLayers) (\($1.model.rawValue))")) \($0)"
    }.joined(separator: ", ")
    let script = """
      \(Plot.data("points", rows))
      set xrange [-0.25:\(Double(rows.count) - 0.75)]
      set yrange [0:\(limit)]
      set xtics (\(tics)) textcolor rgb \(PlotColor.ink.script)
      set ytics 0.1 format '%.1f' textcolor rgb \(PlotColor.soft.script)
      set xlabel 'hidden layers' textcolor rgb \(PlotColor.soft.script)
      set grid ytics lt 1 lw 1 lc rgb \(PlotColor.grid.script)
      \(Plot.key)
      plot $points using 1:2 with linespoints lw 2.5 pt 7 ps 0.6 lc rgb \(PlotColor.input.script) title 'X,f', \
      $points using 1:4 with linespoints lw 2.5 pt 5 ps 0.6 lc rgb \(PlotColor.target.script) title 'Y,f', \
      $points using 1:7 with lines lw 1.5 lc rgb \(PlotColor.pair.script) title 'X,Y', \
      $points using 1:6 with lines lw 1.5 dt (3,3) lc rgb \(PlotColor.chance.script) title 'chance', \
      $points using 1:($2-$3):(0):(2*$3) with vectors nohead lw 1.5 lc rgb \(PlotColor.input.script) notitle, \
      $points using 1:($4-$5):(0):(2*$5) with vectors nohead lw 1.5 lc rgb \(PlotColor.target.script) notitle
      """
    let what =
      "\(table.loss.title) loss, \(table.metric.metricTitle) neighbors, \(series.arrow), "
      + "\(PaperTables.title(of: series.image)) and \(PaperTables.title(of: series.block.text))"
    let values = series.points.map {
      "\($0.model.rawValue): X,f \(format($0.overlaps.input.mean, 3)), Y,f \(format($0.overlaps.target.mean, 3))"
    }
    return Plot(
      height: 280, script: script,
      alternative: "Overlap of f(X) with X and with Y against depth. \(what). "
        + values.joined(separator: "; "),
      caption: "Overlap against depth: \(what).")
  }
}
