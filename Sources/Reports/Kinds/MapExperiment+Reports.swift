import Studies

extension MapExperiment: ReportedExperiment {
  /// The chosen setting and epoch of each cell.
  package static func best(_ study: MapStudy, _ ledger: MapLedger) -> BestAnswer {
    let choices = CellChoice.all(study, ledger: ledger)
    return BestAnswer(text: CellChoice.text(choices), json: CellChoice.json(choices))
  }

  /// What is wrong with choices and with the outputs of maps.
  package static func remarks(_ study: MapStudy, _ ledger: MapLedger) -> [String] {
    CellChoice.remarks(CellChoice.all(study, ledger: ledger))
  }

  /// The best of each cell, and the text features that were made.
  package static func details(_ study: MapStudy, _ ledger: MapLedger) -> StudyStatus.Details {
    let sides = study.configuration.dataset.sides
    return StudyStatus.Details(
      best: CellChoice.all(study, ledger: ledger),
      encoders: study.content.features.compactMap { features in
        features.encoding.map { StudyStatus.Encoder(features: features.name, encoding: $0) }
      },
      notes: [study.content.repeatedRows(sides), study.content.rowsKeptTogether(sides)].compactMap { $0 }
        + study.content.features.compactMap { $0.constantColumnsText(sides) })
  }

  /// Cells, settings, fits and overlaps.
  package static func index(_ ledger: MapLedger) -> IndexContent { IndexContent(ofMaps: ledger) }

  /// One for each cell.
  package static func searches(_ ledger: MapLedger) -> [ExportedSearch] { ExportedSearch.all(ledger) }

  /// Every cell with its settings and fits.
  package static func plan(
    _ configuration: StudyConfiguration, withSettings: Bool
  ) -> (text: String, json: String) {
    let plan = StudyPlan(configuration)
    return (plan.text(withSettings: withSettings), plan.json(withSettings: withSettings))
  }

  /// Each cell chooses among some.
  package static var hasSettings: Bool { true }
}
