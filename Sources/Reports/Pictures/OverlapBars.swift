import CrossModal
import Messages
import Studies

/// X,f against Y,f as paired bars, cell by cell, with error bars; chance and X,Y as lines across each pair.
struct OverlapBars {
  /// One picture for each pair of features of a table; `limit` is the end of the scale, the same for all.
  static func plots(_ table: OverlapTable, limit: Double) -> [Plot] {
    table.blocks.flatMap { block in
      table.images.indices.compactMap { column -> Plot? in
        let rows = block.rows.compactMap { row -> (title: String, overlaps: OverlapSummary)? in
          row.entries[column].overlaps.map { ("\(row.arrow) · \(row.model.rawValue)", $0) }
        }
        guard !rows.isEmpty else { return nil }
        return plot(table, block, image: table.images[column], rows: rows, limit: limit)
      }
    }
  }

  /// The end of a scale on which all these tables have room.
  static func limit(_ tables: [OverlapTable]) -> Double {
    let most = tables.flatMap(\.entries).compactMap(\.overlaps).map {
      max($0.input.mean + $0.input.deviation, $0.target.mean + $0.target.deviation, $0.pair.mean)
    }.max()
    return min(1, (((most ?? 1) * 10).rounded(.up)) / 10)
  }

  private typealias Row = (title: String, overlaps: OverlapSummary)

  private static func plot(
    _ table: OverlapTable, _ block: OverlapTable.Block, image: String, rows: [Row], limit: Double
  ) -> Plot {
    func bars(_ value: (OverlapSummary) -> OverlapSummary.Spread, offset: Double) -> [[String]] {
      rows.enumerated().map { index, row in
        let (spread, center) = (value(row.overlaps), -Double(index) + offset)
        return [
          spread.mean, center, 0, spread.mean, center - 0.15, center + 0.15,
          max(0, spread.mean - spread.deviation),
          min(1, spread.mean + spread.deviation),
        ].map(Plot.number)
      }
    }
    // Every fold or run, so that two that disagree are seen.
    func points(_ value: (OverlapSummary) -> OverlapSummary.Spread, offset: Double) -> [[String]] {
      rows.enumerated().flatMap { index, row in
        value(row.overlaps).values.map { [$0, -Double(index) + offset].map(Plot.number) }
      }
    }
    func marks(_ value: (OverlapSummary) -> Double) -> [[String]] {
      rows.enumerated().map { index, row in
        [value(row.overlaps), -Double(index) - 0.4, 0, 0.8].map(Plot.number)
      }
    }
    let tics = rows.enumerated().map { "\(Plot.quoted($1.title)) \(-$0)" }.joined(separator: ", ")
    let script = """
      \(Plot.data("input", bars(\.input, offset: 0.17)))\(Plot.data("target", bars(\.target, offset: -0.17)))\
      \(Plot.data("inputs", points(\.input, offset: 0.17)))\(Plot.data("targets", points(\.target, offset: -0.17)))\
      \(Plot.data("pair", marks(\.pair.mean)))\(Plot.data("chance", marks(\.chance)))
      set xrange [0:\(limit)]
      set yrange [\(-Double(max(2, rows.count)) + 0.45):0.55]
      set ytics (\(tics)) textcolor rgb \(PlotColor.ink.script)
      set xtics \(limit > 0.5 ? 0.2 : 0.1) format '%.1f' textcolor rgb \(PlotColor.soft.script)
      set grid xtics lt 1 lw 1 lc rgb \(PlotColor.grid.script)
      set style fill solid 1 noborder
      \(Plot.key)
      plot $input using 1:2:3:4:5:6 with boxxyerror lc rgb \(PlotColor.input.script) title 'X,f', \
      $target using 1:2:3:4:5:6 with boxxyerror lc rgb \(PlotColor.target.script) title 'Y,f', \
      $pair using 1:2:3:4 with vectors nohead lw 2 lc rgb \(PlotColor.pair.script) title 'X,Y', \
      $chance using 1:2:3:4 with vectors nohead lw 2 dt (3,3) lc rgb \(PlotColor.chance.script) title 'chance', \
      $input using 7:2:($8-$7):(0) with vectors nohead lw 1.5 lc rgb \(PlotColor.ink.script) notitle, \
      $target using 7:2:($8-$7):(0) with vectors nohead lw 1.5 lc rgb \(PlotColor.ink.script) notitle, \
      $inputs using 1:2 with points pt 6 ps 0.5 lw 1 lc rgb \(PlotColor.ink.script) notitle, \
      $targets using 1:2 with points pt 6 ps 0.5 lw 1 lc rgb \(PlotColor.ink.script) notitle
      """
    let names = "\(PaperTables.title(of: image)) and \(PaperTables.title(of: block.text))"
    let values = rows.map {
      "\($0.title): X,f \(format($0.overlaps.input.mean, 3)), Y,f \(format($0.overlaps.target.mean, 3))"
    }
    return Plot(
      height: 84 + 38 * max(2, rows.count), script: script,
      alternative:
        "Paired bars of the overlap of f(X) with X and with Y, \(table.metric) neighbors, \(table.loss.title) loss, "
        + "\(names). " + values.joined(separator: "; "),
      caption:
        "Overlap of f(X) with the input X and with the target Y: \(table.loss.title) loss, "
        + "\(table.metric.metricTitle) neighbors, \(names). Bars end at the mean, thin lines span ± one standard deviation over "
        + "\(table.repetitions), each of which is a ring."
    )
  }
}
