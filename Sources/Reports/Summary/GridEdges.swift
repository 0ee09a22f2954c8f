import CrossModal
import Settings
import Studies

/// Where a choice is at the edge of what was tried, so that a better one may lie beyond.
enum GridEdges {
  private struct Axis {
    let key: String
    let value: @Sendable (Setting) -> Double?
  }

  private static let axes: [Axis] = [
    Axis(key: "grid.learning-rate") { $0.learningRate },
    Axis(key: "grid.hidden-units") { $0.hiddenUnits.map(Double.init) },
    Axis(key: "grid.dropout") { $0.hiddenUnits == nil ? nil : $0.dropout },
    Axis(key: "grid.weight-decay") { $0.learningRate == nil ? nil : $0.weightDecay },
    Axis(key: "grid.batch-size") { $0.batchSize.map(Double.init) },
    Axis(key: "grid.structure-weight") { $0.learningRate == nil ? nil : $0.structureWeight },
    Axis(key: "grid.penalty") { $0.penalty },
    Axis(key: "grid.rank") { $0.rank.map(Double.init) },
    Axis(key: "temperature") { if case .infoNCE(let loss) = $0.loss { loss.temperature } else { nil } },
    Axis(key: "margin") { if case .maxMargin(let loss) = $0.loss { loss.margin } else { nil } },
  ]

  /// What is at an end, in short sentences. An axis of one value has none, and nothing lies below 0.
  /// Of an axis with a range, whose ends are hardly ever drawn, what lies within 1 % of an end counts as that end.
  static func warnings(
    _ chosen: Setting, epoch: Int, entry: StudyPlan.Entry, of plan: StudyPlan
  ) -> [String] {
    var warnings = axes.compactMap { axis -> String? in
      let name = axis.key.replacing("grid.", with: "")
      if let range = plan.search.drawnRanges.range(of: name) {
        return axis.value(chosen).flatMap { warning("search.ranges.\(name)", $0, range) }
      }
      let values = Set(entry.settings.compactMap(axis.value))
      guard values.count > 1, let value = axis.value(chosen), let least = values.min(),
        let most = values.max()
      else { return nil }
      if value == most { return "\(axis.key) \(DecimalText.text(value)) is the largest that was tried" }
      return value == least && value > 0
        ? "\(axis.key) \(DecimalText.text(value)) is the smallest that was tried" : nil
    }
    if entry.cell.model.isTrained, epoch == plan.training.maxEpochs {
      warnings.append("epoch \(epoch) is the last: raise training.max-epochs")
    }
    return warnings
  }

  private static func warning(_ key: String, _ value: Double, _ range: SearchRange) -> String? {
    let share = range.share(of: value)
    guard share >= 0.99 || (share <= 0.01 && range.low > 0) else { return nil }
    return "\(key) \(DecimalText.text(value)) is within 1 % of the end of its range, "
      + DecimalText.text(share >= 0.99 ? range.high : range.low)
  }
}
