import CrossModal
import Studies

/// One fit that has a result, as tables tell of it. Everything that they read of a record is read here.
struct FitRow: Sendable {
  let record: FitRecord
  let entry: StudyPlan.Entry
  /// The epoch of the least held-out loss, from 1, and that loss; nil for a curve without losses.
  let best: (epoch: Int?, loss: Float)?
  /// Nil for a curve without losses, and where it is not asked for.
  let steady: SteadyDecrease?

  /// A row. Whether the loss decreased takes a look at every epoch, so the index goes without.
  init(_ plan: StudyPlan, _ record: FitRecord, judgesDecrease: Bool) {
    (self.record, entry) = (record, plan.cells[record.fit.cell])
    let losses = record.heldOut.losses
    best = losses.min().map { least in (losses.firstIndex(of: least).map { $0 + 1 }, least) }
    steady = record.training.losses.isEmpty || !judgesDecrease ? nil : SteadyDecrease(record.training.values)
  }

  /// The rows of all fits with a result, in the order of the plan; made as they are asked for.
  static func all(_ plan: StudyPlan, _ ledger: Ledger, judgesDecrease: Bool = true) -> some Sequence<FitRow> {
    ledger.records.keys.sorted().lazy.compactMap { fit in
      ledger.records[fit].map { FitRow(plan, $0, judgesDecrease: judgesDecrease) }
    }
  }

  /// What was measured of final fits, in the order of the plan, with the fit's name.
  static func overlaps(_ ledger: Ledger) -> [(fit: String, overlap: OverlapRecord)] {
    ledger.records.keys.filter { !$0.isSearch }.sorted().flatMap { fit in
      (ledger.records[fit]?.overlaps ?? []).map { (fit.description, $0) }
    }
  }

  var name: String { record.fit.description }

  /// A failed fit has none, as nothing was trained with it.
  var setting: Setting? { record.state == .failed ? nil : entry.settings[record.setting] }

  /// The fold, or the run of a holdout's final fit.
  var fold: Int {
    switch record.fit {
    case .search(_, _, let fold), .final(_, let fold): fold
    }
  }

  var reason: String? {
    if let reason = record.reason { return reason }
    guard let epoch = record.divergedEpoch, let batch = record.divergedBatch else { return nil }
    return batch == 0 ? "not finite after epoch \(epoch)" : "not finite in epoch \(epoch), batch \(batch)"
  }

  func overlap(_ metric: String, includesSelf: Bool) -> OverlapRecord? {
    record.overlaps?.first { $0.metric == metric && $0.includesSelf == includesSelf }
  }
}

/// The results of a fit: the columns of `results`, in their order.
enum FitQuantities {
  static let all: [Quantity<FitRow>] =
    identity + CellQuantities.of { $0.entry.cell } + [setting] + SettingQuantities.of { $0.setting }
    + [fold] + training + decrease + overlaps + [reason] + computing

  /// Kind and name.
  static let identity: [Quantity<FitRow>] = [
    Quantity(
      "kind", "Kind",
      "search: a setting on a fold, to choose by. final: the chosen setting and epoch, trained again and measured.",
      text: { $0.record.fit.isSearch ? "search" : "final" }),
    Quantity("fit", "Fit", "Name of the fit.", text: { $0.name }),
  ]

  static let setting = Quantity<FitRow>(
    "setting", "Setting", "The setting in short, unique inside its cell.", isOptional: true,
    key: "settingText", text: { $0.setting?.text })

  static let fold = Quantity<FitRow>(
    "fold", "Fold", "The fold that was held out, from 0; for a final fit of a holdout, the run.",
    integer: { $0.fold })

  /// How the training went.
  static let training: [Quantity<FitRow>] = [
    Quantity(
      "state", "State",
      "finished: all epochs done. diverged: a number became infinite or NaN. failed: given up, for the stated reason.",
      text: { $0.record.state.rawValue }),
    Quantity(
      "epochs", "Epochs", "Epochs that were to be trained.", unit: .epochs,
      integer: { $0.record.epochs }),
    Quantity(
      "best epoch", "Best epoch", "The epoch, from 1, after which the held-out loss was least.",
      unit: .epochs,
      isOptional: true, integer: { $0.best?.epoch }),
    Quantity(
      "best held out loss", "Best held-out loss",
      "Loss of the held-out rows after that epoch; smaller is better. Losses are rounded to Float.",
      isOptional: true, digits: 5, number: { $0.best.map { Double($0.loss) } }),
    Quantity(
      "training loss", "Training loss", "Loss of the training rows in the last epoch; smaller is better.",
      isOptional: true, digits: 5, number: { $0.record.training.losses.last.map { Double($0) } }),
    Quantity(
      "last held out loss", "Last held-out loss",
      "Loss of the held-out rows after the last epoch; smaller is better.", isOptional: true, digits: 5,
      number: { $0.record.heldOut.losses.last.map { Double($0) } }),
  ]

  /// Whether the training loss went down.
  static let decrease: [Quantity<FitRow>] = [
    Quantity(
      "steady", "Steady", SteadyDecrease.definition, isOptional: true, flag: { $0.steady?.holds }),
    Quantity(
      "worst rise", "Worst rise", SteadyDecrease.riseDefinition, unit: .relative, isOptional: true,
      number: { $0.steady?.worstRise }),
  ]

  /// The measures of a final fit, by metric and treatment of the item itself.
  static let overlaps: [Quantity<FitRow>] = ["cosine", "euclidean"].flatMap { metric in
    [true, false].flatMap { includesSelf in
      OverlapQuantities.measures.map { measure in
        measure.of(
          name: measure.name.adding("\(metric) \(includesSelf ? "self" : "no self")"),
          title:
            "\(measure.title), \(metric) neighbors, \(includesSelf ? "with" : "without") the item itself",
          note:
            "Neighbors by \(metric.metricTitle) distance, \(includesSelf ? "with" : "without") the item itself.",
          isOptional: true
        ) { $0.overlap(metric, includesSelf: includesSelf) }
      }
    }
  }

  static let reason = Quantity<FitRow>(
    "reason", "Reason", "Why the fit diverged or failed.", isOptional: true, text: { $0.reason })

  /// What computed it, when and where. Only what follows the kernels may differ between two runs of one study.
  static let computing: [Quantity<FitRow>] = [
    Quantity(
      "kernels", "Kernels", "The kernels that computed it, such as fused on SkylakeX.",
      text: { $0.record.kernels }),
    Quantity(
      "seconds", "Seconds", "How long the fit took, to the microsecond.", unit: .seconds,
      number: { ($0.record.seconds * 1e6).rounded() / 1e6 }),
    Quantity("host", "Host", "The machine.", text: { $0.record.host }),
    Quantity("worker", "Worker", "The worker, as its journal is named.", text: { $0.record.worker }),
    Quantity(
      "attempt", "Attempt", "Which attempt at the fit this was, from 1.", integer: { $0.record.attempt }),
    Quantity("started", "Started", "When the fit began: ISO 8601, UTC.", text: { $0.record.started }),
  ]
}
