import Testing

@testable import CrossModal
@testable import Studies

@Suite struct FitNamesTests {
  private func names(_ overrides: String...) throws -> (plan: StudyPlan, names: FitNames) {
    let configuration = try StudyConfiguration.parse(
      Examples.minimal, file: "/x.yaml", overrides: overrides, currentDirectory: "/")
    let plan = StudyPlan(configuration)
    return (plan, FitNames(plan, measures: configuration.measures))
  }

  private let cell = "iaprtc12/vgg128/bigru/image-to-text/mse"

  @Test func namesAreMadeOfValues() throws {
    let (_, names) = try names("losses=[mse]", "models=[lin, nn]")
    #expect(names.search(cell: 0, setting: 1, fold: 2) == "\(cell)/lin/lr=0.001/fold=2")
    #expect(names.search(cell: 1, setting: 6, fold: 0) == "\(cell)/nn/lr=0.001,units=128/fold=0")
    let choice = SettingSelection.Score(setting: 6, epoch: 37, loss: 1, deviation: 0, folds: 5)
    #expect(
      names.final(cell: 1, repetition: 3, choice: choice) == "\(cell)/nn/lr=0.001,units=128/epochs=37/fold=3")
    #expect(names.final(cell: 1, repetition: 3, choice: nil) == "\(cell)/nn/no-choice/fold=3")
  }

  @Test func finalFitsSayWhatIsMeasuredWhereItIsNotUsual() throws {
    let choice = SettingSelection.Score(setting: 0, epoch: 1, loss: 1, deviation: 0, folds: 5)
    func name(_ overrides: String...) throws -> String {
      let configuration = try StudyConfiguration.parse(
        Examples.minimal, file: "/x.yaml", overrides: overrides, currentDirectory: "/")
      return FitNames(StudyPlan(configuration), measures: configuration.measures)
        .final(cell: 0, repetition: 0, choice: choice)
    }
    #expect(try name() == "\(cell)/lin/lr=0.01/epochs=1/fold=0")
    // Both ways of counting the item itself are always measured, and the order of metrics changes nothing.
    #expect(try name("measures.include-self=false", "measures.metrics=[euclidean, cosine]") == name())
    #expect(
      try name("measures.k=20", "measures.metrics=cosine")
        == "\(cell)/lin/lr=0.01/epochs=1,k=20,metrics=cosine/fold=0")
  }

  @Test func foldNumbersGoOnFromRepeatToRepeat() throws {
    let (_, names) = try names("protocol.repeats=2")
    #expect(names.search(cell: 0, setting: 1, fold: 7) == "\(cell)/lin/lr=0.001/fold=7")
    #expect(names.fit(named: "\(cell)/lin/lr=0.001/fold=9") == .search(cell: 0, setting: 1, fold: 9))
    #expect(names.fit(named: "\(cell)/lin/lr=0.001/epochs=3/fold=9") == .final(cell: 0, repetition: 9))
    #expect(names.fit(named: "\(cell)/lin/lr=0.001/fold=10") == nil)
  }

  @Test func everyNameLeadsBackToItsFit() throws {
    let (plan, names) = try names("protocol.folds=2")
    for fit in plan.searchFitIdentifiers {
      guard case .search(let cell, let setting, let fold) = fit else { continue }
      #expect(names.fit(named: names.search(cell: cell, setting: setting, fold: fold)) == fit)
    }
    for fit in plan.finalFitIdentifiers {
      for setting in plan.cells[fit.cell].settings.indices {
        let choice = SettingSelection.Score(setting: setting, epoch: 9, loss: 1, deviation: 0, folds: 2)
        #expect(names.fit(named: names.final(cell: fit.cell, repetition: fit.fold, choice: choice)) == fit)
      }
      #expect(names.fit(named: names.final(cell: fit.cell, repetition: fit.fold, choice: nil)) == fit)
    }
  }

  @Test(arguments: [
    "", "/", "fold=0", "lin/lr=0.01/fold=0", "CELL/lin/lr=0.01", "CELL/lin/lr=0.01/",
    "CELL/lin/lr=0.01/fold=5",
    "CELL/lin/lr=0.01/fold=-1", "CELL/lin/lr=0.01/fold=+1", "CELL/lin/lr=0.01/fold=01",
    "CELL/lin/lr=0.01/run=0",
    "CELL/lin/lr=0.02/fold=0", "CELL/lin/lr=0.01/epochs=3/fold=5", "CELL/lin/lr=0.01/epoch=3/fold=0",
    "CELL/lin/lr=0.02/epochs=3/fold=0", "CELL/lin/no-choice/epochs=1/fold=0", "CELL/lin/no-choice/fold=٣",
    "CELL/lin/lr=0.01/fold=99999999999999999999", "c0/s0/f0",
  ])
  func otherTextsAreNoNames(text: String) throws {
    #expect(try names().names.fit(named: text.replacing("CELL", with: cell)) == nil)
  }

  @Test func holdoutsEndInRuns() throws {
    let configuration = try Examples.parse(Examples.full)
    let plan = StudyPlan(configuration)
    let names = FitNames(plan, measures: configuration.measures)
    let choice = SettingSelection.Score(setting: 0, epoch: 2, loss: 1, deviation: 0, folds: 2)
    let name = names.final(cell: 0, repetition: 0, choice: choice)
    #expect(name.hasSuffix(plan.evaluation.kind == .holdout ? "/run=0" : "/fold=0"))
    #expect(names.fit(named: name) == .final(cell: 0, repetition: 0))
  }
}
