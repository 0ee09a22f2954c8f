import Studies

extension ComparisonExperiment: ReportedExperiment {
  /// The best pair by each measure, next to the null of the best.
  package static func best(_ study: ComparisonStudy, _ ledger: ComparisonLedger) -> BestAnswer {
    BestPair.answer(ledger)
  }

  /// How many spaces, pairs and measures.
  package static func plan(
    _ configuration: ComparisonConfiguration, withSettings: Bool
  ) -> (text: String, json: String) {
    let plan = ComparisonPlan(configuration)
    return (plan.text, plan.json)
  }
}
