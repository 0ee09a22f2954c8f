import CrossModal
import Foundation
import StudyTestSupport
import Testing

@testable import Reports
@testable import Studies

@Suite struct FitQuantitiesTests {
  /// A whole search with a diverged and a failed fit, and final fits.
  private func study(losses: String = "[{max-margin: {margin: [2.5]}}]") throws -> HandmadeStudy {
    let small = try HandmadeStudy(losses: losses)
    for fit in small.study.plan.searchFitIdentifiers {
      var record = try small.record(fit)
      switch fit {
      case .search(1, 2, 1): record = try small.record(fit, training: [3, 2, 2.5], heldOut: [3, 1.5, 1.75])
      case .search(0, 1, 0):
        record = try small.record(fit, training: [], heldOut: [], state: .diverged)
        record.result = FitResult(
          training: LossCurve([]), heldOut: LossCurve([]), epochs: 3, divergedEpoch: 1, divergedBatch: 4)
      case .search(0, 1, 1): record = try small.record(fit, state: .failed, reason: "killed, twice")
      default: break
      }
      try small.append(record)
    }
    try small.finals { cell, fold in (0.5, 0.25 + Double(cell), 0.125 * Double(fold)) }
    return small
  }

  private static let columns =
    [
      "kind", "fit", "dataset", "image", "text", "direction", "loss", "model", "setting", "learning_rate",
      "hidden_units", "dropout", "activation", "margin", "temperature", "fold", "state", "epochs",
      "best_epoch",
      "best_held_out_loss", "training_loss", "last_held_out_loss", "steady", "worst_rise", "x_f_cosine_self",
      "y_f_cosine_self", "x_y_cosine_self", "x_f_cosine_no_self", "y_f_cosine_no_self", "x_y_cosine_no_self",
      "x_f_euclidean_self", "y_f_euclidean_self", "x_y_euclidean_self", "x_f_euclidean_no_self",
      "y_f_euclidean_no_self", "x_y_euclidean_no_self",
    ]
    + NeighborMeasure.all.flatMap { measure in
      ["cosine_self", "cosine_no_self", "euclidean_self", "euclidean_no_self"].flatMap { neighbors in
        ["x_f", "y_f", "x_y"].map { "\($0)_\(measure.name)_\(neighbors)" }
      }
    } + ["reason", "kernels", "seconds", "host", "worker", "attempt", "started"]

  @Test("columns keep their names, their order and their spelling") func csv() throws {
    let small = try study()
    let table = try ResultsTable(small.study.ledger())
    let lines = table.csv.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 34 && lines.last == "" && lines[0] == Self.columns.joined(separator: ",")[...])
    let none = String(repeating: ",", count: 12 * NeighborMeasure.all.count)
    let measured = String(repeating: "0.5,0.25,0.125,", count: 4 * NeighborMeasure.all.count)
    let cell = "iaprtc12,vgg128,bigru,image-to-text,max-margin"
    let name = "iaprtc12/vgg128/bigru/image-to-text/max-margin"
    let end = "\"\(small.study.manifest.kernels.description)\",0.5,host,hand,1,2025-01-02T03:04:05Z"
      .replacing("\"", with: small.study.manifest.kernels.description.contains(",") ? "\"" : "")
    #expect(
      lines[3]
        == "search,\"\(name)/lin/lr=0.001,margin=2.5/fold=0\",\(cell),lin,\"lr=0.001,margin=2.5\",0.001,,,,2.5,,0,"
        + "diverged,3,,,,,,,,,,,,,,,,,,,\(none)\"not finite in epoch 1, batch 4\",\(end)")
    #expect(
      lines[4]
        == "search,\"\(name)/lin/lr=0.001,margin=2.5/fold=1\",\(cell),lin,,,,,,,,1,failed,3,,,,,,,,,,,,,,,,,,,"
        + "\(none)\"killed, twice\",\(end)")
    #expect(
      lines[10]
        == "search,\"\(name)/nn/lr=0.001,units=4,margin=2.5/fold=1\",\(cell),nn,\"lr=0.001,units=4,margin=2.5\","
        + "0.001,4,0.0,relu,2.5,,1,finished,3,2,1.5,2.5,1.75,no,0.25,,,,,,,,,,,,,\(none),\(end)")
    #expect(
      lines[26]
        == "final,\"\(name)/lin/lr=0.01,margin=2.5/epochs=2,k=3/fold=1\",\(cell),lin,\"lr=0.01,margin=2.5\",0.01,,,,"
        + "2.5,,1,finished,3,2,2.0,1.0,2.5,yes,0.0,"
        + "0.5,0.25,0.125,0.5,0.25,0.125,0.5,0.25,0.125,0.5,0.25,0.125,\(measured),\(end)")
  }

  @Test("JSON has objects of cells and settings, and only what applies") func json() throws {
    let small = try study()
    let text = try ResultsTable(small.study.ledger()).json
    let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(document["version"] as? Int == 1)
    let rows = try #require(document["rows"] as? [[String: Any]])
    #expect(rows.count == 32 && rows[3]["setting"] == nil && rows[3]["settingText"] == nil)
    #expect(rows[3]["reason"] as? String == "killed, twice" && rows[3]["bestEpoch"] == nil)
    let setting = try #require(rows[9]["setting"] as? [String: Any])
    #expect(
      NSDictionary(dictionary: setting) == [
        "learningRate": 0.001, "hiddenUnits": 4, "dropout": 0, "activation": "relu", "margin": 2.5,
      ])
    let cell = try #require(rows[9]["cell"] as? [String: Any])
    #expect(
      NSDictionary(dictionary: cell) == [
        "dataset": "iaprtc12", "image": "vgg128", "text": "bigru", "direction": "image-to-text",
        "loss": "max-margin", "model": "nn",
      ])
    #expect(rows[9]["steady"] as? Bool == false && rows[9]["worstRise"] as? Double == 0.25)
    #expect(rows[25]["xYEuclideanNoSelf"] as? Double == 0.125)
    let fields =
      [DocumentField.version] + [DocumentField("rows", .objects([DocumentField](FitQuantities.all)), "")]
    let second = try study(losses: "[{info-nce: {temperature: [0.5]}}]")
    let other = try ResultsTable(second.study.ledger()).json
    #expect(other.contains(#""temperature": 0.5"#))
    #expect(try DocumentCheck.problems(of: [text, other], fields) == [])
  }

  @Test("what is not optional has a value in every row") func values() throws {
    let small = try study()
    for row in ResultsTable.rows(try small.study.ledger()) {
      for quantity in FitQuantities.all where !quantity.isOptional {
        #expect(quantity.value(row) != .missing, "\(quantity.column) of \(row.record.unit)")
      }
    }
  }

  @Test("names are given once, and every result says what it means") func names() {
    #expect(Set(FitQuantities.all.map(\.column)).count == FitQuantities.all.count)
    for quantity in FitQuantities.all { #expect(quantity.definition.hasSuffix(".")) }
  }
}
