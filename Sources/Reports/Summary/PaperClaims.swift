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
    /// Cases in which nothing differs by more than chance brings, which are neither for nor against.
    var undecided = 0
    /// The counts in words, or why there are none.
    package let evidence: String
    /// What a study must have for an answer: the option of `run`.
    package var remedy = ""

    /// The finding on these data, a sentence with its counts.
    package var finding: String {
      let what = Self.findings[letter] ?? statement
      if cases == 0 { return "Not tested here: whether \(what)." }
      let others = [(against, "the opposite in"), (undecided, "no difference in")].filter { $0.0 > 0 }
      let rest = others.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
      let first = what.prefix(1).uppercased() + what.dropFirst()
      if holds == cases {
        return "\(first): in \(cases == 1 ? "the one comparison" : "all \(cases) comparisons")."
      }
      return "\(first): in \(holds == 0 ? "none" : "\(holds)") of \(cases) comparisons; \(rest)."
    }

    private static let findings = [
      "a": "the mapped vectors share more neighbors with their input than with their target",
      "b": "the map brings its output nearer to the target than the input was",
      "c": "a deeper network loses neighbors of its input and gains none of its target",
      "d": "dropout does not lower the held-out loss",
      "e": "sigmoid and tanh give results like ReLU’s",
    ]

    /// Cases against it.
    package var against: Int { cases - holds - undecided }
    /// Cases without a difference.
    package var noDifference: Int { undecided }

    /// holds, holds in part, no difference, does not hold, not run.
    package var verdict: String {
      if cases == 0 { return "not run" }
      if holds == cases { return "holds" }
      if holds == 0 { return against == 0 ? "no difference" : "does not hold" }
      return "holds in part"
    }

    /// "3 for, 1 against, 2 no difference", the last where there are any.
    package var counts: String {
      "\(holds) for, \(against) against" + (undecided > 0 ? ", \(undecided) no difference" : "")
    }
  }

  /// Claims a to e.
  package let claims: [Claim]

  /// The claims by a study's tables and choices.
  init(_ study: MapStudy, ledger: MapLedger, tables: [OverlapTable]) {
    claims = [
      Self.overlapClaim(
        "a", "f(X) is closer to its input than to its target: X,f > Y,f.", tables, expected: .larger,
        outcome: \.inputTarget
      ) { $0.keepsInput },
      Self.overlapClaim(
        "b", "The map’s output is nearer to the target than the input is: X,Y < Y,f, said to hold always.",
        tables, expected: .larger, outcome: \.targetPair
      ) { $0.pair.mean < $0.target.mean },
      Self.depthClaim(tables), SearchComparison(study, ledger: ledger).dropoutClaim,
      SearchComparison(study, ledger: ledger).activationClaim,
    ]
  }

  // By the outcome of a cell's comparison; by the larger alone where a final fit has no standard errors.
  private static func overlapClaim(
    _ letter: String, _ statement: String, _ tables: [OverlapTable], expected: ComparisonOutcome,
    outcome: (OverlapOutcomes.Outcome) -> ComparisonOutcome, _ test: (OverlapSummary) -> Bool
  ) -> Claim {
    struct Count {
      var (holds, undecided, cases, untested) = (0, 0, 0, 0)
    }
    let parts = tables.map(\.metric).firstOccurrences.map { metric -> (metric: String, count: Count) in
      var count = Count()
      for entry in tables.filter({ $0.metric == metric }).flatMap(\.entries) {
        guard let overlaps = entry.evidence else { continue }
        count.cases += 1
        guard let found = entry.outcome.map(outcome) else {
          count.untested += 1
          count.holds += test(overlaps) ? 1 : 0
          continue
        }
        count.holds += found == expected ? 1 : 0
        count.undecided += found == .noDifference ? 1 : 0
      }
      return (metric, count)
    }.filter { $0.count.cases > 0 }
    func sum(_ value: (Count) -> Int) -> Int { parts.reduce(0) { $0 + value($1.count) } }
    var evidence =
      parts.map { part in
        "\(part.count.holds) of \(part.count.cases) cells with \(part.metric.metricTitle) neighbors"
          + (part.count.undecided > 0 ? ", no difference in \(part.count.undecided)" : "")
      }.joined(separator: sum(\.undecided) > 0 ? "; " : ", ") + "."
    if sum(\.untested) < sum(\.cases) {
      evidence +=
        " Tested over the items, with lists made anew in random halves; corrected for the number of cells (Holm, 5 %)."
    }
    if sum(\.untested) > 0 {
      evidence +=
        sum(\.untested) == sum(\.cases)
        ? " The results have no standard errors: the larger value counts."
        : " Where results have no standard errors (\(sum(\.untested))), the larger value counts."
    }
    return Claim(
      letter: letter, statement: statement, holds: sum(\.holds), cases: sum(\.cases),
      undecided: sum(\.undecided), evidence: parts.isEmpty ? "No final fit has a result yet." : evidence)
  }

  private static func depthClaim(_ tables: [OverlapTable]) -> Claim {
    let steps = tables.flatMap { DepthSeries.all($0) }.flatMap { series in
      zip(series.points, series.points.dropFirst()).filter { $0.0.model.hiddenLayers > 0 }
    }
    if steps.isEmpty {
      return Claim(
        letter: "c", statement: depthStatement, holds: 0, cases: 0,
        evidence: "It takes networks of two depths in one study.", remedy: "--set 'models=[nn, nn-3, nn-5]'")
    }
    let tested = steps.compactMap { step in
      step.0.overlaps.differences.flatMap { shallow in
        step.1.overlaps.differences.map {
          (input: $0.input.less(shallow.input), target: $0.target.less(shallow.target))
        }
      }
    }
    guard tested.count == steps.count else {
      let falls = steps.count { $1.overlaps.input.mean < $0.overlaps.input.mean }
      let flat = steps.count { $1.overlaps.target.mean <= $0.overlaps.target.mean }
      let both = steps.count {
        $1.overlaps.input.mean < $0.overlaps.input.mean && $1.overlaps.target.mean <= $0.overlaps.target.mean
      }
      return Claim(
        letter: "c", statement: depthStatement, holds: both, cases: steps.count,
        evidence:
          "Of \(steps.count) steps to the next depth, X,f falls in \(falls), Y,f does not rise in \(flat), both in \(both)."
          + " The results have no standard errors: the larger value counts.")
    }
    let (inputs, targets) = (
      ComparisonOutcome.all(tested.map(\.input)), ComparisonOutcome.all(tested.map(\.target))
    )
    let falls = inputs.count { $0 == .smaller }
    let flat = targets.count { $0 != .larger }
    let both = zip(inputs, targets).count { $0 == .smaller && $1 != .larger }
    let undecided = zip(inputs, targets).count { $0 == .noDifference && $1 != .larger }
    return Claim(
      letter: "c", statement: depthStatement, holds: both, cases: steps.count, undecided: undecided,
      evidence:
        "Of \(steps.count) steps to the next depth, X,f falls in \(falls), Y,f does not rise in \(flat), both in \(both)"
        + (undecided > 0 ? ", no difference in \(undecided)" : "")
        + ". Errors of two networks are taken as independent, which overstates them; corrected for the number of steps (Holm, 5 %)."
    )
  }

  private static let depthStatement = "With depth X,f falls while Y,f does not rise."
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
