import CrossModal
import Studies

extension ExportedSearch {
  /// The searches of a study of maps: one for each cell, which minimizes. A trial's value is the lowest fold-mean held-out
  /// loss, its curve the fold means by epoch, of a race as far as it went; a setting with a diverged or failed fold is a failed trial.
  package static func all(_ ledger: MapLedger) -> [ExportedSearch] {
    let ranges = SettingQuantities.all.compactMap { axis in
      ledger.plan.search.drawnRanges.range(of: axis.name.hyphenated).map { (axis.column, $0) }
    }
    return ledger.plan.cells.enumerated().map { index, entry in
      ExportedSearch(
        name: entry.cell.id, directions: [.minimize], logarithmic: ["learning_rate"],
        ranges: Dictionary(ranges) { first, _ in first },
        trials: entry.settings.indices.compactMap { trial(ledger, cell: index, entry.settings[$0], $0) })
    }
  }

  // Nil while a fold has no result.
  private static func trial(_ ledger: MapLedger, cell: Int, _ setting: Setting, _ place: Int) -> Trial? {
    let folds = ledger.plan.evaluation.foldCount
    let rungs = (0..<folds).map { ledger.rungs(cell: cell, setting: place, fold: $0) }
    let records = rungs.compactMap(\.last)
    guard records.count == folds else { return nil }
    let isComplete = records.allSatisfy { $0.state == .finished }
    let curve = isComplete ? LearningCurves.Curve(records.map(\.heldOut.values)).means.filter(\.isFinite) : []
    return Trial(
      setting: setting.name,
      parameters: SettingQuantities.all.compactMap { quantity in
        let value = quantity.value(setting)
        return value == .missing ? nil : (quantity.column, value)
      },
      values: curve.min().map { [$0] } ?? [], curve: curve, units: folds,
      started: rungs.joined().map(\.started).min() ?? "",
      seconds: rungs.joined().reduce(0) { $0 + $1.seconds })
  }
}
