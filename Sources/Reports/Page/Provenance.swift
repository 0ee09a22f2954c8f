import CrossModal
import Foundation
import Studies

/// What was run, on what, with what, and what went wrong.
struct Provenance {
  private let report: StudyReport
  private let options: StudyReport.Options

  init(_ report: StudyReport, options: StudyReport.Options) {
    (self.report, self.options) = (report, options)
  }

  /// Fills in the facts, the data and the failures.
  func add(to context: inout PageContext) {
    let study = report.study
    context.facts = facts
    context.data = study.manifest.features.map { features in
      PageContext.DataSet(
        name: "\(features.name) (\(features.side.rawValue))", columns: "\(features.columns)",
        sources: (features.sources + (features.encoding.map { [$0.text] } ?? [])).joined(separator: ", "),
        hash: features.hash)
    }
    let failures = failures
    context.hasFailures = !failures.isEmpty
    let shown = failures.prefix(Self.mostFailures)
    context.failuresText =
      "\(report.progress.diverged) fits diverged, \(report.progress.failed) failed"
      + (failures.count > shown.count ? "; the \(shown.count) most frequent reasons are shown." : ".")
    context.failures = Array(shown)
    context.command = options.command
    context.configuration = study.configuration.resolvedYAML
  }

  private static let mostFailures = 40

  private var facts: [PageContext.Term] {
    let (study, records) = (report.study, report.ledger.records)
    let (plan, progress) = (study.plan, report.progress)
    let times = records.values.map(\.started)
    let computed = records.values.reduce(0) { $0 + $1.seconds }
    let kernels = records.values.map(\.kernels).firstOccurrences.sorted()
    var terms = [
      ("study", study.manifest.name, false),
      ("data set", "\(study.configuration.dataset.name), \(items)", false),
      ("seed", "\(study.configuration.seed)", false),
      (
        "plan",
        "\(plan.cells.count) cells, \(plan.settings) settings, \(plan.fits) search fits, \(plan.finalFits) final fits",
        false
      ),
      (
        "results",
        "\(progress.done) of \(progress.total) fits, \(progress.diverged) diverged, \(progress.failed) failed",
        false
      ),
      ("computing time", "\(DurationText.text(computed)) summed over fits", false),
      ("machines", records.values.map(\.host).firstOccurrences.sorted().joined(separator: ", "), false),
      (
        "kernels", kernels.isEmpty ? study.manifest.kernels.description : kernels.joined(separator: "; "),
        false
      ),
      ("versions", ([options.program] + options.versions).joined(separator: ", "), false),
      ("identity", study.manifest.identity, true),
    ]
    if let first = times.min(), let last = times.max() {
      terms.insert(("first and last fit", "\(first) to \(last)", false), at: 6)
    }
    if kernels.count > 1 {
      terms.append(("mixed kernels", "fits of different kernels agree only within a tolerance", false))
    }
    if !report.ledger.torn.isEmpty {
      terms.append(
        (
          "torn lines", "ignored at the end of \(report.ledger.torn.keys.sorted().joined(separator: ", "))",
          false
        ))
    }
    return terms.map { PageContext.Term(term: $0.0, meaning: $0.1, code: $0.2) }
  }

  private var items: String {
    let manifest = report.study.manifest
    guard let training = manifest.trainingItems else { return "\(manifest.items) items" }
    return "\(training) training and \(manifest.items - training) test items"
  }

  private struct Group: Hashable {
    let state: FitRecord.State
    let cell: Int
    let reason: String
  }

  // Fits with the same reason in the same cell are one line: a bad learning rate fails hundreds of times.
  private var failures: [PageContext.Failure] {
    let failed = report.ledger.records.values.filter { $0.state != .finished }.sorted { $0.fit < $1.fit }
    var groups: [Group: (count: Int, first: FitIdentifier)] = [:]
    for record in failed {
      let reason = record.reason ?? "a number became infinite or NaN"
      let group = Group(state: record.state, cell: record.fit.cell, reason: reason)
      groups[group] = ((groups[group]?.count ?? 0) + 1, groups[group]?.first ?? record.fit)
    }
    return groups.sorted { ($1.value.count, $0.value.first) < ($0.value.count, $1.value.first) }.map {
      group, found in
      PageContext.Failure(
        count: "\(found.count)", state: group.state.rawValue,
        cell: CellTitle.text(report.study.plan.cells[group.cell].cell, study: report.study),
        reason: group.reason, first: "\(found.first)")
    }
  }
}
