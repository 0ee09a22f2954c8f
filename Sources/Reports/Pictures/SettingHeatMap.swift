import CrossModal
import Settings
import Studies

/// Held-out loss over learning rate × hidden units, of a solved map over penalty × rank: the best over the other axes, the stronger the color, the lower.
struct SettingHeatMap {
  /// One field of the map.
  struct Field: Hashable {
    let rate: Double
    let units: Int?
  }

  let losses: [Field: Double]
  let chosen: Field
  private let rates: [Double]
  private let units: [Int?]
  private let cell: Cell
  private var rateTitle: String { cell.model.isTrained ? "learning rate" : "penalty" }
  private var unitsTitle: String { cell.model.isTrained ? "hidden units" : "rank" }

  /// The map of a cell; nil before its choice, for families without such axes, and for a random search that draws one of them
  /// from a range, where hardly any two settings share a value.
  init?(_ report: StudyReport, cell index: Int) {
    let ranges = report.study.plan.search.drawnRanges
    let axes = ["learning-rate", "hidden-units", "penalty", "rank"]
    guard !axes.contains(where: { ranges.range(of: $0) != nil }) else { return nil }
    let entry = report.study.plan.cells[index]
    let ranking = report.ledger.selection(cell: index).ranking
    guard let best = ranking.first else { return nil }
    func field(_ setting: Setting) -> Field? {
      (setting.learningRate ?? setting.penalty).map {
        Field(rate: $0, units: setting.hiddenUnits ?? setting.rank)
      }
    }
    guard let chosen = field(entry.settings[best.setting]) else { return nil }
    var losses: [Field: Double] = [:]
    for score in ranking {
      if let field = field(entry.settings[score.setting]) {
        losses[field] = min(score.loss, losses[field] ?? score.loss)
      }
    }
    (self.losses, self.chosen, cell) = (losses, chosen, entry.cell)
    let fields = entry.settings.compactMap(field)
    rates = fields.map(\.rate).firstOccurrences.sorted(by: >)
    units = fields.map(\.units).firstOccurrences
  }

  /// The losses from the lowest to three times the lowest.
  var range: ClosedRange<Double> {
    let low = losses.values.min() ?? 0
    return low...max(low, min(losses.values.max() ?? low, 3 * low))
  }

  /// The picture; equal shades mean equal losses on the given range.
  func plot(range: ClosedRange<Double>) -> Plot {
    var (boxes, labels): ([Int: [[String]]], [String]) = ([:], [])
    for (row, rate) in rates.enumerated() {
      for (column, units) in units.enumerated() {
        let field = Field(rate: rate, units: units)
        let level = level(field, range)
        boxes[level, default: []].append(
          [
            "\(column)", "\(-row)", "\(Double(column) - 0.48)", "\(Double(column) + 0.48)",
            "\(-Double(row) - 0.46)",
            "\(-Double(row) + 0.46)",
          ])
        let text = losses[field].map { SignificantDigits.text($0, digits: 3) } ?? "none"
        let color = PlotColor.text(onHeat: level)
        labels.append(
          "set label \(Plot.quoted(text + (field == chosen ? " •" : ""))) at \(column),\(-row) center front textcolor rgb \(color.script)"
        )
      }
    }
    let levels = boxes.keys.sorted()
    let curves = levels.map {
      "$level\($0) using 1:2:3:4:5:6 with boxxyerror lc rgb \(PlotColor.heat($0)) notitle"
    }
    let script = """
      \(levels.map { Plot.data("level\($0)", boxes[$0] ?? []) }.joined())
      \(labels.joined(separator: "\n"))
      set xrange [-0.5:\(Double(units.count) - 0.5)]
      set yrange [\(-Double(rates.count) + 0.5):0.5]
      set xtics (\(units.enumerated().map { "\(Plot.quoted($1.map(String.init) ?? "none")) \($0)" }.joined(separator: ", "))) \
      textcolor rgb \(PlotColor.ink.script)
      set ytics (\(rates.enumerated().map { "\(Plot.quoted(DecimalText.text($1))) \(-$0)" }.joined(separator: ", "))) \
      textcolor rgb \(PlotColor.ink.script)
      set xlabel '\(unitsTitle)' textcolor rgb \(PlotColor.soft.script)
      set ylabel '\(rateTitle)' textcolor rgb \(PlotColor.soft.script)
      set style fill solid 1 noborder
      plot \(curves.joined(separator: ", "))
      """
    let values = losses.sorted { $0.value < $1.value }.prefix(3).map {
      "\(SignificantDigits.text($0.value)) at \(rateTitle) \(DecimalText.text($0.key.rate))"
        + ($0.key.units.map { unitsTitle == "rank" ? ", rank \($0)" : ", \($0) units" } ?? "")
    }
    return Plot(
      height: 96 + 44 * rates.count, script: script,
      alternative:
        "Heat map of held-out loss over \(rateTitle) and \(unitsTitle). Lowest: \(values.joined(separator: "; ")).",
      caption:
        "Held-out loss at the best epoch, mean over folds, the best over the other axes of the grid; the stronger the color, the lower, "
        + "• is chosen, none: diverged or failed.")
  }

  private func level(_ field: Field, _ range: ClosedRange<Double>) -> Int {
    guard let loss = losses[field] else { return 0 }
    let width = range.upperBound - range.lowerBound
    let share = width > 0 ? min(1, max(0, (range.upperBound - loss) / width)) : 1
    return 1 + Int((share * Double(PlotColor.heatLevels - 2)).rounded())
  }
}
