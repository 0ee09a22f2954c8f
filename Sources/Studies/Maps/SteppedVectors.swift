import CrossModal
import Dense
import VectorFiles

/// The vectors of a cell as its maps see them: after feature steps that were fitted on the training rows of a fit.
final class SteppedVectors {
  /// X and Y of a cell after their steps, and the steps.
  struct Prepared {
    let pairs: PairedData<Float>
    let inputSteps: [FittedStep]
    let targetSteps: [FittedStep]
  }

  private struct Side {
    let vectors: MatrixView<Float>
    let steps: [FittedStep]
  }

  // Sides of this many feature sets and parts are kept: cells of a part follow each other.
  private static let keptSides = 12
  private let study: MapStudy
  private let data: MapData
  private var known: [String: Side] = [:]
  private var order: [String] = []

  init(_ study: MapStudy, _ data: MapData) { (self.study, self.data) = (study, data) }

  /// The vectors of a cell for the fits of a part.
  /// - Throws: ``StudyError/data(message:)`` for steps that the training rows do not allow.
  func prepared(_ cell: Cell, _ part: FitPart) throws -> Prepared {
    let raw = try data.pairs(of: cell)
    let isForward = cell.direction == .firstToSecond
    let input = try side(isForward ? .first : .second, cell.input, raw.inputs, part)
    let target = try side(isForward ? .second : .first, cell.target, raw.targets, part)
    return Prepared(
      pairs: PairedData(
        inputs: input.vectors, targets: target.vectors, labels: raw.labels, groups: raw.groups),
      inputSteps: input.steps, targetSteps: target.steps)
  }

  private func side(
    _ side: MapInputs.Side, _ name: String, _ raw: MatrixView<Float>, _ part: FitPart
  ) throws -> Side {
    let dataset = study.configuration.dataset
    let set = (side == .first ? dataset.image : dataset.text).first { $0.name == name }
    let steps = set?.steps ?? []
    guard !steps.isEmpty else { return Side(vectors: raw, steps: []) }
    let key = "\(side.rawValue)/\(name)/\(part.name)"
    if let side = known[key] { return side }
    let fitted: [FittedStep]
    do { fitted = try steps.fitted(on: raw, rows: part.training.trainingRows) } catch {
      throw StudyError.data(message: "\(dataset.sides.name(of: side))/\(name), \(part.name): \(error)")
    }
    let made = Side(vectors: fitted.applied(to: raw).view, steps: fitted)
    if order.count >= Self.keptSides { known[order.removeFirst()] = nil }
    known[key] = made
    order.append(key)
    return made
  }
}
