import StudyTestSupport
import Testing

@testable import Reports

@Suite struct PaperClaimsTests {
  @Test("nothing is claimed before a result") func empty() throws {
    let report = try HandmadeStudy().report()
    #expect(report.claims.map(\.verdict) == Array(repeating: "not run", count: 5))
    #expect(report.answer.headline == "No final fit has a result yet, so there is no answer yet.")
  }

  @Test("claims a and b are counted cell by cell for each metric") func counts() throws {
    let small = try HandmadeStudy()
    // Four cells: X,f is larger in three; X,Y is below Y,f in one.
    let values = [(0.5, 0.3, 0.2), (0.5, 0.3, 0.3), (0.5, 0.3, 0.4), (0.2, 0.3, 0.4)]
    try small.finals { cell, fold in
      let value = values[cell]
      return (value.0 + (fold == 0 ? 0.01 : -0.01), value.1, value.2)
    }
    let report = try small.report()
    #expect(
      report.answer.headline
        == "In 3 of 4 cells f(X) keeps the neighborhoods of its input rather than the target’s.")
    #expect(
      report.claims[0].verdict == "holds in part" && report.claims[0].holds == 6
        && report.claims[0].cases == 8)
    #expect(
      report.claims[0].evidence
        == "3 of 4 cells with cosine neighbors, 3 of 4 cells with Euclidean neighbors. "
        + "The results have no standard errors: the larger value counts.")
    #expect(report.claims[1].holds == 2 && report.claims[1].cases == 8)
    #expect(report.answer.details[0].contains("shares 42.5 % of its neighbors with the input X and 30.0 %"))
    #expect(
      report.answer.details[0].contains(
        "In each of the 3 cells with X,f above Y,f the gap exceeds the spread"))
    #expect(report.claims[2].verdict == "not run")
  }

  @Test("with standard errors a claim has a third outcome, in counts, words and bold") func noDifference()
    throws
  {
    let small = try HandmadeStudy()
    // Four cells: X,f far above, a little above, a little below, far below Y,f; standard error 0.01 a fold.
    let values = [(0.5, 0.3, 0.2), (0.301, 0.3, 0.3), (0.3, 0.301, 0.4), (0.2, 0.3, 0.3)]
    try small.finals(error: 0.01) { cell, _ in values[cell] }
    let report = try small.report()
    let claim = report.claims[0]
    #expect(claim.holds == 2 && claim.against == 2 && claim.noDifference == 4 && claim.cases == 8)
    #expect(claim.verdict == "holds in part" && claim.counts == "2 for, 2 against, 4 no difference")
    #expect(
      claim.evidence.hasPrefix(
        "1 of 4 cells with cosine neighbors, no difference in 2; 1 of 4 cells with Euclidean neighbors, no difference in 2."
      ))
    #expect(report.claims[1].holds == 2 && report.claims[1].against == 2)
    let bold = report.ownTables[0].entries.map { entry in
      (OverlapNumbers(entry).input.isBest, OverlapNumbers(entry).target.isBest)
    }
    #expect(bold.count { $0.0 } == 1 && bold.count { $0.1 } == 1)
    #expect(report.ownTables[0].legend.hasSuffix("in bold where they differ (Holm, 5 %)."))
    let none = try HandmadeStudy()
    try none.finals(error: 0.01) { _, _ in (0.301, 0.3, 0.2) }
    #expect(try none.report().claims[0].verdict == "no difference")
  }

  @Test("all and none are said as such") func extremes() throws {
    let all = try HandmadeStudy()
    try all.finals { _, _ in (0.5, 0.3, 0.2) }
    #expect(try all.report().answer.headline.hasPrefix("In all 4 cells f(X) keeps"))
    let none = try HandmadeStudy()
    try none.finals { _, _ in (0.3, 0.5, 0.2) }
    #expect(try none.report().answer.headline.hasPrefix("In none of 4 cells does f(X) keep"))
    #expect(try none.report().claims[0].verdict == "does not hold")
  }

  @Test("depth is counted in steps between networks, not from lin") func depth() throws {
    let small = try HandmadeStudy(models: "[lin, nn, nn-3, nn-5]")
    // By model: X,f falls, falls, rises; Y,f stays, rises, falls.
    let values = [(0.9, 0.1), (0.6, 0.3), (0.5, 0.3), (0.7, 0.2)]
    try small.finals { cell, _ in (values[cell % 4].0, values[cell % 4].1, 0.2) }
    let claim = try small.report().claims[2]
    // Two directions and two metrics, two steps each: nn to nn-3 holds, nn-3 to nn-5 does not.
    #expect(claim.cases == 8 && claim.holds == 4)
    #expect(
      claim.evidence == "Of 8 steps to the next depth, X,f falls in 4, Y,f does not rise in 8, both in 4. "
        + "The results have no standard errors: the larger value counts.")
  }

  @Test("dropout and activations are compared by the best held-out loss, with one standard error to spare")
  func search() throws {
    let small = try HandmadeStudy(
      models: "[nn]",
      grid: "{learning-rate: [0.01], hidden-units: [4], dropout: [0, 0.5], activation: [relu, tanh]}")
    // Settings: (0, relu), (0, tanh), (0.5, relu), (0.5, tanh). Folds differ by 0.2: standard error 0.1.
    let means = [[2.0, 2.05, 1.5, 2.0], [2.0, 2.5, 1.95, 2.5]]
    try small.search { cell, setting, fold in [means[cell][setting] + (fold == 0 ? 0.1 : -0.1)] }
    let claims = try small.report().claims
    // Dropout lowers the loss by 0.5 in the first cell, by 0.05 in the second.
    #expect(claims[3].cases == 2 && claims[3].holds == 1)
    // relu against tanh: 1.5 against 2.0 and 1.95 against 2.5.
    #expect(claims[4].cases == 2 && claims[4].holds == 0)
    #expect(claims[4].verdict == "does not hold")
  }

  @Test("a study without the axis says what it takes") func missing() throws {
    let small = try HandmadeStudy()
    try small.search()
    let claims = try small.report().claims
    #expect(claims[3].evidence == "It takes dropout 0 and another dropout in the grid.")
    #expect(claims[4].evidence == "It takes two activations in the grid.")
    #expect(
      try HandmadeStudy(models: "[lin]").report().claims[4].evidence
        == "The study has no networks with hidden layers.")
  }
}
