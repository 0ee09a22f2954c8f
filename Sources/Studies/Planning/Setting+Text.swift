import CrossModal
import Dense
import Settings

extension Setting {
  /// A short text that is stable and unique inside a cell: `lr=0.001,h=256,p=0,relu,margin=2.5`; width, dropout and
  /// activation only with hidden layers, the margin only for max-margin.
  package var text: String {
    var parts = ["lr=\(DecimalText.text(learningRate))"]
    if let hiddenUnits {
      parts += ["h=\(hiddenUnits)", "p=\(DecimalText.text(dropout))", activation.rawValue]
    }
    if case .maxMargin(let maxMargin) = loss { parts.append("margin=\(DecimalText.text(maxMargin.margin))") }
    return parts.joined(separator: ",")
  }

  /// The columns of a table of results.
  package var record: SettingRecord { SettingRecord(self) }
}

/// A ``Setting`` as it is written to files and tables; a column that does not apply is null.
package struct SettingRecord: Hashable, Sendable, Codable {
  /// Learning rate.
  package var learningRate: Double
  /// Units of each hidden layer.
  package var hiddenUnits: Int?
  /// Probability with which a hidden activation is dropped.
  package var dropout: Double?
  /// Activation of the hidden layers.
  package var activation: String?
  /// Name of the loss.
  package var loss: LossName
  /// Reduction of the cosine loss.
  package var reduction: String?
  /// Margin of max-margin.
  package var margin: Double?
  /// Side of the negative in max-margin.
  package var negativeSide: String?
  /// Choice of the negative in max-margin.
  package var negative: String?
  /// Distance in max-margin.
  package var distance: String?

  /// The record of a setting.
  package init(_ setting: Setting) {
    learningRate = setting.learningRate
    if let units = setting.hiddenUnits {
      (hiddenUnits, dropout, activation) = (units, setting.dropout, setting.activation.rawValue)
    }
    guard let name = LossName(setting.loss) else {
      preconditionFailure("a record of a loss without a name in configurations: \(setting.loss)")
    }
    loss = name
    switch setting.loss {
    case .meanSquaredError, .custom: break
    case .cosine(let kind): reduction = kind.rawValue
    case .maxMargin(let maxMargin):
      margin = maxMargin.margin
      negativeSide = maxMargin.negativeSide.rawValue
      negative = maxMargin.negative.rawValue
      distance = maxMargin.distance.rawValue
    }
  }
}
