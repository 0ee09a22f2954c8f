import CrossModal
import Dense
import Messages
import Studies
import VectorFiles

/// A comparison as a page of its own.
package struct ComparisonReport {
  /// One space, as the page names it.
  package struct Space: Sendable {
    package let name: String
    package let dimensions: Int
    package let facts: RowFacts
    package let tiedRows: Int?

    /// A space and what its rows are; `tiedRows` at the first number of neighbors, where lists were searched.
    package init(name: String, dimensions: Int, facts: RowFacts, tiedRows: Int?) {
      (self.name, self.dimensions, self.facts, self.tiedRows) = (name, dimensions, facts, tiedRows)
    }
  }

  /// What is compared, for the title of the page.
  package var title = ""
  /// The scores.
  package var compared: ComparedPairs
  /// The spaces.
  package var spaces: [Space]
  /// Number of items.
  package var items: Int
  /// The metric of neighbors.
  package var metric: Metric
  /// Random alignments.
  package var permutations: Int
  /// The first number of neighbors.
  package var k: Int
  /// Sentences on the number of items.
  package var surface: [String] = []
  /// Pictures of it, and of all pairs.
  package var figures: [Figure] = []
  /// Items that agree most and least, as HTML.
  package var itemsHTML: String?
  /// What is to be known of the whole, such as what is missing; a sentence.
  package var remark: String?
  /// The configuration, of a study.
  package var configuration: String?
  /// The command that makes the page again.
  package var command = ""
  /// The program, with its version, and the day.
  package var footer = ""
  /// The program.
  package var program = ""

  /// A comparison of so many items.
  package init(
    _ compared: ComparedPairs, spaces: [Space], items: Int, metric: Metric, permutations: Int, k: Int
  ) {
    (self.compared, self.spaces, self.items) = (compared, spaces, items)
    (self.metric, self.permutations, self.k) = (metric, permutations, k)
  }

  /// Writes the page, atomically.
  package func write(to path: String) throws { try AtomicFile.write(text: html(), to: path) }

  /// The page.
  /// - Throws: ``StudyError`` where the program lacks its template.
  package func html() throws -> String {
    var page = ComparisonPageContext()
    let names = spaces.map { ($0.name.split(separator: "/").last).map(String.init) ?? $0.name }
    page.title =
      title.isEmpty ? names.prefix(4).joined(separator: " · ") + (names.count > 4 ? " · …" : "") : title
    (page.css, page.generator) = (StyleSheet.text, program)
    page.answer = ComparisonAnswer.text(compared, names: names)
    page.detail =
      "\(items) items in \(spaces.count) spaces. Neighbors by \(metric.rawValue) distance, without the item itself but for "
      + "mnno; \(permutations) random alignments." + (remark.map { " " + $0 } ?? "")
    page.spaces = spaces.enumerated().map { place, space in
      let tied = space.tiedRows.flatMap {
        $0 > 0 ? "\($0) tied at k = \(k), where the lower row is taken" : nil
      }
      return .init(
        label: Self.label(place, of: spaces.count), name: space.name, dimensions: "\(space.dimensions)",
        facts: [space.facts.text, tied].compactMap { $0 }.joined(separator: "; "))
    }
    if compared.pairs.count == 1 {
      (page.groups, page.notes) = Self.groups(compared.pairs[0].scores)
    } else {
      page.matrices = matrices
      page.notes = ScoreNotes.sentences(compared) { Self.label($0, of: spaces.count) }
      page.best = compared.best.map { best in
        "\(ScoreRow.name(best.measure, k: best.k)): \(names[best.first]) and \(names[best.second]) score highest of "
          + "\(best.candidates) pairs, \(format(best.scores.observed, 4)); the highest of all pairs passes "
          + "\(format(best.scores.threshold, 4)) in 5 % of random alignments; calibrated "
          + "\(format(best.scores.calibrated, 3)), p \(format(best.scores.p, 3))."
      }
    }
    (page.figures, page.hasFigures, page.surface) = (figures, !figures.isEmpty || !surface.isEmpty, surface)
    page.figuresTitle = spaces.count > 2 ? "All pairs" : "Number of items"
    (page.items, page.hasItems) = (itemsHTML ?? "", itemsHTML != nil)
    page.definitions = definitions
    (page.command, page.footer) = (command, footer)
    (page.configuration, page.hasConfiguration) = (configuration ?? "", configuration != nil)
    return try PageTemplates.comparisonPage(page)
  }

  /// A, B … Z, or numbers where there are more spaces.
  package static func label(_ place: Int, of count: Int) -> String {
    count <= 26 ? String(UnicodeScalar(UInt8(65 + place))) : "\(place + 1)"
  }

  private static func groups(_ scores: [MeasuredScore]) -> ([ComparisonPageContext.Group], [String]) {
    var notes: [String] = []
    let groups = ComparisonMeasure.Group.allCases.compactMap { group -> ComparisonPageContext.Group? in
      let own = scores.filter { $0.measure.group == group }
      guard !own.isEmpty else { return nil }
      let rows = own.map { score -> ComparisonPageContext.Row in
        let row = ScoreRow(score)
        var mark = ""
        if let note = score.note {
          mark = "[\(notes.count + 1)]"
          notes.append("\(mark) \(row.name): \(note)")
        }
        if let values = score.values, values.count > 1 {
          notes.append("\(row.name): " + values.map { format($0, 4) }.joined(separator: ", "))
        }
        return .init(
          name: row.name, score: row.score, chance: row.chance, null: row.null, threshold: row.threshold,
          p: row.p, calibrated: row.calibrated, interval: row.interval, mark: mark)
      }
      return .init(title: ScoreRow.title(of: group), rows: rows, isHubs: group == .hubs)
    }
    return (groups, notes)
  }

  private var matrices: [ComparisonPageContext.Matrix] {
    (compared.pairs.first?.scores ?? []).filter { $0.measure.group != .hubs }.map { wanted in
      let rows = spaces.indices.dropLast().map { row in
        ComparisonPageContext.MatrixRow(
          name: Self.label(row, of: spaces.count),
          cells: spaces.indices.dropFirst().map { column in
            compared.pairs.first { $0.first == row && $0.second == column }?.scores
              .first { $0.measure == wanted.measure && $0.k == wanted.k }?.value.map { format($0, 3) } ?? ""
          })
      }
      return .init(
        title: ScoreRow.name(wanted.measure, k: wanted.k),
        columns: spaces.indices.dropFirst().map { Self.label($0, of: spaces.count) }, rows: rows)
    }
  }

  private var definitions: [ComparisonPageContext.Definition] {
    var known = Set<ComparisonMeasure>()
    return (compared.pairs.first?.scores ?? []).map(\.measure).filter { known.insert($0).inserted }.map {
      let words = $0.explanation
      return .init(
        name: $0.rawValue, sentence: words.sentence, formula: words.formula, range: words.range,
        ties: words.ties, use: words.use, source: words.source)
    }
  }
}
