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
    context.data = study.content.features.map { features in
      PageContext.DataSet(
        name: "\(features.name) (\(sides.name(of: features.side)))" + steps(features),
        columns: "\(features.columns)",
        sources: (features.sources + [features.encoding?.text, features.sentences?.text].compactMap { $0 })
          .joined(
            separator: ", "),
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

  // The steps that every fit fits on its own training rows.
  private func steps(_ features: MapInputs.Features) -> String {
    let dataset = report.study.configuration.dataset
    let set = (features.side == .first ? dataset.image : dataset.text).first { $0.name == features.name }
    guard let steps = set?.steps, !steps.isEmpty else { return "" }
    return ", then \(steps.map(\.text).joined(separator: ", ")) fitted on the training rows of each fit"
  }

  private static let mostFailures = 40

  private var facts: [PageContext.Term] {
    let (study, plan, progress) = (report.study, report.study.plan, report.progress)
    let totals = report.ledger.totals
    let (first, kernels, hosts) = summary
    var terms = [
      ("study", study.configuration.name, false),
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
      ("computing time", "\(DurationText.text(totals.seconds)) summed over fits", false),
      ("machines", hosts.joined(separator: ", "), false),
      (
        "kernels", kernels.isEmpty ? study.manifest.kernels.description : kernels.joined(separator: "; "),
        false
      ),
      ("versions", ([options.program] + options.versions).joined(separator: ", "), false),
      ("identity", study.manifest.identity, true),
    ]
    if let first {
      terms.insert(("first and last fit", "\(first) to \(totals.latestStart)", false), at: 6)
    }
    if let ties { terms.append(("equal and zero rows", ties, false)) }
    if let groups = inputs.itemGroups {
      terms.append(
        (
          "groups",
          "\(groups.text); those of one group are in one fold and in none of each other’s neighbor lists",
          false
        ))
    }
    let repeatedRows = inputs.repeatedRows(sides)
    if let repeated = repeatedRows ?? inputs.rowsKeptTogether(sides) {
      terms.append((repeatedRows == nil ? "kept together" : "repeated rows", repeated, false))
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

  // The earliest start, and all kernels and hosts.
  private var summary: (first: String?, kernels: [String], hosts: [String]) {
    var first: String?
    var (kernels, hosts) = (Set<String>(), Set<String>())
    report.ledger.forEachRecord { _, record in
      first = min(first ?? record.started, record.started)
      kernels.insert(record.kernels)
      hosts.insert(record.host)
    }
    return (first, kernels.sorted(), hosts.sorted())
  }

  // What of the inputs leaves neighbors to the row order; nil where an older version took them in without counting.
  private var ties: String? {
    let features = report.study.content.features
    guard features.allSatisfy({ $0.repeatedRows != nil }) else { return nil }
    let parts = features.compactMap { set in set.ties.map { "\(set.title(sides)): \($0)" } }
    return parts.isEmpty ? "none" : parts.joined(separator: ". ")
  }

  private var inputs: MapInputs { report.study.content }
  private var sides: SideNames { report.study.configuration.dataset.sides }

  private var items: String {
    guard let training = inputs.trainingItems else { return "\(inputs.items) items" }
    return "\(training) training and \(inputs.items - training) test items"
  }

  private struct Group: Hashable {
    let state: UnitState
    let cell: Int
    let reason: String
  }

  // Fits with the same reason in the same cell are one line: a bad learning rate fails hundreds of times.
  private var failures: [PageContext.Failure] {
    var groups: [Group: (count: Int, first: Int, name: String)] = [:]
    for unit in report.ledger.unfinished {
      guard let record = report.ledger.record(unit) else { continue }
      let reason = record.reason ?? "a number became infinite or NaN"
      let group = Group(state: record.state, cell: report.study.plan.fit(of: unit).cell, reason: reason)
      let known = groups[group]
      groups[group] = ((known?.count ?? 0) + 1, known?.first ?? unit, known?.name ?? record.unit)
    }
    return groups.sorted { ($1.value.count, $0.value.first) < ($0.value.count, $1.value.first) }.map {
      group, found in
      PageContext.Failure(
        count: "\(found.count)", state: group.state.rawValue,
        cell: CellTitle.text(report.study.plan.cells[group.cell].cell, study: report.study),
        reason: group.reason, first: found.name)
    }
  }
}
