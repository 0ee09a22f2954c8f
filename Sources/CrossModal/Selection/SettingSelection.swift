/// The choice of a setting and of a number of epochs by cross-validation.
///
/// The curve of a setting is the mean over folds of the held-out loss after each epoch; its epoch is the first where that
/// curve is least, its loss the value there. The setting with the lowest loss wins, the first of equals; or, where fits have
/// scores, the one with the highest fold-mean score at its epoch, of equals that with the lower loss, then the first.
/// A setting with a diverged fold has no score: it ranks last and never wins.
public struct SettingSelection: Equatable, Sendable {
  /// How one setting did.
  public struct Score: Equatable, Sendable {
    /// Index of the setting in the cell's grid.
    public let setting: Int
    /// The best epoch, from 1.
    public let epoch: Int
    /// Fold-mean held-out loss at that epoch.
    public let loss: Double
    /// Standard deviation over folds at that epoch (n − 1); 0 with one fold.
    public let deviation: Double
    /// Number of folds.
    public let folds: Int
    /// Fold-mean score at that epoch, larger is better; nil where settings are compared by loss.
    public var score: Double?
    /// Standard deviation of the score over folds (n − 1); 0 with one fold.
    public var scoreDeviation = 0.0

    /// Standard error of ``loss`` over folds.
    public var standardError: Double { deviation / Double(folds).squareRoot() }
    /// What settings are compared by, larger is better: the score, or the loss with its sign changed.
    package var merit: Double { score ?? -loss }
    /// Standard error of ``merit`` over folds.
    package var meritError: Double {
      score == nil ? standardError : scoreDeviation / Double(folds).squareRoot()
    }

    /// Whether another setting is within one standard error of this one, by what settings are compared by.
    public func isNear(_ other: Score) -> Bool { other.merit >= merit - meritError }
  }

  /// All settings that have a score, best first.
  public let ranking: [Score]

  /// The winner; nil if no setting has a score.
  public var best: Score? { ranking.first }

  /// Ranks settings by their held-out curves: `curves[setting][fold]`, nil where a fit diverged, failed or is missing.
  /// Curves are compared as ``FoldCurves`` does.
  /// - Parameter scores: the scores by epoch likewise; settings are compared by them where all that have losses have them.
  public init(curves: [[[Double]?]], scores: [[[Double]?]]? = nil) {
    var ranking = curves.enumerated().compactMap { Self.score($0, $1) }
    let scored = ranking.map { score in scores.flatMap { Self.scored(score, $0[score.setting]) } }
    if !scored.contains(where: { $0 == nil }) { ranking = scored.compactMap { $0 } }
    self.ranking = ranking.sorted {
      (-($0.score ?? 0), $0.loss, $0.setting) < (-($1.score ?? 0), $1.loss, $1.setting)
    }
  }

  private static func score(_ setting: Int, _ folds: [[Double]?]) -> Score? {
    let curves = FoldCurves(folds.compactMap { $0 })
    guard curves.epochs > 0, curves.folds.count == folds.count else { return nil }
    let means = curves.means
    guard means.allSatisfy(\.isFinite), let least = means.min(), let epoch = means.firstIndex(of: least)
    else { return nil }
    return Score(
      setting: setting, epoch: epoch + 1, loss: least,
      deviation: deviation(curves.losses(at: epoch), mean: least), folds: curves.folds.count)
  }

  private static func scored(_ score: Score, _ folds: [[Double]?]) -> Score? {
    let curves = FoldCurves(folds.compactMap { $0 })
    guard curves.epochs >= score.epoch, curves.folds.count == folds.count else { return nil }
    let values = curves.losses(at: score.epoch - 1)
    let mean = values.reduce(0, +) / Double(values.count)
    guard mean.isFinite else { return nil }
    var scored = score
    (scored.score, scored.scoreDeviation) = (mean, deviation(values, mean: mean))
    return scored
  }

  private static func deviation(_ values: [Double], mean: Double) -> Double {
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : 0
  }
}
