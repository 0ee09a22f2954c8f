import Studies

/// The rows of all units that have a result, in the order of the plan; the columns are declared by the experiment.
///
/// Only the columns seconds, host, worker, attempt and started may differ between two runs of one study.
package struct ResultsTable<Kind: Experiment> {
  private let table: QuantityTable<Kind.Row>

  /// The table of what a study has so far.
  package init(_ ledger: Ledger<Kind>) {
    table = QuantityTable(Kind.quantities, rows: Self.rows(ledger))
  }

  /// The rows, made as they are asked for.
  static func rows(_ ledger: Ledger<Kind>) -> some Sequence<Kind.Row> {
    (0..<ledger.experiment.unitCount).lazy.flatMap { unit -> [Kind.Row] in
      ledger.record(unit).map { ledger.experiment.rows(unit, $0, in: ledger) } ?? []
    }
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
