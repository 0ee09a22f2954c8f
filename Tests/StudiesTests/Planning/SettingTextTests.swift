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
  }

  @Test(arguments: [Examples.full, Examples.imagenet])
  func textsAreUniqueInACell(configuration: String) throws {
    let plan = StudyPlan(try Examples.parse(configuration))
    for entry in plan.cells {
      #expect(Set(entry.settings.map(\.text)).count == entry.settings.count)
    }
  }

  @Test func aRecordHasTheColumnsThatApply() {
    let linear = Setting(
      learningRate: 0.1, hiddenUnits: nil, dropout: 0, activation: .linear, loss: .cosine(.mean)
    ).record
    #expect(linear.learningRate == 0.1 && linear.hiddenUnits == nil && linear.dropout == nil)
    #expect(linear.loss == .cosine && linear.reduction == "mean" && linear.margin == nil)
    let hidden = Setting(
      learningRate: 0.1, hiddenUnits: 4, dropout: 0.5, activation: .relu, loss: .maxMargin(.init(margin: 2))
    ).record
    #expect(hidden.hiddenUnits == 4 && hidden.dropout == 0.5 && hidden.activation == "relu")
    #expect(hidden.margin == 2 && hidden.negativeSide == "input" && hidden.distance == "euclidean")
  }
}
