import StudyTestSupport
import Testing

@testable import CrossModal
@testable import Reports
@testable import Studies

@Suite struct GridEdgesTests {
  private func warnings(_ rate: Double, _ search: String) throws -> [String] {
    let plan = StudyPlan(
      try StudyConfiguration.parse(
        """
        version: 1
        name: x
        dataset: {name: x, image: {a: {file: a}}, text: {b: {file: b}}}
        models: [lin]
        losses: [mse]
        grid: {learning-rate: [0.001, 0.01, 0.1]}
        search: \(search)
        """, file: "/x.yaml", overrides: [], currentDirectory: "/"))
    var setting = plan.cells[0].settings[0]
    setting.learningRate = rate
    return GridEdges.warnings(setting, epoch: 1, entry: plan.cells[0], of: plan)
  }

  @Test func anEndOfTheGrid() throws {
    #expect(try warnings(0.01, "{kind: grid}") == [])
    #expect(
      try warnings(0.1, "{kind: grid}") == ["grid.learning-rate 0.1 is the largest that was tried"])
  }

  @Test("within 1 % of an end of the logarithm, not at the largest that was drawn") func anEndOfARange()
    throws
  {
    let search = "{kind: random, ranges: {learning-rate: {log: [1e-5, 1e-1]}}}"
    #expect(try warnings(0.09, search) == [])
    #expect(
      try warnings(0.095, search) == [
        "search.ranges.learning-rate 0.095 is within 1 % of the end of its range, 0.1"
      ])
    #expect(
      try warnings(1.05e-5, search) == [
        "search.ranges.learning-rate 1.05e-05 is within 1 % of the end of its range, 1e-05"
      ])
    #expect(try warnings(1.2e-5, search) == [])
  }
}
