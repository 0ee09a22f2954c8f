/// The choice of a setting and of a number of epochs by cross-validation.
///
/// The curve of a setting is the mean over folds of the held-out loss after each epoch; its score the minimum of that
/// curve, its epoch the first where the minimum is reached. The setting with the lowest score wins, the first of equals.
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

    /// Standard error of ``loss`` over folds.
    public var standardError: Double { deviation / Double(folds).squareRoot() }
  }

  /// All settings that have a score, best first.
  public let ranking: [Score]

  /// The winner; nil if no setting has a score.
  public var best: Score? { ranking.first }

  /// Ranks settings by their held-out curves: `curves[setting][fold]`, nil where a fit diverged, failed or is missing.
  /// Curves are compared as ``FoldCurves`` does.
  public init(curves: [[[Double]?]]) {
    ranking = curves.enumerated().compactMap { Self.score($0, $1) }
      .sorted { ($0.loss, $0.setting) < ($1.loss, $1.setting) }
  }

  private static func score(_ setting: Int, _ folds: [[Double]?]) -> Score? {
    let curves = FoldCurves(folds.compactMap { $0 })
    guard curves.epochs > 0, curves.folds.count == folds.count else { return nil }
    let means = curves.means
    guard means.allSatisfy(\.isFinite), let least = means.min(), let epoch = means.firstIndex(of: least)
    else { return nil }
    let squares = curves.losses(at: epoch).reduce(0) { $0 + ($1 - least) * ($1 - least) }
    let count = curves.folds.count
    return Score(
      setting: setting, epoch: epoch + 1, loss: least,
      deviation: count > 1 ? (squares / Double(count - 1)).squareRoot() : 0, folds: count)
  }
}
