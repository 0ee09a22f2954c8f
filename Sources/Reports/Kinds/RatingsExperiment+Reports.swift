import Studies

extension RatingsExperiment: ReportedExperiment {
  /// The kind of map that comes nearest to table 10's pattern, for each set of vectors.
  package static func best(_ study: RatingsStudy, _ ledger: RatingsLedger) -> BestAnswer {
    RatingsChoice.answer(RatingsChoice.all(ledger.measurements.compactMap(\.measurement)))
  }

  /// One for each set of vectors and of ratings.
  package static func searches(_ ledger: RatingsLedger) -> [ExportedSearch] { ExportedSearch.all(ledger) }

  /// How many rows, vectors, ratings and maps.
  package static func plan(
    _ configuration: RatingsConfiguration, withSettings: Bool
  ) -> (text: String, json: String) {
    let plan = RatingsPlan(configuration)
    return (plan.text, plan.json)
  }
}
