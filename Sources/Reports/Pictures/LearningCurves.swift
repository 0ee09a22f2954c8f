import CrossModal
import Settings
import Studies

/// Training and held-out loss of a cell's chosen setting by epoch: means over folds, the spread of the folds, and the
/// chosen epoch.
struct LearningCurves {
  /// Mean and standard deviation over folds by epoch.
  struct Curve {
    let means: [Double]
    let deviations: [Double]

    init(_ folds: [[Double]]) {
      let curves = FoldCurves(folds)
      let spreads = (0..<curves.epochs).map { OverlapSummary.Spread(curves.losses(at: $0)) }
      (means, deviations) = (spreads.map(\.mean), spreads.map(\.deviation))
    }
  }

  let cell: Cell
  let training: Curve
  let heldOut: Curve
  let epoch: Int
  let setting: String

  /// The curves of a cell; nil before its choice, and for maps that are solved.
  init?(_ report: StudyReport, cell index: Int) {
    guard let best = report.ledger.selection(cell: index).best else { return nil }
    let records = (0..<report.study.plan.evaluation.foldCount).compactMap {
      report.ledger.latest(cell: index, setting: best.setting, fold: $0)
    }
    let entry = report.study.plan.cells[index]
    guard entry.cell.model.isTrained else { return nil }
    cell = entry.cell
    training = Curve(records.map(\.training.values))
    heldOut = Curve(records.map(\.heldOut.values))
    (epoch, setting) = (best.epoch, SettingTitle.text(entry.settings[best.setting]))
    guard !heldOut.means.isEmpty else { return nil }
  }

  /// The range of losses that shows what matters: from just below the lowest to the held-out loss at the start, but not
  /// beyond three times the lowest held-out loss.
  var range: ClosedRange<Double> {
    let lows = zip(training.means, training.deviations).map { $0 - $1 } + heldOut.means
    let low = lows.filter(\.isFinite).min() ?? 0
    let best = heldOut.means.min() ?? 1
    let high = max(heldOut.means.max() ?? 1, training.means.max() ?? 1)
    return min(low, best)...max(min(high, 3 * best), best + 1e-9)
  }

  // A picture shows no more points than it has pixels; the chosen epoch and the last are among them.
  private func drawn(_ count: Int) -> [Int] {
    let step = max(1, count / 600)
    return (0..<count).filter { $0 % step == 0 || $0 == epoch - 1 || $0 == count - 1 }
  }

  /// The picture on a scale that comparable cells share.
  func plot(range: ClosedRange<Double>) -> Plot {
    let margin = (range.upperBound - range.lowerBound) * 0.05
    func rows(_ curve: Curve) -> [[String]] {
      drawn(curve.means.count).map { index in
        let (mean, deviation) = (curve.means[index], curve.deviations[index])
        return [Double(index + 1), mean, mean - deviation, mean + deviation].map(Plot.number)
      }
    }
    let onRight = epoch > heldOut.means.count * 2 / 3
    let script = """
      \(Plot.data("training", rows(training)))\(Plot.data("heldOut", rows(heldOut)))
      set xrange [0:\(max(2, heldOut.means.count))]
      set yrange [\(Plot.number(range.lowerBound - margin)):\(Plot.number(range.upperBound + margin))]
      set xtics textcolor rgb \(PlotColor.soft.script)
      set ytics format '%.3g' textcolor rgb \(PlotColor.soft.script)
      set xlabel 'epoch' textcolor rgb \(PlotColor.soft.script)
      set grid ytics lt 1 lw 1 lc rgb \(PlotColor.grid.script)
      \(Plot.key)
      set style fill transparent solid 0.18 noborder
      set arrow 1 from \(epoch), graph 0 to \(epoch), graph 1 nohead lw 1.5 dt (4,3) lc rgb \(PlotColor.ink.script)
      set label 1 'epoch \(epoch)' at \(epoch), graph 0.95 \(onRight ? "right offset -0.6,0" : "left offset 0.6,0") \
      textcolor rgb \(PlotColor.ink.script)
      plot $training using 1:3:4 with filledcurves lc rgb \(PlotColor.training.script) notitle, \
      $heldOut using 1:3:4 with filledcurves lc rgb \(PlotColor.heldOut.script) notitle, \
      $training using 1:2 with lines lw 2 dt (6,2) lc rgb \(PlotColor.training.script) title 'training loss', \
      $heldOut using 1:2 with lines lw 2.2 lc rgb \(PlotColor.heldOut.script) title 'held-out loss'
      """
    let end = heldOut.means.count
    return Plot(
      height: 280, script: script,
      alternative: "Learning curves over \(end) epochs. At the chosen epoch \(epoch) the held-out loss is "
        + "\(SignificantDigits.text(heldOut.means[min(end, epoch) - 1])).",
      caption:
        "Loss by epoch of the chosen setting (\(setting)): mean over folds, shaded ± one standard deviation; "
        + "dashed: the chosen epoch.")
  }
}

/// A setting in words.
enum SettingTitle {
  /// "learning rate 0.001, 256 units, ReLU", dropout, margin and temperature where they are not zero or absent.
  static func text(_ setting: Setting) -> String {
    guard let rate = setting.learningRate else {
      return [
        setting.penalty.map { "penalty \(DecimalText.text($0))" }, setting.rank.map { "rank \($0)" },
      ].compactMap { $0 }.joined(separator: ", ")
    }
    var parts = ["learning rate \(DecimalText.text(rate))"]
    if let units = setting.hiddenUnits {
      parts += ["\(units) units", setting.activation.rawValue]
      if setting.dropout > 0 { parts.append("dropout \(DecimalText.text(setting.dropout))") }
    }
    switch setting.loss {
    case .maxMargin(let loss): parts.append("margin \(DecimalText.text(loss.margin))")
    case .infoNCE(let loss): parts.append("temperature \(DecimalText.text(loss.temperature))")
    case .meanSquaredError, .cosine, .sigmoid, .custom: break
    }
    if setting.weightDecay > 0 { parts.append("weight decay \(DecimalText.text(setting.weightDecay))") }
    if let size = setting.batchSize { parts.append("batches of \(size)") }
    if setting.structureWeight > 0 {
      parts.append("structure weight \(DecimalText.text(setting.structureWeight))")
    }
    return parts.joined(separator: ", ")
  }
}
