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

  private static let neighborColumns: [String] = NeighborMeasure.all.flatMap { measure -> [String] in
    ["cosine_self", "cosine_no_self", "euclidean_self", "euclidean_no_self"].flatMap {
      neighbors -> [String] in
      ["x_f", "y_f", "x_y"].map { "\($0)_\(measure.name)_\(neighbors)" }
    }
  }

  private static let spaceColumns: [String] =
    [
      "mutual_knn", "mnno", "rank_similarity", "cknna", "cka", "cka_debiased", "rsa_spearman_cosine",
      "rsa_spearman_euclidean", "procrustes_similarity", "cca_mean", "svcca_99",
    ].flatMap { name -> [String] in
      ["x_f_\(name)", "y_f_\(name)", "x_y_\(name)", "y_f_\(name)_calibrated"]
    } + [
      "y_f_recall_at_1", "y_f_recall_at_5", "y_f_recall_at_10", "y_f_mean_reciprocal_rank",
      "y_f_mean_average_precision", "y_f_mean_average_precision_reverse",
    ]

  private static let columns =
    [
      "kind", "fit", "dataset", "image", "text", "direction", "loss", "model", "setting", "learning_rate",
      "hidden_units", "dropout", "activation", "margin", "temperature", "weight_decay", "batch_size",
      "structure_weight", "penalty", "rank", "fold", "rung", "state", "epochs", "own_epochs", "best_epoch",
      "best_held_out_loss",
      "training_loss", "last_held_out_loss", "best_score", "steady", "worst_rise", "explained_variance",
      "floor_loss", "distinct_outputs", "distinct_inputs", "kept_variance", "hubness", "collapsed",
      "x_f_cosine_self", "y_f_cosine_self", "x_y_cosine_self", "x_f_cosine_no_self", "y_f_cosine_no_self",
      "x_y_cosine_no_self", "x_f_euclidean_self", "y_f_euclidean_self", "x_y_euclidean_self",
      "x_f_euclidean_no_self", "y_f_euclidean_no_self", "x_y_euclidean_no_self",
    ]
    + neighborColumns + spaceColumns
    + ["reason", "note", "kernels", "seconds", "host", "worker", "attempt", "started"]

  @Test("columns keep their names, their order and their spelling") func csv() throws {
    let small = try study()
    let table = try ResultsTable(small.study.ledger())
    let lines = table.csv.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 34 && lines.last == "" && lines[0] == Self.columns.joined(separator: ",")[...])
    let name = "iaprtc12/vgg128/bigru/image-to-text/max-margin"
    func quoted(_ text: String) -> String { text.contains(",") ? "\"\(text)\"" : text }
    /// A line with these values by column, and those that all have; every other column is empty.
    func line(_ fit: String, _ values: [String: String]) -> Substring {
      var values = values
      for (column, value) in [
        "dataset": "iaprtc12", "image": "vgg128", "text": "bigru", "direction": "image-to-text",
        "loss": "max-margin", "kernels": quoted(small.study.manifest.kernels.description), "seconds": "0.5",
        "host": "host", "worker": "hand", "attempt": "1", "started": "2025-01-02T03:04:05Z",
        "fit": quoted("\(name)/\(fit)"),
      ] { values[column] = value }
      #expect(Set(values.keys).isSubset(of: Self.columns))
      return Self.columns.map { values[$0] ?? "" }.joined(separator: ",")[...]
    }
    let diverged = [
      "kind": "search", "model": "lin", "setting": "\"lr=0.001,margin=2.5\"", "learning_rate": "0.001",
      "margin": "2.5", "weight_decay": "0.0", "structure_weight": "0.0", "fold": "0", "state": "diverged",
      "epochs": "3", "own_epochs": "0", "reason": "\"not finite in epoch 1, batch 4\"",
    ]
    #expect(lines[3] == line("lin/lr=0.001,margin=2.5/fold=0", diverged))
    let failed = [
      "kind": "search", "model": "lin", "fold": "1", "state": "failed", "epochs": "3", "own_epochs": "0",
      "reason": "\"killed, twice\"",
    ]
    #expect(lines[4] == line("lin/lr=0.001,margin=2.5/fold=1", failed))
    let finished = [
      "kind": "search", "model": "nn", "setting": "\"lr=0.001,units=4,margin=2.5\"", "learning_rate": "0.001",
      "hidden_units": "4", "dropout": "0.0", "activation": "relu", "margin": "2.5", "weight_decay": "0.0",
      "structure_weight": "0.0", "fold": "1", "state": "finished", "epochs": "3", "own_epochs": "3",
      "best_epoch": "2",
      "best_held_out_loss": "1.5", "training_loss": "2.5", "last_held_out_loss": "1.75", "steady": "no",
      "worst_rise": "0.25",
    ]
    #expect(lines[10] == line("nn/lr=0.001,units=4,margin=2.5/fold=1", finished))
    var final = [
      "kind": "final", "model": "lin", "setting": "\"lr=0.01,margin=2.5\"", "learning_rate": "0.01",
      "margin": "2.5", "weight_decay": "0.0", "structure_weight": "0.0", "fold": "1", "state": "finished",
      "epochs": "3", "own_epochs": "3", "best_epoch": "3", "best_held_out_loss": "2.5",
      "training_loss": "1.0",
      "last_held_out_loss": "2.5", "steady": "yes", "worst_rise": "0.0",
    ]
    for column in Self.columns where column.hasSuffix("_self") {
      final[column] = column.hasPrefix("x_f") ? "0.5" : column.hasPrefix("y_f") ? "0.25" : "0.125"
    }
    #expect(lines[26] == line("lin/lr=0.01,margin=2.5/epochs=2,k=3/fold=1", final))
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
        "weightDecay": 0, "structureWeight": 0,
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
    let everything = try HandmadeStudy.withEverything()
    var noted = try #require(try everything.study.ledger()[.final(cell: 0, repetition: 0)])
    noted.result?.note = "rank 1 of 2"
    let score = MapScore.Between(value: 0.5, calibrated: 0.25)
    noted.result?.measured = MapMeasure.allCases.map {
      MapScore(measure: $0.rawValue, input: score, target: score, pair: score)
    }
    let row = FitRow(.final(cell: 0, repetition: 0), noted, in: try everything.study.ledger())
    let racing = try HandmadeStudy(search: "{kind: racing, first-epochs: 1}")
    try racing.append(racing.record(.search(cell: 0, setting: 0, fold: 0)))
    let others = [
      try ResultsTable(everything.study.ledger()).json, try ResultsTable(racing.study.ledger()).json,
      QuantityTable(FitQuantities.all, rows: [row]).json(named: "rows"),
    ]
    #expect(others[0].contains(#""temperature": 0.5"#))
    #expect(try DocumentCheck.problems(of: [text] + others, fields) == [])
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
