import Studies

/// `docs/RESULTS.md`: every column and every JSON key of every command, from their declarations.
package struct ResultsManual {
  /// What one command writes.
  package struct Section {
    let title: String
    let text: String
    let parts: [Part]

    /// A section; the text says what is written and when.
    package init(_ title: String, _ text: String, _ parts: [Part]) {
      (self.title, self.text, self.parts) = (title, text, parts)
    }
  }

  /// One table or document.
  package struct Part {
    let title: String
    let head: [String]
    let rows: [[String]]

    /// The keys of a JSON document; those of an object inside are behind a point, those of a list behind `[]`.
    package static func document(_ fields: [DocumentField], title: String = "JSON document") -> Part {
      Part(title: title, head: ["key", "type", "unit", "meaning"], rows: rows(fields, under: ""))
    }

    /// The columns of a table.
    package static func columns(_ fields: [DocumentField], title: String) -> Part {
      Part(
        title: title, head: ["column", "type", "unit", "meaning"],
        rows: fields.map { ["`\($0.key)`", type($0, "may be empty"), $0.unit.rawValue, $0.definition] })
    }

    /// The columns of a table of declared results.
    package static func columns<Row>(_ quantities: [Quantity<Row>], title: String) -> Part {
      columns(quantities.map(\.columnField), title: title)
    }

    /// The columns of a table that is also written as JSON.
    static func columnsAndKeys<Row>(_ quantities: [Quantity<Row>], title: String) -> Part {
      Part(
        title: title, head: ["column", "key in JSON", "type", "unit", "meaning"],
        rows: quantities.map { quantity in
          let key = (quantity.object.map { $0.camelCase + "." } ?? "") + quantity.key
          return [
            "`\(quantity.column)`", "`\(key)`", type(quantity.field, "may be empty"), quantity.unit.rawValue,
            quantity.definition,
          ]
        })
    }

    private static func rows(_ fields: [DocumentField], under path: String) -> [[String]] {
      fields.flatMap { field -> [[String]] in
        let key = path + field.key
        let row = ["`\(key)`", type(field, "may be missing"), field.unit.rawValue, field.definition]
        switch field.shape {
        case .value, .values: return [row]
        case .object(let members): return [row] + rows(members, under: key + ".")
        case .objects(let members): return [row] + rows(members, under: key + "[].")
        }
      }
    }

    private static func type(_ field: DocumentField, _ missing: String) -> String {
      let type =
        switch field.shape {
        case .value(.flag): "yes or no"
        case .value(.integer): "whole number"
        case .value(let kind): kind.rawValue
        case .values(let kind): "list of \(kind.rawValue)s"
        case .object: "object"
        case .objects: "list of objects"
        }
      return field.isOptional ? "\(type), \(missing)" : type
    }

    var markdown: String {
      let lines =
        [head, head.map { _ in "---" }]
        + rows.map { row in row.map { $0.replacing("|", with: "\\|") } }
      return "**\(title)**\n\n" + lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }
  }

  private let sections: [Section]

  /// The manual of these commands.
  package init(_ sections: [Section]) { self.sections = sections }

  /// The page in GitHub's Markdown.
  package var markdown: String {
    let chapters = sections.map { section in
      (["## \(section.title)\n\n\(section.text)\n"] + section.parts.map(\.markdown)).joined(separator: "\n")
    }
    return ([Self.introduction] + chapters).joined(separator: "\n")
  }

  private static let introduction = """
    # Results: columns and JSON keys of every command

    Made by `crossmodal manual results` from the declarations in the sources; do not edit. The keys of a \
    configuration are in `docs/CONFIGURATION.md`.

    **Names.** A result has one name: `best_held_out_loss` in CSV and SQL, `bestHeldOutLoss` in JSON. Names are fixed; \
    columns and keys may be added.

    **JSON.** Every document is an object with the key `version`, now \(DocumentVersion.current). Numbers are written in \
    their shortest exact form; a number that is not finite is the text `inf`, `-inf` or `nan`. What does not apply is left \
    out.

    **CSV.** RFC 4180 with a header line. Flags are `yes` and `no`; what does not apply is empty. A text that a \
    spreadsheet would take for a formula has an apostrophe in front.

    **Larger or smaller.** A loss is better when it is smaller. A distance is smaller for what is closer, a similarity \
    larger. An overlap is larger for neighborhoods that agree more, and must be compared with its chance level.

    **Spaces.** \(OverlapQuantities.spaces) \(OverlapQuantities.measures.map { "\($0.title) is \($0.definition)" }
      .joined(separator: " "))

    **mNNO(V, Z).** \(OverlapQuantities.overlap)

    """
}
