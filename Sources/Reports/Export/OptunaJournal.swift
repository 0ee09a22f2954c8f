import Foundation
import Settings
import Studies

/// Searches as a journal file of Optuna, which Optuna and optuna-dashboard open.
///
/// Each search becomes a study, each setting with all its results a trial. Loaded by
/// `JournalStorage(JournalFileBackend(path))`. Checked with Optuna 5.0.
package struct OptunaJournal {
  private let name: String
  private let identity: String
  private let searches: [ExportedSearch]

  /// The journal of a study's searches.
  package init<Kind: Experiment>(_ study: Study<Kind>, _ searches: [ExportedSearch]) {
    (name, identity, self.searches) = (study.configuration.name, study.manifest.identity, searches)
  }

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
    for (index, search) in searches.enumerated() {
      lines.append(
        line(
          Operation.createStudy,
          [
            ("study_name", .string("\(name)/\(search.name)")),
            ("directions", .array(search.directions.map { .integer($0.rawValue) })),
          ]))
      for (key, value) in [("crossmodal:identity", identity), ("crossmodal:cell", search.name)] {
        lines.append(
          line(
            Operation.setStudyAttribute,
            [("study_id", .integer(index)), ("user_attr", .object([(key, .string(value))]))]))
      }
      let axes = OptunaAxes(search)
      lines += search.trials.map { line(Operation.createTrial, trial($0, study: index, axes)) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ operation: Int, _ members: [(String, JSONText)]) -> String {
    JSONText.object([("op_code", .integer(operation)), ("worker_id", .string("crossmodal"))] + members)
      .compact
  }

  private func trial(
    _ trial: ExportedSearch.Trial, study: Int, _ axes: OptunaAxes
  ) -> [(String, JSONText)] {
    [
      ("study_id", .integer(study)), ("datetime_start", .string(trial.started)),
      ("datetime_complete", .string(Self.date(trial.started, after: trial.seconds))),
      ("state", .integer(trial.values.isEmpty ? State.failed : State.complete)),
      ("value", trial.values.count == 1 ? .number(trial.values[0]) : .null),
      ("values", trial.values.count > 1 ? .array(trial.values.map { .number($0) }) : .null),
      ("distributions", .object(axes.distributions(trial))),
      ("params", .object(axes.parameters(trial))),
      (
        "user_attrs",
        .object([
          ("setting", .string(trial.setting)), ("folds", .integer(trial.units)),
          ("seconds", .number(trial.seconds)),
        ])
      ),
      ("system_attrs", .object([])),
      (
        "intermediate_values",
        .object(trial.curve.enumerated().map { ("\($0 + 1)", .number($1)) })
      ),
    ]
  }

  private static func date(_ start: String, after seconds: Double) -> String {
    guard let date = try? Date(start, strategy: .iso8601) else { return start }
    return date.addingTimeInterval(seconds.rounded(.up)).formatted(.iso8601)
  }
}
