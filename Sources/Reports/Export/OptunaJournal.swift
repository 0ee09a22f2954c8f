import CrossModal
import Dense
import Foundation
import Settings
import Studies

/// A study as a journal file of Optuna, which Optuna and optuna-dashboard open.
///
/// Each cell becomes a study that minimizes, each setting with results on all folds a trial: its value is the lowest
/// fold-mean held-out loss, its intermediate values are the fold means by epoch. A setting with a diverged or failed fold
/// is a failed trial. Loaded by `JournalStorage(JournalFileBackend(path))`. Checked with Optuna 5.0.
package struct OptunaJournal {
  private let study: Study
  private let ledger: Ledger

  /// The journal of what a study has so far.
  package init(_ study: Study, ledger: Ledger) { (self.study, self.ledger) = (study, ledger) }

  // Optuna's numbers for operations and states.
  private enum Operation {
    static let createStudy = 0
    static let setStudyAttribute = 2
    static let createTrial = 4
  }
  private enum State {
    static let complete = 1
    static let failed = 3
  }

  /// One JSON document a line.
  package var text: String {
    var lines: [String] = []
    for (index, entry) in study.plan.cells.enumerated() {
      lines.append(
        line(
          Operation.createStudy,
          [
            ("study_name", .string("\(study.manifest.name)/\(entry.cell.id)")),
            ("directions", .array([.integer(1)])),
          ]))
      for (key, value) in [
        ("crossmodal:identity", study.manifest.identity), ("crossmodal:cell", entry.cell.id),
      ] {
        lines.append(
          line(
            Operation.setStudyAttribute,
            [("study_id", .integer(index)), ("user_attr", .object([(key, .string(value))]))]))
      }
      for setting in entry.settings.indices {
        if let trial = trial(cell: index, entry, setting) { lines.append(line(Operation.createTrial, trial)) }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ operation: Int, _ members: [(String, JSONText)]) -> String {
    JSONText.object([("op_code", .integer(operation)), ("worker_id", .string("crossmodal"))] + members)
      .compact
  }

  // Nil while a fold has no result.
  private func trial(cell index: Int, _ entry: StudyPlan.Entry, _ place: Int) -> [(String, JSONText)]? {
    let records = (0..<study.plan.evaluation.folds).compactMap {
      ledger.records[.search(cell: index, setting: place, fold: $0)]
    }
    guard records.count == study.plan.evaluation.folds else { return nil }
    let isComplete = records.allSatisfy { $0.state == .finished }
    let curve = isComplete ? LearningCurves.Curve(records.map(\.heldOut.values)).means.filter(\.isFinite) : []
    let axes = Self.axes(entry.settings[place], entry.settings)
    let started = records.map(\.started).min() ?? ""
    let seconds = records.reduce(0) { $0 + $1.seconds }
    return [
      ("study_id", .integer(index)), ("datetime_start", .string(started)),
      ("datetime_complete", .string(Self.date(started, after: seconds))),
      ("state", .integer(isComplete && !curve.isEmpty ? State.complete : State.failed)),
      ("value", curve.min().map { .number($0) } ?? .null), ("values", .null),
      ("distributions", .object(axes.map { ($0.name, .string($0.distribution.compact)) })),
      ("params", .object(axes.map { ($0.name, $0.value) })),
      (
        "user_attrs",
        .object([
          ("setting", .string(entry.settings[place].text)), ("folds", .integer(records.count)),
          ("seconds", .number(seconds)),
        ])
      ),
      ("system_attrs", .object([])),
      ("intermediate_values", .object(curve.enumerated().map { ("\($0 + 1)", .number($1)) })),
    ]
  }

  private static func date(_ start: String, after seconds: Double) -> String {
    guard let date = try? Date(start, strategy: .iso8601) else { return start }
    return date.addingTimeInterval(seconds.rounded(.up)).formatted(.iso8601)
  }

  private typealias Axis = (name: String, value: JSONText, distribution: JSONText)

  private static func axes(_ setting: Setting, _ all: [Setting]) -> [Axis] {
    let record = setting.record
    let records = all.map(\.record)
    var axes: [Axis] = [
      ("learning_rate", .number(record.learningRate), decimal(records.map(\.learningRate), logarithmic: true))
    ]
    if let units = record.hiddenUnits {
      let known = records.compactMap(\.hiddenUnits)
      axes.append(
        (
          "hidden_units", .integer(units),
          distribution(
            "Int",
            [
              ("log", .boolean(false)), ("step", .integer(1)), ("low", .integer(known.min() ?? units)),
              ("high", .integer(known.max() ?? units)),
            ])
        ))
    }
    if let dropout = record.dropout {
      axes.append(("dropout", .number(dropout), decimal(records.compactMap(\.dropout), logarithmic: false)))
    }
    if let activation = record.activation {
      // A categorical parameter is written as its place among the choices.
      let choices = records.compactMap(\.activation).firstOccurrences
      axes.append(
        (
          "activation", .integer(choices.firstIndex(of: activation) ?? 0),
          distribution("Categorical", [("choices", .array(choices.map { .string($0) }))])
        ))
    }
    if let margin = record.margin {
      axes.append(("margin", .number(margin), decimal(records.compactMap(\.margin), logarithmic: false)))
    }
    return axes
  }

  private static func decimal(_ values: [Double], logarithmic: Bool) -> JSONText {
    distribution(
      "Float",
      [
        ("step", .null), ("low", .number(values.min() ?? 0)), ("high", .number(values.max() ?? 0)),
        ("log", .boolean(logarithmic)),
      ])
  }

  private static func distribution(_ kind: String, _ attributes: [(String, JSONText)]) -> JSONText {
    .object([("name", .string("\(kind)Distribution")), ("attributes", .object(attributes))])
  }
}
