import GRDB
import Studies

/// What is in an index: the statements that make its tables, and what fills them.
package struct IndexContent {
  /// Makes the tables and views.
  let statements: String
  /// Makes what is made after all rows are in, which is faster.
  let indices: String
  /// Inserts the rows.
  let insert: (Database) throws -> Void
}

extension IndexContent {
  /// One table with the columns of `results`, named after the units of the experiment.
  package init<Kind: Experiment>(ofResults ledger: Ledger<Kind>) {
    let table = IndexTable(name: Kind.units, quantities: Kind.quantities)
    self.init(statements: table.creation, indices: "") { database in
      let insert = try table.inserter(into: database)
      for row in ResultsTable.rows(ledger) { try insert(row) }
    }
  }
}
