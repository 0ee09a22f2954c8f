import Foundation
import StudyTestSupport
import Testing

@testable import Reports
@testable import Studies

@Suite struct StudyIndexTests {
  @Test("tables and views have the declared columns") func columns() throws {
    let small = try HandmadeStudy()
    let index = StudyIndex(small.study, content: MapExperiment.index)
    #expect(try index.refresh() && !index.refresh())
    func columns(_ name: String) throws -> [String] { try index.query("SELECT * FROM \(name)").columns }
    #expect(try columns("cell") == IndexSchema.cells.quantities.map(\.column))
    #expect(try columns("setting") == IndexSchema.settings.quantities.map(\.column))
    #expect(try columns("fit") == IndexSchema.fits.quantities.map(\.column))
    #expect(try columns("overlap") == IndexSchema.overlaps.quantities.map(\.column))
    #expect(IndexSchema.views.map(\.name) == ["cells", "settings", "fits", "best"])
    for view in IndexSchema.views { #expect(try columns(view.name) == view.fields.map(\.key)) }
  }

  @Test("columns that people query are still there") func stable() throws {
    let known = [
      "cells":
        "cell name dataset image text direction loss model settings search_fits final_fits best_setting "
        + "best_epoch best_loss best_deviation done",
      "settings":
        "cell_name cell setting name learning_rate hidden_units dropout activation margin setting_name",
      "fits":
        "cell_name dataset image text direction loss model setting_name learning_rate hidden_units dropout "
        + "activation margin cell kind setting fold fit state epochs best_epoch best_held_out_loss training_loss "
        + "last_held_out_loss reason kernels seconds host worker attempt started",
      "best": "cell_name setting_name epoch loss deviation metric includes_self x_f y_f x_y final_fits",
    ]
    for view in IndexSchema.views {
      let columns = Set(view.fields.map(\.key))
      #expect(columns.isSuperset(of: (known[view.name] ?? "").split(separator: " ").map(String.init)))
    }
  }

  @Test("values are numbers, flags and words") func values() throws {
    let small = try HandmadeStudy()
    try small.search()
    try small.finals { cell, _ in (0.5, 0.25, 0.125 * Double(cell)) }
    let index = StudyIndex(small.study, content: MapExperiment.index)
    try index.refresh()
    let fit = try index.query(
      "SELECT fit, hidden_units, dropout, activation, best_epoch, best_held_out_loss, reason "
        + "FROM fits WHERE kind = 'search' AND model = 'nn' ORDER BY cell, setting, fold")
    #expect(
      fit.rows.first?.map(\.text) == [
        "iaprtc12/vgg128/bigru/image-to-text/mse/nn/lr=0.01,units=4/fold=0", "4", "0.0", "relu", "2", "2.0",
        nil,
      ])
    let best = try index.query(
      "SELECT setting_name, epoch, includes_self, x_f, y_f, x_y, final_fits FROM best WHERE metric = 'cosine'"
    )
    #expect(best.rows.count == 8)
    #expect(best.rows.last?.dropFirst(2).map(\.text) == ["1", "0.5", "0.25", "0.375", "2"])
    #expect(best.rows.first?.prefix(2).map(\.text) == ["lr=0.01", "2"])
    let lin = try index.query(
      "SELECT hidden_units, dropout, activation, margin FROM fits WHERE model = 'lin'")
    #expect(lin.rows.allSatisfy { $0 == [.null, .null, .null, .null] })
  }

  @Test("one statement is answered, and infinities are texts") func statements() throws {
    let small = try HandmadeStudy()
    let index = StudyIndex(small.study, content: MapExperiment.index)
    try index.refresh()
    for (sql, line) in [
      ("SELECT 1; SELECT 2", "holds several statements; one is answered"),
      (" -- nothing\n", "holds no statement"),
    ] {
      #expect(throws: StudyError.query(message: line)) { try index.query(sql) }
    }
    #expect(try index.query("SELECT 1 AS one;").columns == ["one"])
    let row = try index.query("SELECT 9e999, -9e999, 0.5, NULL, 'a'").rows[0]
    #expect(
      String(decoding: try JSONEncoder().encode(row), as: UTF8.self) == #"["inf","-inf",0.5,null,"a"]"#)
  }
}
