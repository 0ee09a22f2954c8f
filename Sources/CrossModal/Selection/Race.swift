/// A race of settings: all train for a few epochs, the better ones go on for more, rung by rung.
///
/// After a rung two kinds of settings go on: one of `factor` with the best forecasts, and one of `factor` + 1 of those that
/// are best now; both rounded down, and one at least. What settings are compared by is what ``SettingSelection`` chooses by,
/// over the epochs so far.
///
/// Forecast: a setting goes on to gain as it did in the second half of its epochs, along a curve a + c/√t. Such a curve
/// gains g from epoch e/2 to e, and g (1 − √(e/E)) / (√2 − 1) from there to the last epoch E. A setting that gained nothing
/// stays where it is. Without forecasts slow learners would stop: a small learning rate is behind a large one at first, and
/// often ahead of it in the end.
///
/// Successive halving (Jamieson and Talwalkar 2016) with forecasts next to the present order.
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

  /// The epochs of a first rung where none are given: an eighth of all, rounded up.
  package static func usualFirstEpochs(maxEpochs: Int) -> Int { max(1, (maxEpochs - 1) / 8 + 1) }

  /// The settings that go on after a rung, ascending; none where none has finished on all folds.
  ///
  /// - Parameters:
  ///   - settings: those of the rung.
  ///   - rung: which one, from 0; not the last.
  ///   - curves: held-out losses of all settings of the cell as ``SettingSelection`` takes them, to the end of this rung; a
  ///     setting without them stops.
  ///   - scores: likewise what settings are compared by instead.
  package func survivors(
    of settings: [Int], after rung: Int, curves: [[[Double]?]], scores: [[[Double]?]]? = nil
  ) -> [Int] {
    precondition(epochs.indices.dropLast().contains(rung), "rung \(rung) of \(epochs.count)")
    let half = max(1, epochs[rung] / 2)
    func begin(_ curves: [[[Double]?]]) -> [[[Double]?]] {
      curves.map { folds in folds.map { $0.map { Array($0.prefix(half)) } } }
    }
    let ranking = SettingSelection(curves: curves, scores: scores).ranking
    let before = SettingSelection(curves: begin(curves), scores: scores.map(begin)).ranking
    let merits = Dictionary(uniqueKeysWithValues: before.map { ($0.setting, $0) })
    let rest =
      (1 - (Double(epochs[rung]) / Double(epochs[epochs.count - 1])).squareRoot()) / (2.0.squareRoot() - 1)
    let forecasts = ranking.map { score in
      guard let begin = merits[score.setting], (begin.score == nil) == (score.score == nil) else {
        return score.merit
      }
      return score.merit + max(0, score.merit - begin.merit) * rest
    }
    // Of equal forecasts the one that is better now.
    let promising = ranking.indices.sorted { (-forecasts[$0], $0) < (-forecasts[$1], $1) }
    return Set(ranking.indices.prefix(max(1, settings.count / (factor + 1))))
      .union(promising.prefix(max(1, settings.count / factor)))
      .map { ranking[$0].setting }.sorted()
  }

  /// The fewest settings that each rung can have, from the first on, where one of them at least never diverges.
  package func fewest(of settings: Int) -> [Int] {
    var counts = [settings]
    for _ in epochs.dropFirst() { counts.append(max(1, counts[counts.count - 1] / factor)) }
    return counts
  }
}
