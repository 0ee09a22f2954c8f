import CrossModal
import Foundation

/// A study in the paper's layout: for each loss and metric a table of data set × direction × model against image
/// features × [X,f(X) | Y,f(X)], the larger of each pair in bold, the paper's numbers beside ours.
public struct StudyReport: Sendable {
  /// One table.
  public struct Table: Sendable {
    /// File name without extension.
    public let name: String
    /// What it shows.
    public let title: String
    /// Its rows.
    public let rows: [Row]
  }

  /// One row: a cell.
  public struct Row: Sendable {
    /// The cell.
    public let cell: Cell
    /// What was measured; nil where nothing was run yet.
    public let overlaps: OverlapSummary?
    /// The paper's numbers, if it has the cell.
    public let paper: PaperTables.Overlap?
  }

  /// The tables, by loss and metric.
  public let tables: [Table]
  private let study: Study
  private let isComplete: Bool

  /// The report of what a study has so far; `only` keeps the cells of one table of the paper.
  public init(_ study: Study, ledger: Ledger, only number: Int? = nil) {
    self.study = study
    isComplete = ledger.records.count == study.plan.fits + study.plan.finalFits
    let measures = study.configuration.measures
    var tables: [Table] = []
    for loss in study.configuration.losses.map(\.name) {
      for metric in measures.metrics {
        let rows = study.plan.cells.enumerated().filter { $0.element.cell.loss == loss }.map { index, entry in
          Row(
            cell: entry.cell,
            overlaps: OverlapSummary(
              ledger, cell: index, metric: metric.rawValue, includesSelf: measures.includeSelf),
            paper: PaperTables.published?.row(for: entry.cell, metric: metric.rawValue))
        }.filter { row in number.map { row.paper?.table == $0 } ?? true }
        guard !rows.isEmpty else { continue }
        let paperTables = Set(rows.compactMap { $0.paper?.table }).sorted().map(String.init)
        let beside =
          paperTables.isEmpty ? "" : " (beside table \(paperTables.joined(separator: ", ")) of the paper)"
        tables.append(
          Table(
            name: "\(loss.rawValue)-\(metric.rawValue)",
            title: "mNNO\(measures.k), \(loss.rawValue) loss, \(metric.rawValue) neighbors\(beside)",
            rows: rows))
      }
    }
    self.tables = tables
  }

  /// Writes `tables/NAME.md` and `tables/NAME.csv`, each atomically.
  public func write(to directory: String) throws {
    let folder = directory + "/tables"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw StudyError.file(
        path: folder, reason: systemReason(error, otherwise: "cannot create the directory"))
    }
    for table in tables {
      try AtomicFile.write(text: markdown(table), to: "\(folder)/\(table.name).md")
      try AtomicFile.write(text: csv(table), to: "\(folder)/\(table.name).csv")
    }
  }

  /// All tables in Markdown.
  public var markdown: String {
    let head = "# \(Self.escaped(study.manifest.name))\n\n" + summary + "\n"
    return head + tables.map(markdown).joined(separator: "\n")
  }

  // One sentence that answers the question, with numbers.
  private var summary: String {
    let measured = tables.flatMap(\.rows).compactMap(\.overlaps)
    guard !measured.isEmpty else { return "No final fit has a result yet.\n" }
    let keeps = measured.count { $0.input.mean > $0.target.mean }
    return
      "In \(keeps) of \(measured.count) measured rows f(X) keeps the neighborhoods of its input rather than the "
      + "target's (X,f > Y,f).\(isComplete ? "" : " The study is not complete.")\n"
  }

  private func markdown(_ table: Table) -> String {
    let final = study.plan.evaluation.kind == .crossValidation ? "folds" : "runs"
    var lines = ["## \(table.title)", ""]
    lines.append(
      "| data | direction | features | model | X,f | Y,f | X,Y | chance | items | paper X,f | paper Y,f |")
    lines.append("|---|---|---|---|---|---|---|---|---|---|---|")
    for row in table.rows {
      let cell = row.cell
      var columns = [
        Self.escaped(cell.dataset), cell.direction == .imageToText ? "I → T" : "T → I",
        "\(Self.escaped(cell.image)), \(Self.escaped(cell.text))", cell.model.rawValue,
      ]
      if let overlaps = row.overlaps {
        let inputWins = overlaps.input.mean > overlaps.target.mean
        columns += [
          spread(overlaps.input, bold: inputWins), spread(overlaps.target, bold: !inputWins),
          spread(overlaps.pair, bold: false), format(overlaps.chance, 3),
          overlaps.items.lowerBound == overlaps.items.upperBound
            ? "\(overlaps.items.lowerBound)" : "\(overlaps.items.lowerBound)–\(overlaps.items.upperBound)",
        ]
      } else {
        columns += ["not run", "not run", "", "", ""]
      }
      if let paper = row.paper {
        let inputWins = paper.overlapInput > paper.overlapTarget
        columns += [
          bold(format(paper.overlapInput, 3), inputWins), bold(format(paper.overlapTarget, 3), !inputWins),
        ]
      } else {
        columns += ["–", "–"]
      }
      lines.append("| " + columns.joined(separator: " | ") + " |")
    }
    let mode =
      study.configuration.measures.includeSelf ? "counted as its own neighbor" : "not counted as a neighbor"
    lines += ["", "Mean ± standard deviation over \(final); the item itself is \(mode).", ""]
    return lines.joined(separator: "\n")
  }

  private func csv(_ table: Table) -> String {
    var lines = [
      "dataset,direction,image,text,loss,model,x_f,x_f_sd,y_f,y_f_sd,x_y,x_y_sd,chance,items,final_fits,paper_table,"
        + "paper_x_f,paper_y_f"
    ]
    for row in table.rows {
      let cell = row.cell
      var columns = [
        cell.dataset, cell.direction.rawValue, cell.image, cell.text, cell.loss.rawValue, cell.model.rawValue,
      ].map(ResultsTable.quoted)
      if let overlaps = row.overlaps {
        columns += [overlaps.input, overlaps.target, overlaps.pair].flatMap {
          ["\($0.mean)", "\($0.deviation)"]
        }
        columns += ["\(overlaps.chance)", "\(overlaps.items.lowerBound)", "\(overlaps.count)"]
      } else {
        columns += Array(repeating: "", count: 9)
      }
      columns +=
        row.paper.map { ["\($0.table)", "\($0.overlapInput)", "\($0.overlapTarget)"] } ?? ["", "", ""]
      lines.append(columns.joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func spread(_ value: OverlapSummary.Spread, bold isBold: Bool) -> String {
    bold(format(value.mean, 3), isBold) + " ± " + format(value.deviation, 3)
  }

  private func bold(_ text: String, _ isBold: Bool) -> String { isBold ? "**\(text)**" : text }

  // Names come from a person's file: nothing in them may act as Markdown or HTML.
  static func escaped(_ text: String) -> String {
    text.map { character in
      switch character {
      case "<": "&lt;"
      case ">": "&gt;"
      case "&": "&amp;"
      case "|", "*", "_", "`", "[", "]", "\\", "#": "\\\(character)"
      default: character.isNewline ? " " : String(character)
      }
    }.joined()
  }
}
