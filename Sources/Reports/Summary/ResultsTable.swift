import Studies

/// One row for each fit that has a result, in the order of the plan. Its columns are ``FitQuantities``.
///
/// Only the columns seconds, host, worker, attempt and started may differ between two runs of one study.
package struct ResultsTable {
  private let table: QuantityTable<FitRow>

  /// The columns, in order.
  package static var columns: [String] { FitQuantities.all.map(\.column) }

  /// The table of what a study has so far.
  package init(_ study: Study, ledger: Ledger) {
    table = QuantityTable(FitQuantities.all, rows: FitRow.all(study.plan, ledger))
  }

  /// Writes RFC 4180 with a header line, in pieces.
  package func writeCSV(to write: (String) throws -> Void) rethrows { try table.writeCSV(to: write) }

  /// Writes `{"version": 1, "rows": [{…}, …]}`, one line a row, in pieces; cell and setting are objects, and what does
  /// not apply is left out.
  package func writeJSON(to write: (String) throws -> Void) rethrows {
    try table.writeJSON(named: "rows", to: write)
  }

  /// The table in CSV as one text.
  package var csv: String { table.csv }

  /// The JSON document as one text.
  package var json: String { table.json(named: "rows") }
}
