import CrossModal

/// The document as tables for people.
extension OverlapDocument {
  var text: String {
    let metrics = [("cosine", points[0].cosine), ("euclidean", points[0].euclidean)].filter { $0.1 != nil }
      .map(\.0)
    var rows = [["k"] + metrics + ["chance"]]
    for point in points {
      let values = [point.cosine, point.euclidean].compactMap { $0 }
      rows.append(["\(point.k)"] + values.map { $0.fixed(4) } + [point.chance.fixed(4)])
    }
    var text = Self.aligned(rows)
    var words = ["\(items) items"]
    if let measured { words.append("neighbors of \(measured) of them") }
    words.append("self \(includesSelf ? "included" : "excluded")")
    if let permutations { words.append("\(permutations) permutations") }
    text += words.joined(separator: ", ") + "\n"
    if let relation { text += relation + "\n" }
    text += intervalNotes
    if let ties { text += ties + "\n" }
    if let details { text += Self.tables(Self.rows(details)).map { "\n" + Self.aligned($0) }.joined() }
    return text
  }

  // mNNO with self and the mutual k-NN without, next to each other.
  private var relation: String? {
    guard let mnno, let mutual else { return nil }
    func words(_ name: String, _ beside: Beside) -> String {
      let values = [beside.cosine, beside.euclidean].compactMap { $0?.fixed(4) }
      return "\(name) \(values.joined(separator: " and "))"
    }
    return words("mNNO_\(mnno.k), the item itself counted,", mnno)
      + " = (1 + \(mutual.k) · mutual_\(mutual.k)) / "
      + "\(mnno.k), " + words("mutual_\(mutual.k), without it,", mutual)
  }

  private var intervalNotes: String {
    let method = details?.compactMap(\.interval?.method).first
    var text = ""
    if method == "score" {
      text +=
        "95 % intervals: over samples of as many items, the dependence of lists on each other included\n"
    }
    for detail in details ?? [] {
      if let reason = detail.noInterval {
        text += "no interval at k = \(detail.k), \(detail.metric): \(reason)\n"
      }
    }
    return text
  }

  // What leaves neighbors to the row order; nil where nothing does.
  private var ties: String? {
    let parts = (spaces ?? []).compactMap { space -> String? in
      let facts = RowFacts(repeatedRows: space.repeatedRows, zeroRows: space.zeroRows).text
      let tied =
        space.tiedRows == 0 ? nil : "\(space.tiedRows) row\(space.tiedRows == 1 ? "" : "s") tied at k = \(k)"
      let words = [facts, tied].compactMap { $0 }
      return words.isEmpty ? nil : "\(space.name): " + words.joined(separator: ", ")
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ") + "; ties go to the lower row"
  }

  private static func rows(_ details: [Detail]) -> [[String]] {
    var columns: [(title: String, value: (Detail) -> String?)] = [
      ("k", { "\($0.k)" }), ("metric", { $0.metric }), ("overlap", { $0.overlap.fixed(4) }),
      ("95 % from", { $0.interval?.lower.fixed(4) }), ("to", { $0.interval?.upper.fixed(4) }),
      ("permuted", { $0.permutation?.mean.fixed(4) }), ("sd", { $0.permutation?.sd.fixed(4) }),
      ("p", { $0.permutation?.p.fixed(4) }), ("Jaccard", { $0.jaccard?.fixed(4) }),
      ("without self", { $0.excludingSelf?.overlap.fixed(4) }),
      ("chance", { $0.excludingSelf?.chance.fixed(4) }),
    ]
    for (name, occurrence) in [
      ("first", { (detail: Detail) in detail.occurrence?.first }), ("second", { $0.occurrence?.second }),
    ] {
      columns.append(
        ("hubs \(name): skewness", { detail in occurrence(detail).map { $0.skewness?.fixed(2) ?? "-" } }))
      columns.append(("maximum", { detail in occurrence(detail).map { "\($0.maximum)" } }))
    }
    let shown = columns.filter { column in details.contains { column.value($0) != nil } }
    return [shown.map(\.title)] + details.map { detail in shown.map { $0.value(detail) ?? "-" } }
  }

  // Tables of at most 80 characters: each has the two columns that name the row, and as many others as fit.
  private static func tables(_ rows: [[String]]) -> [[[String]]] {
    let names = 2
    var groups: [[Int]] = []
    var used = 0
    for column in rows[0].indices.dropFirst(names) {
      let width = max(rows.map { $0[column].count }.max() ?? 0, 8) + 2
      if groups.isEmpty || used + width > StandardOutput.width {
        groups.append([])
        used = 6 + 11
      }
      groups[groups.count - 1].append(column)
      used += width
    }
    return groups.map { group in rows.map { row in (Array(0..<names) + group).map { row[$0] } } }
  }

  private static func aligned(_ rows: [[String]]) -> String {
    let widths = rows[0].indices.map { column in
      max(rows.map { $0[column].count }.max() ?? 0, column == 0 ? 6 : 8) + (column == 0 ? 0 : 2)
    }
    return rows.map { row in zip(row, widths).map { $0.leftPadded($1) }.joined() + "\n" }.joined()
  }
}
