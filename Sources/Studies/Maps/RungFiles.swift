import CrossModal
import Dense
import Foundation
import VectorFiles

/// The weights and running averages of fits between two rungs of a race: one file a setting and fold, named by its unit.
///
/// They only save time: what is missing, damaged, or of other kernels is trained again from the start, to the same bits.
final class RungFiles {
  private let study: MapStudy
  private let kernels: String
  // Rungs whose stopped settings have no files any more, as cell and rung.
  private var cleared: Set<[Int]> = []

  /// The files of a study for a worker that computes with these kernels.
  init(_ study: MapStudy, kernels: String) { (self.study, self.kernels) = (study, kernels) }

  /// Where the fit of a rung stood at the end of the rung before; nil where that is not known.
  func state(before fit: FitIdentifier, ledger: MapLedger) -> TrainingState<Float>? {
    guard case .rung(let cell, let setting, let fold, let rung) = fit else { return nil }
    let before = FitIdentifier.inRung(cell: cell, setting: setting, fold: fold, rung: rung - 1)
    guard let record = ledger[before], let result = record.result,
      let bytes = try? Data(contentsOf: URL(fileURLWithPath: path(cell, setting, fold, rung - 1))),
      let kept = CheckedText.value(KeptState.self, named: "rung", in: bytes),
      kept.unit == record.unit, kept.kernels == kernels, let state = kept.state
    else { return nil }
    // A result that was taken back and made anew by other kernels went another way.
    let own = FitResult(state.history, epochs: result.epochs)
    return own.training == result.training && own.heldOut == result.heldOut ? state : nil
  }

  /// Keeps where a fit is at the end of its rung, unless that is the last: flushed and whole, or not there.
  /// - Throws: an error of the file that cannot be written.
  func keep(_ state: TrainingState<Float>, after fit: FitIdentifier) throws {
    guard let place = place(fit), place.rung + 1 < study.plan.rungs(ofCell: place.cell).count else { return }
    let kept = KeptState(
      unit: study.experiment.searchName(
        cell: place.cell, setting: place.setting, fold: place.fold, rung: place.rung),
      kernels: kernels, state)
    let bytes = try CheckedText.bytes("rung", kept)
    let path = path(place.cell, place.setting, place.fold, place.rung)
    do {
      try study.directory.makeRungs()
      try AtomicFile.write(bytes: bytes, to: path)
    } catch {
      // Another worker may have found the folder empty just now, and removed it.
      try study.directory.makeRungs()
      try AtomicFile.write(bytes: bytes, to: path)
    }
  }

  /// Removes what a fit whose record is written began with, and what is left of settings that stopped before its rung.
  func clear(behind fit: FitIdentifier, ledger: MapLedger) {
    guard let place = place(fit), place.rung > 0 else { return }
    unlink(path(place.cell, place.setting, place.fold, place.rung - 1))
    guard cleared.insert([place.cell, place.rung]).inserted else { return }
    let race = ledger.race(cell: place.cell)
    for setting in race.settings(in: place.rung - 1) where race.isStopped(setting, before: place.rung) {
      for fold in 0..<study.plan.evaluation.foldCount {
        unlink(path(place.cell, setting, fold, place.rung - 1))
      }
    }
  }

  /// Removes the files of a cell whose race is over, and the folder once it is empty.
  func clear(cell: Int) {
    guard study.plan.race(ofCell: cell) != nil, cleared.insert([cell]).inserted else { return }
    for rung in study.plan.rungs(ofCell: cell).indices.dropLast() {
      for setting in study.plan.cells[cell].settings.indices {
        for fold in 0..<study.plan.evaluation.foldCount { unlink(path(cell, setting, fold, rung)) }
      }
    }
    rmdir(study.directory.rungs)
  }

  /// Removes all files and their folder.
  func clearAll() {
    let folder = study.directory.rungs
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      unlink(folder + "/" + name)
    }
    rmdir(folder)
  }

  private func place(_ fit: FitIdentifier) -> (cell: Int, setting: Int, fold: Int, rung: Int)? {
    switch fit {
    case .search(let cell, let setting, let fold): (cell, setting, fold, 0)
    case .rung(let cell, let setting, let fold, let rung): (cell, setting, fold, rung)
    case .final: nil
    }
  }

  private func path(_ cell: Int, _ setting: Int, _ fold: Int, _ rung: Int) -> String {
    let name = study.experiment.searchName(cell: cell, setting: setting, fold: fold, rung: rung)
    return study.directory.rungs + "/" + ClaimName.file(name)
  }
}

/// What is in such a file.
private struct KeptState: Codable {
  var unit: String
  var kernels: String
  var training: [Double]
  var heldOut: [Double]
  var scores: [Double]
  var layers: [[KeptMatrix]]

  init(unit: String, kernels: String, _ state: TrainingState<Float>) {
    (self.unit, self.kernels) = (unit, kernels)
    let history = state.history
    (training, heldOut, scores) = (history.training, history.heldOut, history.scores)
    layers = state.matrices.map { $0.map { KeptMatrix($0) } }
  }

  /// Nil where numbers are missing.
  var state: TrainingState<Float>? {
    var history = TrainingHistory()
    (history.training, history.heldOut, history.scores) = (training, heldOut, scores)
    return TrainingState(matrices: layers.map { $0.compactMap(\.matrix) }, history: history)
  }
}

/// A matrix as base64.
private struct KeptMatrix: Codable {
  var rows: Int
  var columns: Int
  var numbers: String

  init(_ matrix: Matrix<Float>) {
    (rows, columns, numbers) = (matrix.rows, matrix.columns, Base64.text(of: matrix.elements))
  }

  var matrix: Matrix<Float>? {
    let bytes = BoundedBytes(copying: numbers.utf8)
    guard let elements = Base64.numbers(in: bytes, 0..<bytes.count), rows > 0, columns > 0,
      elements.count == rows * columns
    else { return nil }
    return Matrix(rows: rows, columns: columns, elements: elements)
  }
}
