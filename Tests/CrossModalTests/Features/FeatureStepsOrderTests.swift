import Testing

@testable import CrossModal

@Suite struct FeatureStepsOrderTests {
  /// Steps from words, as "center pca:3".
  static func steps(_ text: String) -> [FeatureStep] {
    text.split(separator: " ").map { word in
      let parts = word.split(separator: ":")
      let dimensions = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
      switch parts[0] {
      case "center": return .center
      case "standardize": return .standardize
      case "pca": return .principalComponents(dimensions: dimensions)
      case "whiten": return .whiten(dimensions: dimensions)
      default: return .unitLength
      }
    }
  }

  @Test(arguments: [
    "", "center", "standardize", "unit", "pca:1", "whiten:9", "center standardize", "center standardize unit",
    "unit center", "center unit center unit", "standardize pca:4", "pca:4 standardize", "pca:4 whiten:4",
    "pca:4 whiten:2", "pca:4 unit pca:4", "whiten:4 unit pca:4", "whiten:4 unit standardize",
    "center whiten:3",
    "center standardize unit pca:128 whiten:128", "standardize pca:4 standardize",
    "standardize unit standardize",
  ])
  func makesSense(_ text: String) throws { try Self.steps(text).checkOrder() }

  @Test(arguments: [
    ("center center", "step 2 (center) finds nothing to do after step 1 (center)"),
    ("standardize center", "step 2 (center) finds nothing to do after step 1 (standardize)"),
    ("pca:2 center", "step 2 (center) finds nothing to do after step 1 (pca: 2)"),
    ("standardize standardize", "step 2 (standardize) finds nothing to do after step 1 (standardize)"),
    ("whiten:2 standardize", "step 2 (standardize) finds nothing to do after step 1 (whiten: 2)"),
    ("unit unit", "step 2 (unit-length) finds nothing to do after step 1 (unit-length)"),
    ("pca:3 pca:2", "step 2 (pca: 2) finds nothing to do after step 1 (pca: 3)"),
    ("whiten:3 pca:2", "step 2 (pca: 2) finds nothing to do after step 1 (whiten: 3)"),
    ("whiten:3 whiten:3", "step 2 (whiten: 3) finds nothing to do after step 1 (whiten: 3)"),
    ("pca:3 standardize whiten:3", "step 3 (whiten: 3) finds nothing to do after step 2 (standardize)"),
    ("unit center unit center center", "step 5 (center) finds nothing to do after step 4 (center)"),
    ("whiten:3 pca:4", "step 2 (pca: 4) follows step 1 (whiten: 3), which leaves 3 directions"),
    ("pca:3 unit center whiten:4", "step 4 (whiten: 4) follows step 1 (pca: 3), which leaves 3 directions"),
    ("pca:0", "step 1 (pca: 0): must have at least 1 dimension"),
  ])
  func makesNone(_ text: String, _ message: String) {
    let error = #expect(throws: FeatureStepError.self) { try Self.steps(text).checkOrder() }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  @Test func dimensionsMustFitTheTrainingRows() throws {
    let steps = Self.steps("standardize pca:4 whiten:3")
    #expect(try steps.outputs(rows: 5, columns: 4) == 3)
    #expect(throws: FeatureStepError.dimensions(.init(number: 2, step: steps[1]), rows: 4, columns: 9)) {
      try steps.outputs(rows: 4, columns: 9)
    }
    #expect(throws: FeatureStepError.dimensions(.init(number: 2, step: steps[1]), rows: 90, columns: 3)) {
      try steps.outputs(rows: 90, columns: 3)
    }
    #expect(throws: FeatureStepError.noRows) { try steps.outputs(rows: 0, columns: 9) }
    #expect(try [FeatureStep]().outputs(rows: 0, columns: 9) == 9)
  }
}
