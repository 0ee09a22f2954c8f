import Dense

/// The settings that a random search tries.
///
/// Each trial has a value for every axis, drawn uniformly from its range, or from its list in the grid. The stream of a
/// value is keyed by the number of the trial and the name of the axis alone: so trial i is the same however many trials
/// there are, an axis draws the same whatever the other axes are, and cells share their values as cells of a grid do. A
/// family ignores the axes that it has not.
public struct RandomSettings: Sendable {
  private let grid: Grid
  private let ranges: SearchRanges
  private let key: StreamKey

  /// A search over ranges, and over the lists of a grid where there is no range.
  public init(_ grid: Grid, ranges: SearchRanges, key: StreamKey) {
    (self.grid, self.ranges, self.key) = (grid, ranges, key)
  }

  /// The settings of so many trials for a family and the variants of one loss, in the order of the trials; one that is drawn
  /// again counts once.
  public func settings(for family: ModelFamily, losses: [Loss], trials: Int) -> [Setting] {
    var seen = Set<Setting>()
    return (0..<trials).map { setting($0, for: family, losses: losses) }.filter { seen.insert($0).inserted }
  }

  /// The setting of a trial, from 0.
  public func setting(_ trial: Int, for family: ModelFamily, losses: [Loss]) -> Setting {
    let draw = Draw(key: key.adding(trial))
    guard family.isTrained else { return solved(family, draw) }
    let isHidden = family.hiddenLayers > 0
    var setting = Setting(
      learningRate: draw.number("learning-rate", ranges.learningRate, grid.learningRates),
      hiddenUnits: isHidden ? draw.whole("hidden-units", ranges.hiddenUnits, grid.hiddenUnits) : nil,
      dropout: isHidden ? draw.number("dropout", ranges.dropout, grid.dropouts) : 0,
      activation: isHidden ? draw.listed("activation", grid.activations) : .linear,
      loss: loss(losses, draw))
    setting.weightDecay = draw.number("weight-decay", ranges.weightDecay, grid.weightDecays)
    if ranges.batchSize != nil || grid.batchSizes != nil {
      setting.batchSize = draw.whole("batch-size", ranges.batchSize, grid.batchSizes ?? [])
    }
    setting.structureWeight = draw.number("structure-weight", ranges.structureWeight, grid.structureWeights)
    return setting
  }

  private func solved(_ family: ModelFamily, _ draw: Draw) -> Setting {
    let penalty = family.usesPenalty ? draw.number("penalty", ranges.penalty, grid.penalties) : nil
    switch family {
    case .reducedRank:
      return Setting(
        penalty: penalty, rank: draw.whole("rank", ranges.rank, grid.ranks ?? Grid.usualRanks))
    case .cca where ranges.rank != nil || grid.ranks != nil:
      return Setting(penalty: penalty, rank: draw.whole("rank", ranges.rank, grid.ranks ?? []))
    default: return Setting(penalty: penalty, rank: nil)
    }
  }

  private func loss(_ losses: [Loss], _ draw: Draw) -> Loss {
    // Variants of one loss differ in its margin or temperature alone.
    switch losses[0] {
    case .maxMargin(var loss):
      guard let range = ranges.margin else { return draw.listed("margin", losses) }
      loss.margin = draw.number("margin", range, [])
      return .maxMargin(loss)
    case .infoNCE(var loss):
      guard let range = ranges.temperature else { return draw.listed("temperature", losses) }
      loss.temperature = draw.number("temperature", range, [])
      return .infoNCE(loss)
    case .meanSquaredError, .cosine, .sigmoid, .custom: return draw.listed("loss", losses)
    }
  }

  /// The values of one trial.
  private struct Draw {
    let key: StreamKey

    func listed<Value>(_ axis: String, _ values: [Value]) -> Value {
      var stream = RandomStream(key.adding(axis))
      return values[stream.below(values.count)]
    }

    func number(_ axis: String, _ range: SearchRange?, _ values: [Double]) -> Double {
      guard let range else { return listed(axis, values) }
      var stream = RandomStream(key.adding(axis))
      return range.value(at: stream.uniform())
    }

    func whole(_ axis: String, _ range: SearchRange?, _ values: [Int]) -> Int {
      guard let range else { return listed(axis, values) }
      precondition(range.isWhole, "a range of \(axis) with fractions")
      return Int(number(axis, range, []))
    }
  }
}
