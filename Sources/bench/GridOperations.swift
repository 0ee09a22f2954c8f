import CrossModal
import Foundation

/// The multiply-adds of a whole study, counted twice each: training steps and held-out losses of every fit, by the study's own
/// protocol. Reads what crossmodal wrote and takes nothing for granted: a key that is missing is an error.
struct GridOperations {
  /// Rows of a fit that are trained on, and that are held out.
  struct Rows: Equatable {
    var training: Double
    var heldOut: Double
  }

  /// The operations of all fits, final ones included.
  let total: Double
  /// Fits of the search, and final ones.
  let fits: (search: Int, final: Int)

  /// Counts a study by its results, its manifest and its resolved configuration.
  /// - Throws: ``BenchFailure`` (65) for what lacks a key, and for models without training steps.
  init(results: [String: Any], manifest: [String: Any], configuration: String) throws {
    let rows: [[String: Any]] = try Self.value(results, "rows", "results")
    let study: [String: Any] = try Self.value(manifest, "study", "the manifest")
    let content: [String: Any] = try Self.value(study, "content", "the manifest's study")
    let features: [[String: Any]] = try Self.value(content, "features", "the manifest's content")
    let items: Int = try Self.value(content, "items", "the manifest's content")
    let training = content["trainingItems"] as? Int
    let evaluation = try Self.evaluation(configuration)
    var (sum, search, final) = (0.0, 0, 0)
    for fit in rows {
      let cell: [String: Any] = try Self.value(fit, "cell", "a row of the results")
      let kind: String = try Self.value(fit, "kind", "a row of the results")
      let epochs: Int = try Self.value(fit, "epochs", "a row of the results")
      let part = try Self.rows(kind, items: items, trainingItems: training, evaluation)
      let shape = try Self.shape(cell, fit, features)
      // Linear in the rows, so that the mean of the folds counts.
      sum +=
        Double(epochs)
        * (part.training * Double(shape.trainingOperations(batch: 1))
          + part.heldOut * Double(shape.forwardOperations(rows: 1)))
      if kind == "final" { final += 1 } else { search += 1 }
    }
    (total, fits) = (sum, (search, final))
  }

  /// The rows of a fit, on the mean over its folds: folds of all rows, or of the training rows of a holdout, whose final fits are
  /// trained on all of these and measured on the rest.
  static func rows(
    _ kind: String, items: Int, trainingItems: Int?, _ evaluation: (isHoldout: Bool, folds: Int)
  ) throws -> Rows {
    let used = evaluation.isHoldout ? trainingItems ?? items : items
    if kind == "final", evaluation.isHoldout {
      return Rows(training: Double(used), heldOut: Double(items - used))
    }
    guard kind == "final" || kind == "search" else {
      throw missing("kind", "a row of the results, as it was")
    }
    let heldOut = Double(used) / Double(evaluation.folds)
    return Rows(training: Double(used) - heldOut, heldOut: heldOut)
  }

  /// The protocol of a resolved configuration: its line `protocol: {kind: cross-validation, folds: 5}`.
  static func evaluation(_ configuration: String) throws -> (isHoldout: Bool, folds: Int) {
    guard let line = configuration.split(separator: "\n").first(where: { $0.hasPrefix("protocol:") }) else {
      throw missing("protocol", "the resolved configuration")
    }
    let words = line.split { "{}:, ".contains($0) }.map(String.init)
    func word(after key: String) throws -> String {
      guard let place = words.firstIndex(of: key), place + 1 < words.count else {
        throw missing(key, "the configuration's protocol")
      }
      return words[place + 1]
    }
    guard let folds = Int(try word(after: "folds")), folds >= 2 else {
      throw missing("folds", "the configuration's protocol")
    }
    return (try word(after: "kind") == "holdout", folds)
  }

  private static func shape(
    _ cell: [String: Any], _ fit: [String: Any], _ features: [[String: Any]]
  ) throws -> NetworkShape {
    func columns(_ side: String) throws -> Int {
      let name: String = try value(cell, side, "a cell")
      guard
        let feature = features.first(where: { $0["side"] as? String == side && $0["name"] as? String == name }
        )
      else { throw missing("\(side) \(name)", "the manifest's features") }
      return try value(feature, "columns", "the manifest's features")
    }
    let direction: String = try value(cell, "direction", "a cell")
    let model: String = try value(cell, "model", "a cell")
    guard let family = ModelFamily(rawValue: model), family.isTrained else {
      throw BenchFailure(
        code: 65,
        message: "model \(model): bench grid counts lin, nn, nn-3 and nn-5, which are trained in steps")
    }
    let sides = (try columns("image"), try columns("text"))
    let (inputs, outputs) = direction == "image-to-text" ? sides : (sides.1, sides.0)
    var units = 1
    if family.hiddenLayers > 0 {
      let setting: [String: Any] = try value(fit, "setting", "a row of the results")
      units = try value(setting, "hiddenUnits", "a setting")
    }
    return NetworkShape(
      inputs: inputs, hidden: Array(repeating: units, count: family.hiddenLayers), outputs: outputs,
      activation: .relu)
  }

  private static func value<Value>(_ object: [String: Any], _ key: String, _ place: String) throws -> Value {
    guard let value = object[key] as? Value else { throw missing(key, place) }
    return value
  }

  private static func missing(_ key: String, _ place: String) -> BenchFailure {
    BenchFailure(code: 65, message: "\(place): has no \(key) that this bench reads")
  }
}
