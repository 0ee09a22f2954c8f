/// A race of settings: all train for a few epochs, the better ones go on for more, rung by rung.
///
/// After a rung the best settings go on, one of `factor`, rounded up, and with them every setting within one standard error
/// of the best. What settings are compared by is what ``SettingSelection`` chooses by, over the epochs so far. Successive
/// halving (Jamieson and Talwalkar 2016) with the rule of one standard error next to it.
package struct Race: Hashable, Sendable {
  /// Epochs at the end of each rung, ascending.
  package let epochs: [Int]
  /// Of how many settings one goes on at least.
  package let factor: Int

  /// Rungs of `firstEpochs` and then `factor` times as many each; the last has `maxEpochs`.
  package init(firstEpochs: Int, factor: Int, maxEpochs: Int) {
    precondition(
      firstEpochs > 0 && factor > 1 && maxEpochs > firstEpochs,
      "a race from \(firstEpochs) to \(maxEpochs) epochs by \(factor)")
    var epochs = [firstEpochs]
    while let last = epochs.last, last < maxEpochs {
      let (next, overflow) = last.multipliedReportingOverflow(by: factor)
      epochs.append(overflow ? maxEpochs : min(next, maxEpochs))
    }
    (self.epochs, self.factor) = (epochs, factor)
  }

  /// The settings that go on after a rung, ascending; none where none has finished on all folds.
  ///
  /// - Parameters:
  ///   - settings: those of the rung.
  ///   - selection: all settings of the cell, ranked by the results of this rung; one that is not ranked stops.
  package func survivors(of settings: [Int], by selection: SettingSelection) -> [Int] {
    guard let best = selection.best else { return [] }
    let enough = (settings.count + factor - 1) / factor
    return selection.ranking.enumerated()
      .filter { place, score in place < enough || best.isNear(score) }
      .map(\.element.setting).sorted()
  }

  /// The fewest settings that each rung can have, from the first on, where one of them at least never diverges.
  package func fewest(of settings: Int) -> [Int] {
    var counts = [settings]
    for _ in epochs.dropFirst() { counts.append((counts[counts.count - 1] + factor - 1) / factor) }
    return counts
  }
}
