import Foundation
import Testing

@testable import CrossModal
@testable import Studies

@Suite struct SettingTextTests {
  @Test func theTextIsShortAndStable() {
    let margin = Loss.maxMargin(.init(margin: 2.5))
    #expect(
      Setting(learningRate: 0.001, hiddenUnits: 256, dropout: 0, activation: .relu, loss: margin).text
        == "lr=0.001,h=256,p=0,relu,margin=2.5")
    #expect(
      Setting(learningRate: 1e-4, hiddenUnits: nil, dropout: 0, activation: .linear, loss: .meanSquaredError)
        .text
        == "lr=0.0001")
    #expect(
      Setting(learningRate: 1, hiddenUnits: 8, dropout: 0.25, activation: .tanh, loss: .cosine(.mean)).text
        == "lr=1,h=8,p=0.25,tanh")
    func text(_ loss: Loss) -> String {
      Setting(learningRate: 1, hiddenUnits: nil, dropout: 0, activation: .linear, loss: loss).text
    }
    #expect(text(.infoNCE(.init(temperature: 0.07))) == "lr=1,temperature=0.07")
    #expect(text(.sigmoid(.init())) == "lr=1")
  }

  @Test(arguments: [Examples.full, Examples.imagenet])
  func textsAndNamesAreUniqueInACell(configuration: String) throws {
    let plan = StudyPlan(try Examples.parse(configuration))
    for entry in plan.cells {
      #expect(Set(entry.settings.map(\.text)).count == entry.settings.count)
      #expect(Set(entry.settings.map(\.name)).count == entry.settings.count)
    }
  }

  @Test func namesSayWhatIsNotUsual() {
    func name(
      units: Int? = 128, dropout: Double = 0, activation: Activation = .relu, _ loss: Loss = .meanSquaredError
    ) -> String {
      Setting(
        learningRate: 0.001, hiddenUnits: units, dropout: dropout, activation: activation, loss: loss
      ).name
    }
    #expect(name() == "lr=0.001,units=128")
    #expect(name(units: nil, activation: .linear) == "lr=0.001")
    #expect(name(dropout: 0.5, activation: .tanh) == "lr=0.001,units=128,dropout=0.5,activation=tanh")
    #expect(name(.cosine(.sum)) == "lr=0.001,units=128")
    #expect(name(.cosine(.mean)) == "lr=0.001,units=128,reduction=mean")
    #expect(name(.infoNCE(.init())) == "lr=0.001,units=128,temperature=0.07")
    #expect(
      name(.infoNCE(.init(temperature: 0.5, direction: .forward)))
        == "lr=0.001,units=128,temperature=0.5,direction=forward")
    #expect(name(.sigmoid(.init())) == "lr=0.001,units=128")
    #expect(
      name(.sigmoid(.init(temperature: 5, bias: -2))) == "lr=0.001,units=128,temperature=5,bias=-2")
    #expect(name(.maxMargin(.init(margin: 2.5))) == "lr=0.001,units=128,margin=2.5")
    #expect(
      name(
        .maxMargin(.init(margin: 1, negativeSide: .target, negative: .hardest, distance: .cosine)))
        == "lr=0.001,units=128,margin=1,negative-side=target,negative=hardest,distance=cosine")
  }
}
