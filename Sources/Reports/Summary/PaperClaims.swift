import CrossModal
import Studies

/// The paper's five claims that a study can answer, each with counts.
package struct PaperClaims: Sendable {
  /// One claim and what the study says of it.
  package struct Claim: Equatable, Sendable {
    /// a to e.
    package let letter: String
    /// What the paper says.
    package let statement: String
    /// Cases in which it holds.
    package let holds: Int
    /// Cases that were tested; 0 if the study cannot say.
    package let cases: Int
    /// The counts in words, or why there are none.
    package let evidence: String

    /// holds, holds in part, does not hold, not run.
    package var verdict: String {
      switch (holds, cases) {
      case (_, 0): "not run"
      case (cases, _): "holds"
      case (0, _): "does not hold"
      default: "holds in part"
      }
    }
  }

  /// Claims a to e.
  package let claims: [Claim]

  /// The claims by a study's tables and choices.
  init(_ study: MapStudy, ledger: MapLedger, tables: [OverlapTable]) {
    let entries = tables.flatMap(\.entries)
    let overlaps = entries.compactMap(\.evidence)
    claims = [
      Self.overlapClaim(
        "a", "f(X) is closer to its input than to its target: X,f > Y,f.", tables, overlaps
      ) { $0.keepsInput },
      Self.overlapClaim(
        "b", "The map’s output is nearer to the target than the input is: X,Y < Y,f, said to hold always.",
        tables,
        overlaps
      ) { $0.pair.mean < $0.target.mean },
      Self.depthClaim(tables), SearchComparison(study, ledger: ledger).dropoutClaim,
      SearchComparison(study, ledger: ledger).activationClaim,
    ]
  }

  private static func overlapClaim(
    _ letter: String, _ statement: String, _ tables: [OverlapTable], _ overlaps: [OverlapSummary],
    _ test: (OverlapSummary) -> Bool
  ) -> Claim {
    let parts = tables.map(\.metric).firstOccurrences.map { metric -> (String, Int, Int) in
      let found = tables.filter { $0.metric == metric }.flatMap(\.entries).compactMap(\.evidence)
      return (metric, found.count(where: test), found.count)
    }.filter { $0.2 > 0 }
    return Claim(
      letter: letter, statement: statement, holds: overlaps.count(where: test), cases: overlaps.count,
      evidence: parts.isEmpty
        ? "No final fit has a result yet."
        : parts.map { "\($0.1) of \($0.2) cells with \($0.0.metricTitle) neighbors" }.joined(separator: ", ")
          + ".")
  }

  private static func depthClaim(_ tables: [OverlapTable]) -> Claim {
    let steps = tables.flatMap { DepthSeries.all($0) }.flatMap { series in
      zip(series.points, series.points.dropFirst()).filter { $0.0.model.hiddenLayers > 0 }
    }
    let falls = steps.count { $1.overlaps.input.mean < $0.overlaps.input.mean }
    let flat = steps.count { $1.overlaps.target.mean <= $0.overlaps.target.mean }
    let both = steps.count {
      $1.overlaps.input.mean < $0.overlaps.input.mean && $1.overlaps.target.mean <= $0.overlaps.target.mean
    }
    return Claim(
      letter: "c", statement: "With depth X,f falls while Y,f does not rise.", holds: both,
      cases: steps.count,
      evidence: steps.isEmpty
        ? "It takes networks of two depths (nn, nn-3, nn-5) in one study."
        : "Of \(steps.count) steps to the next depth, X,f falls in \(falls), Y,f does not rise in \(flat), both in \(both)."
    )
  }
}

/// The overlaps of one pair of features in one direction, by depth.
struct DepthSeries {
  /// One depth.
  struct Point {
    let model: ModelFamily
    let overlaps: OverlapSummary
  }

  let block: OverlapTable.Block
  let image: String
  let direction: Direction
  /// The direction by the names of the sides, "image → text".
  let arrow: String
  /// By number of hidden layers.
  let points: [Point]

  /// The series of a table that have at least two depths.
  static func all(_ table: OverlapTable) -> [DepthSeries] {
    table.blocks.flatMap { block in
      table.images.indices.flatMap { column in
        block.rows.map(\.direction).firstOccurrences.compactMap { direction -> DepthSeries? in
          let rows = block.rows.filter { $0.direction == direction && $0.model.isTrained }
          let points = rows.compactMap { row in
            row.entries[column].evidence.map { Point(model: row.model, overlaps: $0) }
          }.sorted { $0.model.hiddenLayers < $1.model.hiddenLayers }
          guard points.count > 1 else { return nil }
          return DepthSeries(
            block: block, image: table.images[column], direction: direction, arrow: rows[0].arrow,
            points: points)
        }
      }
    }
  }
}
