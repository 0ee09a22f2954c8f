import Foundation
import StudyTestSupport
import Testing

@testable import Reports
@testable import Studies

@Suite struct CellChoiceTests {
  @Test("a choice is an object of the cell, the setting and what to be warned of") func json() throws {
    let small = try HandmadeStudy(models: "[nn]")
    // Settings: (0.01, 4), (0.01, 8), (0.001, 4), (0.001, 8); the second is best, the first within its standard error.
    let means = [1.05, 1, 3, 4]
    for fit in small.study.plan.searchFits(ofCell: 0) {
      guard case .search(_, let setting, let fold) = fit else { continue }
      let loss = means[setting] + (fold == 0 ? 0.125 : -0.125)
      try small.append(
        small.record(fit, training: [3, 2, 2.5], heldOut: [3, 2.5, loss]))
    }
    let choices = try CellChoice.all(small.study, ledger: small.study.ledger())
    let text = CellChoice.json(choices)
    let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let cells = try #require(document["cells"] as? [[String: Any]])
    #expect(document["version"] as? Int == 1 && cells.count == 2)
    let first = cells[0]
    #expect(first["name"] as? String == "iaprtc12/vgg128/bigru/image-to-text/mse/nn")
    #expect((first["setting"] as? [String: Any])?["hiddenUnits"] as? Int == 8)
    #expect((first["simplest"] as? [String: Any])?["hiddenUnits"] as? Int == 4)
    #expect(first["settingText"] as? String == "lr=0.01,units=8")
    #expect(first["loss"] as? Double == 1 && first["epoch"] as? Int == 3)
    // Two folds, 0.125 above and below.
    #expect(abs((first["spread"] as? Double ?? 0) - 0.125 * 2.0.squareRoot()) < 1e-12)
    #expect(first["steady"] as? Bool == false && first["worstRise"] as? Double == 0.25)
    #expect(
      first["warnings"] as? [String] == [
        "training loss is not steady", "grid.learning-rate 0.01 is the largest that was tried",
        "grid.hidden-units 8 is the largest that was tried", "epoch 3 is the last: raise training.max-epochs",
      ])
    let second = cells[1]
    #expect(second["setting"] == nil && second["simplest"] == nil && second["loss"] == nil)
    #expect(second["done"] as? Int == 0 && second["fits"] as? Int == 8)
    #expect(
      second["warnings"] as? [String] == [
        "no setting has finished on all folds", "the search of this cell is not complete",
      ])
  }

  @Test("the declared keys are those of the document, also inside status") func fields() throws {
    let small = try HandmadeStudy(losses: "[{max-margin: {margin: [2.5]}}]")
    try small.search()
    let (everything, second) = (try HandmadeStudy.withEverything(), try HandmadeStudy.withSecondChoices())
    let text = CellChoice.json(
      try CellChoice.all(small.study, ledger: small.study.ledger())
        + CellChoice.all(everything.study, ledger: everything.study.ledger())
        + CellChoice.all(second.study, ledger: second.study.ledger()))
    let fields = [.version, DocumentField("cells", .objects(CellChoice.fields), "")]
    #expect(try DocumentCheck.problems(of: [text], fields) == [])
  }
}
