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
  func textsAreUniqueInACellAndRecordsReadBack(configuration: String) throws {
    let plan = StudyPlan(try Examples.parse(configuration))
    for entry in plan.cells {
      #expect(Set(entry.settings.map(\.text)).count == entry.settings.count)
    }
    for entry in plan.cells.prefix(12) {
      let data = try JSONEncoder().encode(entry.settings.map(\.record))
      let records = try JSONDecoder().decode([SettingRecord].self, from: data)
      #expect(records.map(\.setting) == entry.settings)
    }
  }

  @Test func aRecordOfNoSettingIsRefused() {
    let setting = Setting(
      learningRate: 0.1, hiddenUnits: 4, dropout: 0, activation: .relu, loss: .maxMargin(.init(margin: 1)))
    func refused(_ change: (inout SettingRecord) -> Void) -> Bool {
      var record = setting.record
      change(&record)
      return record.setting == nil
    }
    #expect(setting.record.setting == setting)
    #expect(refused { $0.learningRate = -1 })
    #expect(refused { $0.hiddenUnits = 0 })
    #expect(refused { $0.hiddenUnits = nil })
    #expect(refused { $0.dropout = 1 })
    #expect(refused { $0.activation = "step" })
    #expect(refused { $0.margin = nil })
    #expect(refused { $0.distance = "manhattan" })
  }
}
