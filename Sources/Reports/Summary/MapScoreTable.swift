import CrossModal
import Messages
import Studies

/// What a configuration asks for besides the overlaps, cell by cell: means over the final fits that have it.
package struct MapScoreTable: Sendable {
  /// One measure of a cell.
  package struct Row: Sendable {
    /// The cell for people.
    let cell: String
    /// The measure, with its number of neighbors.
    let measure: String
    /// Final fits that have it.
    let fits: Int
    /// Means of the scores; nil where no fit has one.
    let input: Double?
    let target: Double?
    let pair: Double?
    /// Means of what the score of Y and f(X) is next to.
    let chance: Double?
    let null: Double?
    let threshold: Double?
    let calibrated: Double?
    /// Why there is no score, or what must be known of it.
    let note: String?
  }

  /// The rows, by cells and measures; empty where nothing is asked for or measured yet.
  package let rows: [Row]

  /// The table of what a study has so far.
  init(_ study: MapStudy, _ ledger: MapLedger) {
    let measures = study.configuration.measures.measuredBeside
    guard !measures.isEmpty else {
      rows = []
      return
    }
    rows = study.plan.cells.indices.flatMap { cell -> [Row] in
      let title = CellTitle.text(study.plan.cells[cell].cell, study: study)
      let known = study.plan.finalFits(ofCell: cell).compactMap { ledger[$0]?.result?.measured }
      return measures.flatMap { measure in
        let scores = known.flatMap { $0.scores(measure) }
        return scores.map(\.count).firstOccurrences.compactMap { count in
          Row(title, measure, scores.filter { $0.count == count })
        }
      }
    }
  }

  /// The columns.
  package static let quantities: [Quantity<Row>] = [
    Quantity("cell", "Cell", "The cell; what all cells have in common is left out.", text: { $0.cell }),
    Quantity(
      "measure", "Measure", "Name of the measure, with its number of neighbors.", text: { $0.measure }),
    Quantity("fits", "Fits", "Final fits that the means are over.", unit: .fits, integer: { $0.fits }),
    number("x f", "X,f", "Score of X and f(X), mean over the fits.") { $0.input },
    number("y f", "Y,f", "Score of Y and f(X); of retrieval, from f(X) to Y.") { $0.target },
    number("x y", "X,Y", "Score of X and Y.") { $0.pair },
    number("chance", "Chance", "Mean score of unrelated spaces, where a formula gives it.") { $0.chance },
    number("null", "Null", "Mean score of Y and f(X) in random alignments.") { $0.null },
    number("threshold", "5 %", "What unrelated spaces pass in 5 % of draws.") { $0.threshold },
    number("calibrated", "Calibrated", "The score of Y and f(X) beyond that: 0 unrelated, 1 equal.") {
      $0.calibrated
    },
  ]

  /// The columns of the file, with the notes.
  package static let columns: [Quantity<Row>] =
    quantities + [
      Quantity(
        "note", "Note", "Why a score is missing, or what must be known of it.", isOptional: true,
        text: { $0.note })
    ]

  /// The notes, each once, with the measure that it is of.
  var notes: [String] { rows.compactMap { row in row.note.map { "\(row.measure): \($0)" } }.firstOccurrences }

  private static func number(
    _ name: QuantityName, _ title: String, _ definition: String,
    _ value: @escaping @Sendable (Row) -> Double?
  ) -> Quantity<Row> {
    Quantity(name, title, definition, isOptional: true, digits: 3, number: value)
  }

  /// In Markdown, under a heading; empty without rows.
  var markdown: String {
    guard !rows.isEmpty else { return "" }
    func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |\n" }
    let head = line(Self.quantities.map { ReportText.markdown($0.title) })
    let rule = "|" + String(repeating: "---|", count: Self.quantities.count) + "\n"
    return "## Further measures\n\n" + head + rule
      + rows.map { row in line(Self.quantities.map { ReportText.markdown($0.shown(row)) }) }.joined()
      + (notes.isEmpty ? "" : "\n" + notes.map { "- \(ReportText.markdown($0))\n" }.joined())
  }

  /// In CSV.
  var csv: String { QuantityTable(Self.columns, rows: rows).csv }
}

extension MapScoreTable.Row {
  /// Nil where no fit has the measure.
  fileprivate init?(_ cell: String, _ measure: MapMeasure, _ scores: [MapScore]) {
    guard let first = scores.first else { return nil }
    func mean(_ value: (MapScore) -> Double?) -> Double? {
      let known = scores.compactMap(value)
      return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
    (self.cell, fits) = (cell, scores.count)
    self.measure = measure.rawValue + Self.neighbors(first.count, scores.compactMap(\.k))
    input = mean { $0.input?.value }
    target = mean { $0.target.value }
    pair = mean { $0.pair?.value }
    chance = mean { $0.target.chance }
    null = mean { $0.target.null }
    threshold = mean { $0.target.threshold }
    calibrated = mean { $0.target.calibrated }
    let notes = scores.flatMap { [$0.input?.note, $0.target.note, $0.pair?.note] }.compactMap { $0 }
    note = notes.isEmpty ? nil : notes.firstOccurrences.joined(separator: "; ")
  }

  // " 10", or " 1% (4)" where a percentage was asked for, of which folds of several sizes may make several numbers.
  private static func neighbors(_ count: String?, _ numbers: [Int]) -> String {
    guard let least = numbers.min(), let most = numbers.max() else { return "" }
    let range = least == most ? "\(least)" : "\(least)–\(most)"
    guard let count, count != range else { return " \(range)" }
    return " \(count) (\(range))"
  }
}
