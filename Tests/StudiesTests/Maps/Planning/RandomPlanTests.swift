import Foundation
import Testing

@testable import CrossModal
@testable import Settings
@testable import Studies

/// The plan of a random search.
@Suite struct RandomPlanTests {
  private func configuration(_ overrides: String...) throws -> StudyConfiguration {
    try StudyConfiguration.parse(
      Examples.minimal, file: "/x.yaml",
      overrides: [
        "models=[lin, nn, ridge]", "losses=[mse, max-margin]",
        "search={kind: random, trials: 12, ranges: {learning-rate: {log: [1e-5, 1e-1]}, hidden-units: {int: [32, 512]}, penalty: [0.5, 2]}}",
      ] + overrides, currentDirectory: "/")
  }

  @Test func everyCellHasTheTrials() throws {
    let plan = StudyPlan(try configuration())
    #expect(plan.cells.allSatisfy { $0.settings.count == 12 && $0.trials == 12 && $0.fits == 60 })
    #expect(Set(plan.cells.map { $0.settings.map(\.learningRate) }).count == 2)
    #expect(
      StudyPlan(
        try StudyConfiguration.parse(Examples.minimal, file: "/x.yaml", overrides: [], currentDirectory: "/")
      ).cells[0].trials == nil)
  }

  @Test func moreTrialsKeepThoseBefore() throws {
    let few = StudyPlan(try configuration())
    let many = StudyPlan(try configuration("search.trials=40"))
    for (few, many) in zip(few.cells, many.cells) {
      #expect(many.settings.count == 40 && Array(many.settings.prefix(12)) == few.settings)
    }
    // A search with the same seed over another set of axes, too.
    let other = StudyPlan(try configuration("search.ranges.dropout=[0, 0.5]"))
    #expect(other.cells[0].settings == few.cells[0].settings)
    #expect(other.cells[1].settings.map(\.hiddenUnits) == few.cells[1].settings.map(\.hiddenUnits))
    #expect(StudyPlan(try configuration("seed=2")).cells[0].settings != few.cells[0].settings)
  }

  @Test("numbers in names read back as the same numbers") func names() throws {
    for setting in StudyPlan(try configuration("search.trials=300")).cells.flatMap(\.settings) {
      for part in setting.name.split(separator: ",") {
        let (name, text) = (part.prefix { $0 != "=" }, part.drop { $0 != "=" }.dropFirst())
        let number = Double(text)
        switch name {
        case "lr": #expect(number == setting.learningRate)
        case "units": #expect(number == setting.hiddenUnits.map(Double.init))
        case "penalty": #expect(number == setting.penalty)
        default: #expect(name == "margin")
        }
        #expect(text.utf8.count <= 12)
      }
    }
  }

  @Test func aSettingThatIsDrawnAgainCountsOnceAndThePlanSaysSo() throws {
    let plan = StudyPlan(
      try configuration("search={kind: random, trials: 12, ranges: {penalty: [0.5, 2]}}", "losses=[mse]"))
    let counts = plan.cells.map(\.settings.count)
    // lin has three learning rates, nn fifteen settings.
    #expect(counts[0] == 3 && (5...11).contains(counts[1]) && counts[2] == 12)
    #expect(plan.fits == plan.settings * 5)
    #expect(
      plan.text(withSettings: false).hasSuffix(
        "drawn at random, 12 trials a cell; a setting that is drawn again counts once: \(72 - plan.settings) of 72\n"
      ))
    #expect(plan.json(withSettings: false).contains("\"settings\": 3, \"trials\": 12"))
  }

  @Test func rangesAreWrittenAsTheyAreRead() throws {
    let configuration = try configuration("search.ranges.batch-size={log-int: [16, 64]}")
    let resolved = configuration.resolvedYAML
    #expect(
      resolved.contains(
        "search: {kind: random, trials: 12, ranges: {learning-rate: {log: [1e-05, 0.1]}, hidden-units: {int: [32, 512]}, batch-size: {log-int: [16, 64]}, penalty: [0.5, 2]}}"
      ), "\(resolved)")
    let again = try StudyConfiguration.parse(
      resolved, file: "/x.yaml", overrides: [], currentDirectory: "/")
    #expect(again == configuration && again.identity == configuration.identity)
  }

  @Test func otherRangesAreTheSameStudyGrown() throws {
    let plain = try configuration()
    let other = try configuration("search.ranges.penalty=[0.5, 3]", "search.trials=99")
    #expect(other.identity == plain.identity && plain.firstConflict(with: other) == nil)
    #expect(plain.differences(from: other).map(\.key) == ["search.trials", "search.ranges.penalty"])
  }
}
