import CrossModal
import Foundation
import StudyTestSupport
import Testing

@testable import Reports
@testable import Studies

@Suite struct FitQuantitiesTests {
  /// A finished, a diverged and a failed search fit, and the final fits of a linear and a nonlinear cell.
  private func study() throws -> HandmadeStudy {
    let small = try HandmadeStudy(losses: "[{max-margin: {margin: [2.5]}}]")
    let fit = FitIdentifier.search(cell: 1, setting: 2, fold: 1)
    try small.append(small.record(fit, setting: 2, training: [3, 2, 2.5], heldOut: [3, 1.5, 1.75]))
    var diverged = small.record(
      .search(cell: 0, setting: 1, fold: 0), setting: 1, training: [], heldOut: [], state: .diverged)
    (diverged.divergedEpoch, diverged.divergedBatch) = (1, 4)
    try small.append(diverged)
    try small.append(
      small.record(
        .search(cell: 0, setting: 0, fold: 1), setting: 0, training: [], heldOut: [], state: .failed,
        reason: "killed, twice"))
    try small.finals { cell, fold in (0.5, 0.25 + Double(cell), 0.125 * Double(fold)) }
    return small
  }

  private static let columns = [
    "kind", "fit", "dataset", "image", "text", "direction", "loss", "model", "setting", "learning_rate",
    "hidden_units", "dropout", "activation", "margin", "fold", "state", "epochs", "best_epoch",
    "best_held_out_loss", "training_loss", "last_held_out_loss", "steady", "worst_rise", "x_f_cosine_self",
    "y_f_cosine_self", "x_y_cosine_self", "x_f_cosine_no_self", "y_f_cosine_no_self", "x_y_cosine_no_self",
    "x_f_euclidean_self", "y_f_euclidean_self", "x_y_euclidean_self", "x_f_euclidean_no_self",
    "y_f_euclidean_no_self", "x_y_euclidean_no_self", "reason", "kernels", "seconds", "host", "worker",
    "attempt", "started",
  ]

  @Test("columns keep their names, their order and their spelling") func csv() throws {
    let small = try study()
    let table = ResultsTable(small.study, ledger: try small.study.ledger())
    #expect(ResultsTable.columns == Self.columns)
    let lines = table.csv.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 13 && lines.last == "" && lines[0] == Self.columns.joined(separator: ",")[...])
    let cell = "iaprtc12,vgg128,bigru,image-to-text,max-margin"
    let end = "\"\(small.study.manifest.kernels.description)\",0.5,host,hand,1,2025-01-02T03:04:05Z"
      .replacing("\"", with: small.study.manifest.kernels.description.contains(",") ? "\"" : "")
    #expect(
      lines[1] == "search,c0/s0/f1,\(cell),lin,,,,,,,1,failed,3,,,,,,,,,,,,,,,,,,,\"killed, twice\",\(end)")
    #expect(
      lines[2]
        == "search,c0/s1/f0,\(cell),lin,\"lr=0.001,margin=2.5\",0.001,,,,2.5,0,diverged,3,,,,,,,,,,,,,,,,,,,"
        + "\"not finite in epoch 1, batch 4\",\(end)")
    #expect(
      lines[3]
        == "search,c1/s2/f1,\(cell),nn,\"lr=0.001,h=4,p=0,relu,margin=2.5\",0.001,4,0.0,relu,2.5,1,finished,3,2,1.5,2.5,"
        + "1.75,no,0.25,,,,,,,,,,,,,,\(end)")
    #expect(
      lines[5]
        == "final,c0/final/f1,\(cell),lin,\"lr=0.01,margin=2.5\",0.01,,,,2.5,1,finished,3,2,2.0,1.0,2.5,yes,0.0,"
        + "0.5,0.25,0.125,0.5,0.25,0.125,0.5,0.25,0.125,0.5,0.25,0.125,,\(end)")
  }

  @Test("JSON has objects of cells and settings, and only what applies") func json() throws {
    let small = try study()
    let text = ResultsTable(small.study, ledger: try small.study.ledger()).json
    let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(document["version"] as? Int == 1)
    let rows = try #require(document["rows"] as? [[String: Any]])
    #expect(rows.count == 11 && rows[0]["setting"] == nil && rows[0]["settingText"] == nil)
    #expect(rows[0]["reason"] as? String == "killed, twice" && rows[0]["bestEpoch"] == nil)
    let setting = try #require(rows[2]["setting"] as? [String: Any])
    #expect(
      NSDictionary(dictionary: setting) == [
        "learningRate": 0.001, "hiddenUnits": 4, "dropout": 0, "activation": "relu", "margin": 2.5,
      ])
    let cell = try #require(rows[2]["cell"] as? [String: Any])
    #expect(
      NSDictionary(dictionary: cell) == [
        "dataset": "iaprtc12", "image": "vgg128", "text": "bigru", "direction": "image-to-text",
        "loss": "max-margin", "model": "nn",
      ])
    #expect(rows[2]["steady"] as? Bool == false && rows[2]["worstRise"] as? Double == 0.25)
    #expect(rows[4]["xYEuclideanNoSelf"] as? Double == 0.125)
    let fields =
      [DocumentField.version] + [DocumentField("rows", .objects([DocumentField](FitQuantities.all)), "")]
    #expect(try DocumentCheck.problems(of: [text], fields) == [])
  }

  @Test("what is not optional has a value in every row") func values() throws {
    let small = try study()
    for row in FitRow.all(small.study.plan, try small.study.ledger()) {
      for quantity in FitQuantities.all where !quantity.isOptional {
        #expect(quantity.value(row) != .missing, "\(quantity.column) of \(row.name)")
      }
    }
  }

  @Test("names are given once, and every result says what it means") func names() {
    #expect(Set(FitQuantities.all.map(\.column)).count == FitQuantities.all.count)
    for quantity in FitQuantities.all { #expect(quantity.definition.hasSuffix(".")) }
  }
}
