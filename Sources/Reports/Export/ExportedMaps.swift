import CrossModal
import Foundation
import Settings
import Studies
import VectorFiles

/// The maps that a study chose, or their outputs, as a folder: `CELL/fold-2.safetensors`, and `index.json`, which tells what
/// is what.
///
/// A study keeps no weights: each map is fitted again, to the same bits on the same kernels, and what it measures is
/// compared with the journal before anything is written. The folder appears whole or not at all.
package struct ExportedMaps {
  /// What is written of each fit.
  package enum Content: Sendable {
    /// The map with its feature steps.
    case models(ModelFormat)
    /// f(X) of the rows that were held out.
    case predictions
  }

  /// Which fits of a cell.
  package enum Fits: Sendable {
    /// The final fits: one for each fold or run.
    case final
    /// One fit on all training rows, which nothing has measured.
    case allRows
  }

  private let study: MapStudy
  private let ledger: MapLedger
  private let runner: FitRunner
  private let content: Content
  private let fits: Fits
  private let program: String

  /// An export of a study; its data are mapped into memory.
  /// - Parameter program: name and version of the program, for the metadata of models.
  package init(_ study: MapStudy, _ ledger: MapLedger, _ content: Content, _ fits: Fits, program: String)
    throws
  {
    (self.study, self.ledger, self.content, self.fits, self.program) = (study, ledger, content, fits, program)
    runner = FitRunner(study, data: try MapData(study), path: study.manifest.kernels.kernelPath)
  }

  /// Cells that have something to export, of all or of the one named.
  /// - Throws: ``StudyError/data(message:)`` for a name that no cell has, and where no cell has a choice with results.
  package func cells(named name: String?) throws -> [Int] {
    let all = Array(study.plan.cells.indices)
    let wanted = name.map { name in all.filter { study.plan.cells[$0].cell.id == name } } ?? all
    if let name, wanted.isEmpty {
      throw StudyError.data(
        message: "\(study.directory.path): no cell is named '\(name)'; allowed: "
          + study.plan.cells.map(\.cell.id).joined(separator: ", "))
    }
    let ready = wanted.filter { !tasks($0).isEmpty }
    if ready.isEmpty {
      throw StudyError.data(
        message:
          "\(study.directory.path): \(name.map { "cell '\($0)' has no" } ?? "no cell has a") finished final fit to export; "
          + "run the study to its end first")
    }
    return ready
  }

  /// Writes the folder.
  /// - Parameters:
  ///   - cells: places of cells that are ready.
  ///   - path: the folder, which must not exist or be empty.
  ///   - shouldContinue: asked after every epoch.
  ///   - onFit: told the file of each fit that is written.
  /// - Returns: the number of files next to the index; nil if `shouldContinue` ended it, and nothing stays.
  /// - Throws: ``StudyError/damaged(place:message:)`` where a map measures something else than the journal says.
  package func write(
    _ cells: [Int], to path: String, shouldContinue: () -> Bool = { true }, onFit: (String) -> Void
  ) throws -> Int? {
    let folder = try UnfinishedFolder(beside: path)
    defer { folder.remove() }
    let (parts, manager) = (folder.path, FileManager.default)
    var index: [JSONText] = []
    for cell in cells {
      let folder = Self.folder(of: study.plan.cells[cell].cell)
      try manager.createDirectory(atPath: "\(parts)/\(folder)", withIntermediateDirectories: true)
      for (task, file) in tasks(cell) {
        guard let fit = try fit(task, shouldContinue) else { return nil }
        let name = "\(folder)/\(file)"
        try write(fit, task, to: "\(parts)/\(name)")
        index.append(entry(task, fit, file: name))
        onFit(name)
      }
    }
    try AtomicFile.write(text: JSONText.array(index).pretty, to: parts + "/index.json")
    if manager.fileExists(atPath: path) { try manager.removeItem(atPath: path) }
    try manager.moveItem(atPath: parts, toPath: path)
    return index.count
  }

  /// The folder of a cell: its name with `-` for slashes and blanks.
  static func folder(of cell: Cell) -> String {
    String(cell.id.map { $0 == "/" || $0.isWhitespace ? "-" : $0 })
  }

  // What there is to fit in a cell, with the name of its file.
  private func tasks(_ cell: Int) -> [(FitTask, file: String)] {
    let ending =
      switch content {
      case .models(let format): format.rawValue
      case .predictions: "npy"
      }
    if case .allRows = fits {
      guard ledger.searchIsComplete(cell: cell), let task = FitTask(allRowsOf: cell, ledger: ledger) else {
        return []
      }
      return [(task, "all-rows.\(ending)")]
    }
    let kind = study.plan.evaluation.kind == .holdout ? "run" : "fold"
    return study.plan.finalFits(ofCell: cell).compactMap { fit in
      guard ledger[fit]?.state == .finished, let task = FitTask(fit, ledger: ledger) else { return nil }
      return (task, "\(kind)-\(fit.fold).\(ending)")
    }
  }

  private func fit(_ task: FitTask, _ shouldContinue: () -> Bool) throws -> TrainedFit? {
    guard let fit = try runner.train(task, shouldContinue: shouldContinue), shouldContinue() else {
      return nil
    }
    if !task.usesAllRows, let result = ledger[task.fit]?.result, !fit.agrees(with: result) {
      throw StudyError.damaged(
        place: study.directory.path,
        message:
          "\(ledger[task.fit]?.unit ?? ""): fitted again, it has other losses than the journal says; 'crossmodal verify "
          + "\(study.directory.path)' looks further")
    }
    return fit
  }

  private func write(_ fit: TrainedFit, _ task: FitTask, to path: String) throws {
    switch content {
    case .predictions:
      try NPYFile.write(fit.mapped, to: path)
      if let names = study.content.names {
        try WordList.write(fit.rows.map { names[$0] }, to: path.replacing(/\.npy$/, with: ".names.txt"))
      }
    case .models(let format):
      try ModelFile.write(fit.map, metadata: metadata(task), as: format, to: path)
    }
  }

  private func entry(_ task: FitTask, _ fit: TrainedFit, file: String) -> JSONText {
    let entry = study.plan.cells[task.fit.cell]
    return .object([
      ("cell", .string(entry.cell.id)), ("setting", setting(task)),
      ("epoch", .integer(task.epochs)),
      ("fold", task.usesAllRows ? .null : .integer(task.fit.fold)), ("file", .string(file)),
      ("rows", .array(fit.rows.map { .integer($0) })),
    ])
  }

  private func setting(_ task: FitTask) -> JSONText {
    let setting = study.plan.cells[task.fit.cell].settings[task.setting]
    return .object(
      SettingQuantities.all.compactMap { quantity in
        let value: JSONText? =
          switch quantity.value(setting) {
          case .text(let text): .string(text)
          case .integer(let number): .integer(number)
          case .number(let number), .rounded(let number, _): .number(number)
          case .flag(let flag): .boolean(flag)
          case .texts, .object, .objects, .missing: nil
          }
        return value.map { (quantity.key, $0) }
      })
  }

  private func metadata(_ task: FitTask) -> [String: String] {
    let entry = study.plan.cells[task.fit.cell]
    var scores: [(String, JSONText)] = []
    if !task.usesAllRows, let row = ledger[task.fit].map({ FitRow(task.fit, $0, in: ledger) }) {
      scores = FitQuantities.all.compactMap { quantity in
        guard case .number(let number) = quantity.value(row), number.isFinite, quantity.column != "seconds"
        else {
          return nil
        }
        return (quantity.column, .number(number))
      }
    }
    let features = study.content.features(of: entry.cell)
    return [
      "program": program, "study": study.configuration.name, "cell": entry.cell.id,
      "model": entry.cell.model.rawValue,
      "setting": setting(task).compact,
      "epoch": "\(task.epochs)",
      "part": task.usesAllRows ? "all training rows" : "held out: \(task.fit.fold)",
      "kernels": study.manifest.kernels.description, "configuration": study.configuration.resolvedYAML,
      "inputHash": features?.input.hash ?? "", "targetHash": features?.target.hash ?? "",
      "scores": JSONText.object(scores).compact,
    ]
  }
}
