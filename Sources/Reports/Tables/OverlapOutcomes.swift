import CrossModal
import Studies

/// The outcomes of all comparisons of a study's cells, one family for each claim and treatment of the item itself: all cells
/// that are evidence, under all metrics.
struct OverlapOutcomes {
  /// The outcomes of one cell under one metric and treatment of the item itself.
  struct Outcome: Equatable, Sendable {
    /// X,f against Y,f.
    let inputTarget: ComparisonOutcome
    /// Y,f against X,Y.
    let targetPair: ComparisonOutcome
  }

  struct Key: Hashable {
    let cell: Cell
    let metric: String
    let includesSelf: Bool
  }

  private let outcomes: [Key: Outcome]

  /// Compares the summaries of cells; those without standard errors have no outcome.
  init(_ summaries: [(key: Key, summary: OverlapSummary)]) {
    var outcomes: [Key: Outcome] = [:]
    for includesSelf in [true, false] {
      let family = summaries.compactMap { entry in
        entry.key.includesSelf == includesSelf ? entry.summary.differences.map { (entry.key, $0) } : nil
      }
      let inputs = ComparisonOutcome.all(family.map(\.1.inputTarget))
      let pairs = ComparisonOutcome.all(family.map(\.1.targetPair))
      for (place, entry) in family.enumerated() {
        outcomes[entry.0] = Outcome(inputTarget: inputs[place], targetPair: pairs[place])
      }
    }
    self.outcomes = outcomes
  }

  /// The outcome of a cell; nil without standard errors.
  subscript(_ key: Key) -> Outcome? { outcomes[key] }
}
