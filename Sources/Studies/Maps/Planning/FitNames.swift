import CrossModal

/// The names of a plan's fits: texts made of values, which are in journals.
///
/// A search fit is `CELL/SETTING/fold=2`, such as
/// `iaprtc12/vgg128/bigru/image-to-text/mse/nn/lr=0.001,units=128/fold=2`. The rungs of a race but the last, which trains
/// all epochs, have their epochs next to the setting, `…/lr=0.001,units=128,epochs=10/fold=2`. A final fit also says what was chosen and how
/// it is measured where that is not usual, `CELL/SETTING/epochs=37,k=20/fold=2`; one of a holdout ends in `run=2`. In a
/// cell in which nothing could be chosen it is `CELL/no-choice/fold=2`.
final class FitNames: Sendable {
  private static let noChoice = "no-choice"
  private let cells: [String]
  // By cell, the names of the settings; cells of one loss and family share them.
  private let settings: [[String]]
  // By the name without its last part, in the type in which such parts are looked up.
  private let places: [Substring: (cell: Int, setting: Int)]
  private let folds: Int
  // By cell, the epochs of the rungs of a race; empty where there is none.
  private let rungs: [[Int]]
  private let finalFits: Int
  private let repetition: String
  private let measures: String

  /// The names of a plan's fits.
  init(_ plan: StudyPlan, measures: MeasuresConfiguration) {
    cells = plan.cells.map(\.cell.id)
    var known: [[Setting]: [String]] = [:]
    settings = plan.cells.map { entry in
      if let names = known[entry.settings] { return names }
      let names = entry.settings.map(\.name)
      known[entry.settings] = names
      return names
    }
    rungs = plan.cells.indices.map { plan.race(ofCell: $0)?.epochs ?? [] }
    (folds, finalFits) = (plan.evaluation.foldCount, plan.evaluation.finalFits)
    repetition = plan.evaluation.kind == .holdout ? "run=" : "fold="
    self.measures = measures.finalFitName
    var places: [Substring: (cell: Int, setting: Int)] = [:]
    places.reserveCapacity(settings.reduce(cells.count) { $0 + $1.count })
    for cell in cells.indices {
      for setting in settings[cell].indices {
        places["\(cells[cell])/\(settings[cell][setting])"] = (cell, setting)
      }
      places["\(cells[cell])/\(Self.noChoice)"] = (cell, -1)
    }
    self.places = places
  }

  /// The name of all search fits of a setting, without a fold.
  func setting(_ setting: Int, cell: Int, rung: Int = 0) -> String {
    "\(cells[cell])/\(settings[cell][setting])\(epochs(cell, rung))"
  }

  /// The name of a search fit.
  func search(cell: Int, setting: Int, fold: Int, rung: Int = 0) -> String {
    "\(cells[cell])/\(settings[cell][setting])\(epochs(cell, rung))/fold=\(fold)"
  }

  // What is behind the setting in the name of a rung that is not the last.
  private func epochs(_ cell: Int, _ rung: Int) -> String {
    rung + 1 < rungs[cell].count ? ",epochs=\(rungs[cell][rung])" : ""
  }

  /// The name of a final fit whose cell has chosen so; nil for a cell in which nothing could be chosen.
  func final(cell: Int, repetition: Int, choice: SettingSelection.Score?) -> String {
    guard let choice else { return "\(cells[cell])/\(Self.noChoice)/\(self.repetition)\(repetition)" }
    return "\(cells[cell])/\(settings[cell][choice.setting])/epochs=\(choice.epoch)\(measures)/"
      + "\(self.repetition)\(repetition)"
  }

  /// The fit with this name, whatever was chosen; nil for another name.
  func fit(named name: String) -> FitIdentifier? {
    guard let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    let (start, last) = (name[..<slash], name[name.utf8.index(after: slash)...])
    if let place = places[start], place.setting >= 0 {
      return number(last, after: "fold=", below: folds).map {
        let rung = max(0, rungs[place.cell].count - 1)
        return .inRung(cell: place.cell, setting: place.setting, fold: $0, rung: rung)
      }
    }
    if let rung = earlyRung(start) {
      return number(last, after: "fold=", below: folds).map {
        .inRung(cell: rung.cell, setting: rung.setting, fold: $0, rung: rung.rung)
      }
    }
    guard let repetition = number(last, after: repetition, below: finalFits) else { return nil }
    if let place = places[start] { return .final(cell: place.cell, repetition: repetition) }
    guard let inner = start.utf8.lastIndex(of: UInt8(ascii: "/")),
      start[start.utf8.index(after: inner)...].hasPrefix("epochs="),
      let place = places[start[..<inner]], place.setting >= 0
    else { return nil }
    return .final(cell: place.cell, repetition: repetition)
  }

  // The setting and rung of `CELL/SETTING,epochs=10`; nil for what is no rung before the last of a race.
  private func earlyRung(_ start: Substring) -> (cell: Int, setting: Int, rung: Int)? {
    guard let comma = start.utf8.lastIndex(of: UInt8(ascii: ",")),
      let place = places[start[..<comma]], place.setting >= 0,
      let epochs = number(start[comma...], after: ",epochs=", below: 1_000_000),
      let rung = rungs[place.cell].dropLast().firstIndex(of: epochs)
    else { return nil }
    return (place.cell, place.setting, rung)
  }

  // A number behind a prefix, without a second spelling such as 007 or +1. By bytes: it is read once for each record.
  private func number(_ text: Substring, after prefix: String, below limit: Int) -> Int? {
    var rest = text.utf8
    for byte in prefix.utf8 where rest.popFirst() != byte { return nil }
    guard let first = rest.first, first != UInt8(ascii: "0") || rest.count == 1, rest.count < 10 else {
      return nil
    }
    var number = 0
    for byte in rest {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number < limit ? number : nil
  }
}

extension MeasuresConfiguration {
  // What a final fit measures, where it is not the paper's: ",k=20,metrics=cosine". Both ways of counting the item itself
  // are always measured, so they are no part of it.
  fileprivate var finalFitName: String {
    let standard = MeasuresConfiguration()
    var text = k == standard.k && further.isEmpty ? "" : ",k=\(k)"
    text += further.map { "+\($0)" }.joined()
    if Set(metrics) != Set(standard.metrics) {
      text += ",metrics=" + metrics.map(\.rawValue).sorted().joined(separator: "+")
    }
    if !also.isEmpty { text += ",also=" + also.map(\.rawValue).sorted().joined(separator: "+") }
    return text
  }
}
