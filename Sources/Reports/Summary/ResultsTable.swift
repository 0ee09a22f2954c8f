import CrossModal
import Foundation
import Studies

/// One row for each fit that has a result, in the order of the plan.
///
/// Only the columns seconds, host, worker, attempt and started may differ between two runs of one study.
package struct ResultsTable: Sendable {
  /// The columns, in order.
  package static let columns: [String] =
    [
      "kind", "fit", "dataset", "image", "text", "direction", "loss", "model", "setting", "learning_rate",
      "hidden_units", "dropout", "activation", "margin", "fold", "state", "epochs", "best_epoch",
      "best_held_out_loss",
      "training_loss", "last_held_out_loss", "steady", "worst_rise",
    ] + overlapColumns + ["reason", "kernels", "seconds", "host", "worker", "attempt", "started"]

  private static let overlapColumns: [String] = ["cosine", "euclidean"].flatMap { metric in
    ["self", "no_self"].flatMap { mode in
      ["x_f", "y_f", "x_y"].map { "\($0)_\(metric)_\(mode)" }
    }
  }

  private let rows: [[Value]]

  /// A cell of the table.
  private enum Value: Sendable {
    case text(String)
    case integer(Int)
    case number(Double)
    case flag(Bool)
    case none
  }

  /// The table of what a study has so far.
  package init(_ study: Study, ledger: Ledger) {
    rows = ledger.records.keys.sorted().compactMap { fit in
      ledger.records[fit].map { Self.row(study, $0) }
    }
  }

  /// RFC 4180, with a header line; numbers in their shortest exact form; a text that a spreadsheet would take for a
  /// formula gets an apostrophe in front.
  package var csv: String {
    let lines = rows.map { row in
      row.map { value in
        switch value {
        case .text(let text): ReportText.csv(text)
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .flag(let flag): flag ? "yes" : "no"
        case .none: ""
        }
      }.joined(separator: ",")
    }
    return ([Self.columns.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
  }

  /// A JSON array of objects with the columns as keys; what does not apply is left out.
  package var json: String {
    get throws {
      let objects = rows.map { row in
        var object: [String: Any] = [:]
        for (column, value) in zip(Self.columns, row) {
          switch value {
          case .text(let text): object[column] = text
          case .integer(let number): object[column] = number
          case .number(let number): object[column] = number
          case .flag(let flag): object[column] = flag
          case .none: break
          }
        }
        return object
      }
      let data = try JSONSerialization.data(
        withJSONObject: objects, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
      return String(decoding: data, as: UTF8.self) + "\n"
    }
  }

  private static func row(_ study: Study, _ record: FitRecord) -> [Value] {
    let entry = study.plan.cells[record.fit.cell]
    let (cell, hasSetting) = (entry.cell, record.state != .failed)
    let setting = entry.settings[record.setting].record
    let heldOut = record.heldOut.values
    let best = heldOut.min()
    let bestEpoch = best.flatMap { heldOut.firstIndex(of: $0) }
    let steady = SteadyDecrease(record.training.values)
    var row: [Value] = [
      .text(record.fit.isSearch ? "search" : "final"), .text(record.fit.description), .text(cell.dataset),
      .text(cell.first), .text(cell.second), .text(cell.direction.rawValue), .text(cell.loss.rawValue),
      .text(cell.model.rawValue),
    ]
    row += [
      hasSetting ? .integer(record.setting) : .none, hasSetting ? .number(setting.learningRate) : .none,
      optional(setting.hiddenUnits, hasSetting), optional(setting.dropout, hasSetting),
      hasSetting ? (setting.activation.map { .text($0) } ?? .none) : .none,
      optional(setting.margin, hasSetting),
      .integer(fold(record.fit)), .text(record.state.rawValue), .integer(record.epochs),
      bestEpoch.map { .integer($0 + 1) } ?? .none, optional(best, true),
      optional(record.training.values.last, true),
      optional(heldOut.last, true), record.training.losses.isEmpty ? .none : .flag(steady.holds),
      record.training.losses.isEmpty ? .none : .number(steady.worstRise),
    ]
    for metric in ["cosine", "euclidean"] {
      for includesSelf in [true, false] {
        let overlap = record.overlaps?.first { $0.metric == metric && $0.includesSelf == includesSelf }
        row += [
          optional(overlap?.input, true), optional(overlap?.target, true), optional(overlap?.pair, true),
        ]
      }
    }
    return row + [
      reason(record), .text(record.kernels), .number((record.seconds * 1e6).rounded() / 1e6),
      .text(record.host),
      .text(record.worker), .integer(record.attempt), .text(record.started),
    ]
  }

  private static func reason(_ record: FitRecord) -> Value {
    if let reason = record.reason { return .text(reason) }
    guard let epoch = record.divergedEpoch, let batch = record.divergedBatch else { return .none }
    return .text(
      batch == 0 ? "not finite after epoch \(epoch)" : "not finite in epoch \(epoch), batch \(batch)")
  }

  private static func fold(_ fit: FitIdentifier) -> Int {
    switch fit {
    case .search(_, _, let fold), .final(_, let fold): fold
    }
  }

  private static func optional(_ number: Int?, _ applies: Bool) -> Value {
    applies ? number.map { .integer($0) } ?? .none : .none
  }

  private static func optional(_ number: Double?, _ applies: Bool) -> Value {
    applies ? number.map { $0.isFinite ? .number($0) : .text("\($0)") } ?? .none : .none
  }
}
