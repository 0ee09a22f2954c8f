import CrossModal
import Messages
import Studies

/// Overlap against the number of neighbors K, with chance; without the item itself, which would be all of it at K = 1.
struct NeighborCountPlot {
  /// The picture of a cell under one metric; nil where the journals have no such curve.
  static func plot(_ report: StudyReport, cell index: Int, metric: String) -> Plot? {
    let records = report.ledger.plan.finalFits(ofCell: index).compactMap { fit in
      report.ledger[fit]?.overlaps?.first { $0.metric == metric && !$0.includesSelf }
    }
    let counts = Set(records.flatMap { $0.curve ?? [] }.map(\.k)).sorted()
    let points = counts.compactMap { k -> (k: Int, summary: OverlapSummary)? in
      let same = records.compactMap { record in
        record.curve?.first { $0.k == k }.map { point in
          OverlapRecord(
            metric: metric, k: k, includesSelf: false, items: record.items, input: point.input,
            target: point.target, pair: point.pair, others: record.others)
        }
      }
      return OverlapSummary(same).map { (k, $0) }
    }
    guard points.count > 1, let last = points.last else { return nil }
    let rows = points.map { point in
      let summary = point.summary
      return [
        Double(point.k), summary.input.mean, summary.target.mean, summary.pair.mean, summary.chance,
        summary.input.mean - summary.input.deviation, summary.input.mean + summary.input.deviation,
        summary.target.mean - summary.target.deviation, summary.target.mean + summary.target.deviation,
      ].map(Plot.number)
    }
    let tics = points.map { "\(Plot.quoted("\($0.k)")) \($0.k)" }.joined(separator: ", ")
    let script = """
      \(Plot.data("points", rows))
      set logscale x
      set xrange [\(points[0].k):\(last.k)]
      set yrange [0:1]
      set xtics (\(tics)) textcolor rgb \(PlotColor.soft.script)
      set ytics 0.2 format '%.1f' textcolor rgb \(PlotColor.soft.script)
      set xlabel 'K, number of neighbors' textcolor rgb \(PlotColor.soft.script)
      set grid ytics lt 1 lw 1 lc rgb \(PlotColor.grid.script)
      set style fill transparent solid 0.18 noborder
      \(Plot.key)
      plot $points using 1:6:7 with filledcurves lc rgb \(PlotColor.input.script) notitle, \
      $points using 1:8:9 with filledcurves lc rgb \(PlotColor.target.script) notitle, \
      $points using 1:2 with lines lw 2.5 lc rgb \(PlotColor.input.script) title 'X,f', \
      $points using 1:3 with lines lw 2.5 lc rgb \(PlotColor.target.script) title 'Y,f', \
      $points using 1:4 with lines lw 1.5 lc rgb \(PlotColor.pair.script) title 'X,Y', \
      $points using 1:5 with lines lw 1.5 dt (3,3) lc rgb \(PlotColor.chance.script) title 'chance'
      """
    let values = points.map {
      "K \($0.k): X,f \(format($0.summary.input.mean, 3)), Y,f \(format($0.summary.target.mean, 3))"
    }
    return Plot(
      height: 280, script: script,
      alternative: "Overlap against the number of neighbors. " + values.joined(separator: "; "),
      caption:
        "Overlap against K, \(metric.metricTitle) neighbors, the item itself not counted; shaded ± one standard "
        + "deviation.")
  }
}
