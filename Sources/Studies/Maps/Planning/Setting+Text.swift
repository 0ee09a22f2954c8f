import CrossModal
import Dense
import Settings

extension Setting {
  /// The text that keys the setting's random streams: `lr=0.001,h=256,p=0,relu,margin=2.5`; width, dropout and activation
  /// only with hidden layers, the margin only for max-margin, the temperature only for InfoNCE, and for sigmoid where it is
  /// not the usual one; of a solved map its name. It never changes, since every result hangs on it.
  package var text: String {
    guard let learningRate else { return name }
    var parts = ["lr=\(DecimalText.text(learningRate))"]
    if let hiddenUnits {
      parts += ["h=\(hiddenUnits)", "p=\(DecimalText.text(dropout))", activation.rawValue]
    }
    switch loss {
    case .maxMargin(let maxMargin): parts.append("margin=\(DecimalText.text(maxMargin.margin))")
    case .infoNCE, .sigmoid: parts += loss.contrastParts
    case .meanSquaredError, .cosine, .custom: break
    }
    parts += stepParts
    return parts.joined(separator: ",")
  }

  /// The setting's name, unique inside a cell: `lr=0.001,units=256,margin=2.5`. Dropout, activation and the options of
  /// losses are in it where they are not the usual ones. That of a solved map is `penalty=10,rank=16`, or `closed-form`
  /// without either.
  package var name: String {
    guard let learningRate else {
      let parts =
        (penalty.map { ["penalty=\(DecimalText.text($0))"] } ?? []) + (rank.map { ["rank=\($0)"] } ?? [])
      return parts.isEmpty ? "closed-form" : parts.joined(separator: ",")
    }
    var parts = ["lr=\(DecimalText.text(learningRate))"]
    if let hiddenUnits {
      parts.append("units=\(hiddenUnits)")
      if dropout != 0 { parts.append("dropout=\(DecimalText.text(dropout))") }
      if activation != .relu { parts.append("activation=\(activation.rawValue)") }
    }
    switch loss {
    case .meanSquaredError, .custom: break
    case .cosine(let reduction): if reduction != .sum { parts.append("reduction=\(reduction.rawValue)") }
    case .maxMargin(let loss):
      parts.append("margin=\(DecimalText.text(loss.margin))")
      if loss.negativeSide != .input { parts.append("negative-side=\(loss.negativeSide.rawValue)") }
      if loss.negative != .random { parts.append("negative=\(loss.negative.rawValue)") }
      if loss.distance != .euclidean { parts.append("distance=\(loss.distance.rawValue)") }
    case .infoNCE, .sigmoid: parts += loss.contrastParts
    }
    parts += stepParts
    return parts.joined(separator: ",")
  }

  // What came later than the first studies is in texts and names only where it is not as it was then.
  private var stepParts: [String] {
    (weightDecay == 0 ? [] : ["decay=\(DecimalText.text(weightDecay))"])
      + (batchSize.flatMap { $0 == TrainingConfiguration.usualBatchSize ? nil : ["batch=\($0)"] } ?? [])
      + (structureWeight == 0 ? [] : ["structure=\(DecimalText.text(structureWeight))"])
  }
}

extension Loss {
  // The options of InfoNCE and sigmoid in texts and names.
  fileprivate var contrastParts: [String] {
    switch self {
    case .infoNCE(let options):
      ["temperature=\(DecimalText.text(options.temperature))"]
        + (options.direction == .both ? [] : ["direction=\(options.direction.rawValue)"])
    case .sigmoid(let options):
      (options.temperature == Loss.Sigmoid().temperature
        ? [] : ["temperature=\(DecimalText.text(options.temperature))"])
        + (options.bias == Loss.Sigmoid().bias ? [] : ["bias=\(DecimalText.text(options.bias))"])
    case .meanSquaredError, .cosine, .maxMargin, .custom: []
    }
  }
}
