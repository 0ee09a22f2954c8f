import Messages
import Studies

/// How much each axis of a cell's grid matters, as two bars: of the variance over all settings, and in the best tenth.
struct ImportanceBars {
  /// The picture of a cell; nil where there are no shares, or only one axis.
  static func plot(_ importances: CellImportances) -> Plot? {
    guard importances.axes.count > 1 else { return nil }
    let together = importances.interactions.reduce(0) { $0 + $1.variance }
    var bars = importances.axes.map { (title: readable($0.name), all: $0.variance, top: $0.topVariance) }
    bars.append((title: "two together", all: together, top: nil))
    if importances.axes.count > 2, let higher = importances.higher {
      bars.append((title: "three and more", all: higher, top: nil))
    }
    func boxes(_ share: (Int) -> Double?, offset: Double) -> [[String]] {
      bars.indices.compactMap { index in
        share(index).map { share in
          let center = -Double(index) + offset
          return [share / 2, center, 0, share, center - 0.15, center + 0.15].map(Plot.number)
        }
      }
    }
    let tics = bars.enumerated().map { "\(Plot.quoted($1.title)) \(-$0)" }.joined(separator: ", ")
    let top = boxes({ bars[$0].top }, offset: -0.17)
    let script = """
      \(Plot.data("all", boxes({ bars[$0].all }, offset: 0.17)))\(Plot.data("top", top))\
      set xrange [0:1]
      set yrange [\(-Double(bars.count) + 0.45):0.55]
      set ytics (\(tics)) textcolor rgb \(PlotColor.ink.script)
      set xtics 0.25 format '%.2f' textcolor rgb \(PlotColor.soft.script)
      set grid xtics lt 1 lw 1 lc rgb \(PlotColor.grid.script)
      set style fill solid 1 noborder
      \(Plot.key)
      plot $all using 1:2:3:4:5:6 with boxxyerror lc rgb \(PlotColor.heldOut.script) title 'all settings'\
      \(top.isEmpty ? "" : ", $top using 1:2:3:4:5:6 with boxxyerror lc rgb \(PlotColor.training.script) title 'best tenth'")
      """
    let values = bars.map { bar in
      "\(bar.title) \(percent(bar.all))" + (bar.top.map { ", in the best tenth \(percent($0))" } ?? "")
    }
    return Plot(
      height: 70 + 34 * bars.count, script: script,
      alternative: "Shares of the variance by axis of the grid. \(values.joined(separator: "; ")).",
      caption:
        "What the axes of the grid explain of the variance over all settings, each alone and together, and their shares in what "
        + "tells the best tenth from all.")
  }

  /// An axis for people: `learning rate`.
  static func readable(_ axis: String) -> String { axis.replacing("-", with: " ") }

  /// A share for people.
  static func percent(_ share: Double) -> String { "\(format(100 * share, 0)) %" }
}
