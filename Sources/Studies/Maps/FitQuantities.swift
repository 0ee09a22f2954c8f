import CrossModal

/// The results of a fit: the columns of `results`, in their order.
package enum FitQuantities {
  /// All of them.
  package static let all: [Quantity<FitRow>] =
    identity + CellQuantities.of { $0.entry.cell } + [setting] + SettingQuantities.of { $0.setting }
    + [fold, rung] + training + [score] + decrease + health + overlaps + measured + [reason, note] + computing

  /// Kind and name.
  package static let identity: [Quantity<FitRow>] = [
    Quantity(
      "kind", "Kind",
      "search: a setting on a fold, to choose by. final: the chosen setting and epoch, trained again and measured.",
      text: { $0.fit.isSearch ? "search" : "final" }),
    Quantity("fit", "Fit", "Name of the fit.", text: { $0.record.unit }),
  ]

  /// The setting in short.
  package static let setting = Quantity<FitRow>(
    "setting", "Setting", "The setting in short, unique inside its cell.", isOptional: true,
    key: "settingText", text: { $0.setting?.name })

  /// The fold or run.
  package static let fold = Quantity<FitRow>(
    "fold", "Fold", "The fold that was held out, from 0; for a final fit of a holdout, the run.",
    integer: { $0.fit.fold })

  /// The rung of a race.
  package static let rung = Quantity<FitRow>(
    "rung", "Rung", "Of the search of a race, the rung, from 1.", isOptional: true, integer: { $0.rung })

  /// How the training went.
  package static let training: [Quantity<FitRow>] = [
    Quantity(
      "state", "State",
      "finished: all epochs done. diverged: a number became infinite or NaN. failed: given up, for the stated reason.",
      text: { $0.record.state.rawValue }),
    Quantity(
      "epochs", "Epochs", "Epochs that were trained; of a diverged fit, that were to be trained.",
      unit: .epochs,
      integer: { $0.epochs }),
    Quantity(
      "own epochs", "Own epochs",
      "Epochs that this fit trained itself: of a later rung of a race, those after the rung before. Their sum over the fits "
        + "of a search is what it trained.", unit: .epochs, integer: { $0.ownEpochs }),
    Quantity(
      "best epoch", "Best epoch",
      "The epoch, from 1, after which the held-out loss was least; of a final fit the chosen epoch.",
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

  /// What settings are compared by besides the loss.
  package static let score = Quantity<FitRow>(
    "best score", "Best score",
    "Of a fit of the search, what its cell chooses by where that is not the loss, after the best epoch of this fold; larger is "
      + "better.", isOptional: true, digits: 4,
    number: { row in
      row.best?.epoch.flatMap { epoch in
        row.record.result?.scores.flatMap { epoch <= $0.losses.count ? Double($0.losses[epoch - 1]) : nil }
      }
    })

  /// Whether the outputs of a final fit can tell anything.
  package static let health: [Quantity<FitRow>] = HealthQuantities.all.map {
    $0.of(object: "health", isOptional: true) { $0.record.result?.health }
  }

  /// What the solution of a map had to do.
  package static let note = Quantity<FitRow>(
    "note", "Note", "What a solved map had to do, such as leaving out directions.", isOptional: true,
    text: { $0.record.result?.note })

  /// Whether the training loss went down.
  package static let decrease: [Quantity<FitRow>] = [
    Quantity(
      "steady", "Steady", SteadyDecrease.definition, isOptional: true, flag: { $0.steady?.holds }),
    Quantity(
      "worst rise", "Worst rise", SteadyDecrease.riseDefinition, unit: .relative, isOptional: true,
      number: { $0.steady?.worstRise }),
  ]

  /// The measures of a final fit, by metric and treatment of the item itself: first the overlaps, then all others.
  package static let overlaps: [Quantity<FitRow>] =
    byMetric(OverlapQuantities.measures) + byMetric(OverlapQuantities.further)

  /// What a configuration asks for besides the overlaps.
  package static let measured: [Quantity<FitRow>] = MapScoreQuantities.all.map {
    $0.of(isOptional: true) { $0.record.result?.measured }
  }

  private static func byMetric(_ measures: [Quantity<OverlapRecord>]) -> [Quantity<FitRow>] {
    ["cosine", "euclidean"].flatMap { metric in
      [true, false].flatMap { (includesSelf: Bool) -> [Quantity<FitRow>] in
        let distance = metric == "euclidean" ? "Euclidean" : metric
        let treatment = "\(includesSelf ? "with" : "without") the item itself"
        return measures.map { measure in
          measure.of(
            name: measure.name.adding("\(metric) \(includesSelf ? "self" : "no self")"),
            title: "\(measure.title), \(metric) neighbors, \(treatment)",
            note: "Neighbors by \(distance) distance, \(treatment).", isOptional: true
          ) { $0.overlap(metric, includesSelf: includesSelf) }
        }
      }
    }
  }

  /// Why there is no result.
  package static let reason = Quantity<FitRow>(
    "reason", "Reason", "Why the fit diverged or failed.", isOptional: true, text: { $0.record.explanation })

  /// What computed it, when and where.
  package static let computing: [Quantity<FitRow>] = RecordQuantities.computing { $0.record }
}
