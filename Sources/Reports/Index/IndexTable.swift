import GRDB
import Studies

/// A table of the index: its columns are declared results, from which both of its statements are made.
struct IndexTable<Row> {
  let name: String
  let quantities: [Quantity<Row>]
  /// Names of the columns of the primary key; empty for none.
  var key: [String] = []
  var hasRowIdentifiers = true

  /// The statement that makes the table.
  var creation: String {
    var lines = quantities.map { quantity in
      "\(quantity.column) \(Self.type(quantity.kind))\(quantity.isOptional ? "" : " NOT NULL")"
    }
    if !key.isEmpty { lines.append("PRIMARY KEY (\(key.joined(separator: ", ")))") }
    return "CREATE TABLE \(name) (\n  \(lines.joined(separator: ",\n  ")))"
      + (hasRowIdentifiers ? ";" : " WITHOUT ROWID;")
  }

  /// The statement that adds a row.
  private var insertion: String {
    "INSERT INTO \(name) VALUES (\(quantities.map { _ in "?" }.joined(separator: ", ")))"
  }

  /// What adds rows to the table.
  func inserter(into database: Database) throws -> (Row) throws -> Void {
    let statement = try database.makeStatement(sql: insertion)
    let values = RowValues(quantities)
    return { row in
      values.read(row)
      // They are as many as the columns; to have that checked for each row costs as much as the row.
      statement.setUncheckedArguments(StatementArguments(Self.databaseValues(values.values)))
      try statement.execute()
    }
  }

  // Of the type for which the library's own code is made, and not for any sequence.
  private static func databaseValues(
    _ values: [() -> QuantityValue]
  ) -> [(any DatabaseValueConvertible)?] {
    values.map { $0().databaseValue }
  }

  private static func type(_ kind: QuantityKind) -> String {
    switch kind {
    case .text, .texts, .object, .objects: "TEXT"
    case .integer, .flag: "INTEGER"
    case .number: "REAL"
    }
  }
}

extension QuantityValue {
  /// The value as SQLite keeps it; what is not finite but infinite, as NULL where it is no number.
  fileprivate var databaseValue: DatabaseValue {
    switch self {
    case .text(let text): text.databaseValue
    case .integer(let number): number.databaseValue
    case .number(let number), .rounded(let number, _): number.databaseValue
    case .flag(let flag): flag.databaseValue
    case .texts(let texts): texts.joined(separator: "; ").databaseValue
    case .object, .objects: json.databaseValue
    case .missing: .null
    }
  }
}
