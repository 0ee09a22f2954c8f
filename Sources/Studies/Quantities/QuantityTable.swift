/// Rows and the results that are read from them: a table in CSV, objects in JSON.
///
/// Rows are made one after the other as they are written, and text leaves in pieces: a hundred thousand rows of forty
/// results need no memory of their own.
package struct QuantityTable<Row> {
  /// The results, in the order of columns and keys.
  package let quantities: [Quantity<Row>]
  private let rows: any Sequence<Row>

  /// Text is handed on as soon as it is so long.
  private static var pieceLength: Int { 1 << 16 }

  /// A table of these rows.
  package init(_ quantities: [Quantity<Row>], rows: some Sequence<Row>) {
    (self.quantities, self.rows) = (quantities, rows)
  }

  /// Writes the table in RFC 4180 with a header line; numbers in their shortest exact form.
  package func writeCSV(to write: (String) throws -> Void) rethrows {
    var text = quantities.map(\.column).joined(separator: ",") + "\n"
    let values = RowValues(quantities)
    for row in rows {
      values.read(row)
      Self.appendCSV(values.values, to: &text)
      try Self.pass(&text, to: write)
    }
    try write(text)
  }

  private static func appendCSV(_ values: [() -> QuantityValue], to text: inout String) {
    for place in values.indices {
      if place > 0 { text += "," }
      values[place]().appendCSV(to: &text)
    }
    text += "\n"
  }

  /// Writes a JSON document `{"version": 1, NAME: [{…}, …]}` with one line for each row. What has no value is left out.
  package func writeJSON(named name: String, to write: (String) throws -> Void) rethrows {
    try writeJSON(named: name, head: "", to: write)
  }

  private func writeJSON(named name: String, head: String, to write: (String) throws -> Void) rethrows {
    let writer = QuantityObjectWriter(quantities)
    var text = "{\"version\": \(DocumentVersion.current), \(head)\"\(name)\": ["
    var isFirst = true
    for row in rows {
      text += isFirst ? "\n" : ",\n"
      isFirst = false
      writer.append(row, to: &text)
      try Self.pass(&text, to: write)
    }
    text += isFirst ? "]}\n" : "\n]}\n"
    try write(text)
  }

  /// The table in CSV as one text.
  package var csv: String {
    var text = ""
    writeCSV { text += $0 }
    return text
  }

  /// The JSON document as one text.
  package func json(named name: String) -> String {
    var text = ""
    writeJSON(named: name) { text += $0 }
    return text
  }

  /// The JSON document as one text, with results of what the rows belong to before them.
  package func json<Whole>(named name: String, of whole: Whole, _ quantities: [Quantity<Whole>]) -> String {
    var head = ""
    QuantityObjectWriter(quantities).appendMembers(whole, to: &head)
    var text = ""
    writeJSON(named: name, head: head.isEmpty ? "" : head + ", ") { text += $0 }
    return text
  }

  private static func pass(_ text: inout String, to write: (String) throws -> Void) rethrows {
    guard text.utf8.count >= pieceLength else { return }
    try write(text)
    text.removeAll(keepingCapacity: true)
  }

  /// A JSON document `{"version": 1, …}` of one row.
  package static func document(of row: Row, _ quantities: [Quantity<Row>]) -> String {
    var text = "{\"version\": \(DocumentVersion.current), "
    QuantityObjectWriter(quantities).appendMembers(row, to: &text)
    return text + "}\n"
  }
}
