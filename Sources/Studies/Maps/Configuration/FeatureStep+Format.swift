import CrossModal
import Settings

extension SettingFormat<[FeatureStep]> {
  /// The declarations of the feature steps; an order that makes no sense is refused.
  static var featureSteps: SettingFormat {
    let dimensions = SettingFormat<Int>.integer(in: 1...1_000_000)
    return .list(
      of: .choice([
        .word("center", .center), .word("standardize", .standardize), .word("unit-length", .unitLength),
        .word(
          "pca", taking: dimensions,
          "Number of principal components; fewer than training rows, and no more than columns",
          value: FeatureStep.principalComponents,
          taken: { if case .principalComponents(let dimensions) = $0 { dimensions } else { nil } }),
        .word(
          "whiten", taking: dimensions,
          "Number of principal components that are scaled to variance 1; the training rows must vary in all of them",
          value: FeatureStep.whiten,
          taken: { if case .whiten(let dimensions) = $0 { dimensions } else { nil } }),
      ])
    ).checked { steps in
      do { try steps.checkOrder() } catch { return error.description }
      return nil
    }
  }
}
