import Studies

extension PageContext {
  /// A cell's line in the table of what matters.
  struct Importance {
    var cell: String
    /// One share for each column of the table; empty where the cell has no such axis.
    var shares: [String] = []
    var interaction = ""
    var reason: String?
    var second: String?
    /// By how much the second best is worse, and p of that; empty where it cannot be told.
    var difference = ""
    var p = ""
  }

  /// The titles of the axes that matter in some cell, and a line for every cell with a choice. `title` is what a cell is
  /// called, `readable` how a setting is written.
  static func importances(
    _ choices: [CellChoice], title: (CellChoice) -> String, readable: (String) -> String
  ) -> (axes: [String], rows: [Importance]) {
    let axes = choices.flatMap { $0.importances.axes.map(\.name) }.firstOccurrences
    let rows = choices.filter { $0.chosen != nil && $0.second != nil }.map { choice in
      let importances = choice.importances
      var row = Importance(cell: title(choice), reason: importances.reason)
      row.shares = axes.map { name in
        importances.axes.first { $0.name == name }.map { axis in
          ImportanceBars.percent(axis.variance)
            + (axis.topVariance.map { " (\(ImportanceBars.percent($0)))" } ?? "")
        } ?? ""
      }
      if let most = importances.interactions.max(by: { $0.variance < $1.variance }) {
        row.interaction =
          "\(ImportanceBars.percent(most.variance)) \(most.axes.map(ImportanceBars.readable).joined(separator: " × "))"
      }
      row.second = choice.second.map { readable($0.setting.name) }
      row.difference = choice.second.map { SignificantDigits.text($0.difference, digits: 3) } ?? ""
      row.p = choice.second?.p.map { SignificantDigits.text($0, digits: 2) } ?? ""
      return row
    }
    return (axes.map(ImportanceBars.readable), rows)
  }
}
