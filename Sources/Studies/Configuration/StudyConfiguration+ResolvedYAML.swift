import CrossModal
import Dense
import Messages
import Settings

extension StudyConfiguration {
  /// The whole configuration as YAML, with every default written out and every path absolute. Parsing it gives an equal
  /// value, and equal values give the same text below the comments, which name the origin.
  package var resolvedYAML: String {
    var lines = [String]()
    if let file = origin.file { lines.append("# from \(file.escapingControlCharacters)") }
    lines += origin.overrides.map { "# --set \($0.escapingControlCharacters)" }
    lines.append("version: \(Self.version)")
    lines.append("name: \(YAMLText.text(name))")
    lines.append("seed: \(seed)")
    lines += datasetLines
    switch evaluation {
    case .crossValidation(let folds): lines.append("protocol: {kind: cross-validation, folds: \(folds)}")
    case .holdout(let folds, let runs):
      lines.append("protocol: {kind: holdout, folds: \(folds), runs: \(runs)}")
    }
    lines.append("directions: \(YAMLText.list(directions.map(\.rawValue)))")
    lines.append("models: \(YAMLText.list(models.map(\.rawValue)))")
    lines.append("losses:")
    lines += losses.map { "  - \($0.yaml)" }
    lines += [
      "grid:",
      "  learning-rate: \(YAMLText.list(grid.learningRates.map(DecimalText.text)))",
      "  hidden-units: \(YAMLText.list(grid.hiddenUnits.map(String.init)))",
      "  dropout: \(YAMLText.list(grid.dropouts.map(DecimalText.text)))",
      "  activation: \(YAMLText.list(grid.activations.map(\.rawValue)))",
      "training:",
      "  optimizer: \(training.optimizer.yaml)",
      "  batch-size: \(training.batchSize)",
      "  max-epochs: \(training.maxEpochs)",
      "measures:",
      "  k: \(measures.k)",
      "  include-self: \(measures.includeSelf)",
      "  metrics: \(YAMLText.list(measures.metrics.map(\.rawValue)))",
    ]
    if let cluster { lines.append("cluster: \(cluster.yaml)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private var datasetLines: [String] {
    var lines = ["dataset:", "  name: \(YAMLText.text(dataset.name))"]
    for (side, sets) in [("image", dataset.image), ("text", dataset.text)] {
      lines.append("  \(side):")
      for set in sets {
        let name = YAMLText.text(set.name)
        guard let encoder = set.encoder else {
          lines.append("    \(name): {\(set.source.yaml.joined(separator: ", "))}")
          continue
        }
        lines.append("    \(name):")
        lines += set.source.yaml.map { "      \($0)" }
        lines += ["      encoder:"] + encoder.yaml.map { "        \($0)" }
      }
    }
    if let labels = dataset.labels {
      lines.append("  labels: {\(labels.source.yaml.joined(separator: ", ")), column: \(labels.column)}")
    }
    return lines
  }
}

/// Text as YAML that reads back as the same text.
enum YAMLText {
  /// Plain where that is safe, else in double quotes.
  static func text(_ text: String) -> String {
    let isPlain =
      text.first.map { $0.isASCII && $0.isLetter } == true
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == ".") }
    let reserved = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    return isPlain && !reserved.contains(text.lowercased()) ? text : quoted(text)
  }

  /// A double-quoted scalar; everything outside of printable ASCII that could be misread is escaped.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.isControl || scalar.value > 0xFFFF:
        let digits = String(scalar.value, radix: 16)
        result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  static func list(_ elements: [String]) -> String { "[\(elements.joined(separator: ", "))]" }
}

extension RowSource {
  // One entry a key.
  fileprivate var yaml: [String] {
    switch self {
    case .whole(let file): ["file: \(YAMLText.quoted(file.path))"]
    case .divided(let file, let rows):
      ["file: \(YAMLText.quoted(file.path))", "train-rows: \(YAMLText.quoted(rows.text))"]
    case .split(let train, let test):
      ["train: \(YAMLText.quoted(train.path))", "test: \(YAMLText.quoted(test.path))"]
    }
  }
}

extension LossAxis {
  fileprivate var yaml: String {
    switch self {
    case .meanSquaredError: "mse"
    case .cosine(let reduction): "cosine: {reduction: \(reduction.rawValue)}"
    case .maxMargin(let margins, let side, let negative, let distance):
      "max-margin: {margin: \(YAMLText.list(margins.map(DecimalText.text))), negative-side: \(side.rawValue), "
        + "negative: \(negative.rawValue), distance: \(distance.rawValue)}"
    }
  }
}

extension Optimizer {
  fileprivate var yaml: String {
    switch self {
    case .rmsprop(let rho, let epsilon):
      "{rmsprop: {rho: \(DecimalText.text(rho)), epsilon: \(DecimalText.text(epsilon)), epsilon-inside-root: false}}"
    case .rmspropInside(let rho, let epsilon):
      "{rmsprop: {rho: \(DecimalText.text(rho)), epsilon: \(DecimalText.text(epsilon)), epsilon-inside-root: true}}"
    case .adam(let beta1, let beta2, let epsilon):
      "{adam: {beta1: \(DecimalText.text(beta1)), beta2: \(DecimalText.text(beta2)), "
        + "epsilon: \(DecimalText.text(epsilon))}}"
    case .descent: "descent"
    }
  }
}
