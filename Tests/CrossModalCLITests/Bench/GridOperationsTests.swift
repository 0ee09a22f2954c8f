import Testing

@testable import bench

@Suite struct GridOperationsTests {
  private static var manifest: [String: Any] {
    let features: [[String: Any]] = [
      ["side": "image", "name": "x", "columns": 4], ["side": "text", "name": "y", "columns": 3],
    ]
    return ["study": ["content": ["items": 100, "features": features]]]
  }

  private static func fit(_ kind: String, epochs: Int) -> [String: Any] {
    [
      "kind": kind, "epochs": epochs,
      "cell": ["image": "x", "text": "y", "direction": "image-to-text", "model": "lin"],
    ]
  }

  private static func total(_ fits: [[String: Any]], _ evaluation: String) throws -> Double {
    try GridOperations(
      results: ["rows": fits], manifest: manifest,
      configuration: "version: 1\nprotocol: \(evaluation)\ndirections: [image-to-text]\n"
    ).total
  }

  @Test func countsTheFoldsOfTheStudy() throws {
    // A linear map 4 → 3 takes 24 operations a row forward and 24 for the weights' gradient.
    let search = Self.fit("search", epochs: 2)
    #expect(try Self.total([search], "{kind: cross-validation, folds: 2}") == 2 * (50 * 48 + 50 * 24))
    #expect(try Self.total([search], "{kind: cross-validation, folds: 10}") == 2 * (90 * 48 + 10 * 24))
    #expect(
      try Self.total(
        [search, Self.fit("final", epochs: 1)], "{kind: cross-validation, folds: 10, repeats: 3}")
        == 3 * (90 * 48 + 10 * 24))
  }

  @Test func finalFitsOfAHoldoutAreTrainedOnAllTrainingRows() throws {
    let rows = try GridOperations.rows("final", items: 100, trainingItems: 80, (isHoldout: true, folds: 5))
    #expect(rows == .init(training: 80, heldOut: 20))
    let search = try GridOperations.rows("search", items: 100, trainingItems: 80, (isHoldout: true, folds: 5))
    #expect(search == .init(training: 64, heldOut: 16))
  }

  @Test func whatIsMissingIsAnError() {
    #expect(throws: BenchFailure.self) {
      try Self.total([["kind": "search"]], "{kind: cross-validation, folds: 5}")
    }
    #expect(throws: BenchFailure.self) { try Self.total([], "{kind: cross-validation}") }
    #expect(throws: BenchFailure.self) {
      try GridOperations(
        results: [:], manifest: Self.manifest, configuration: "protocol: {kind: holdout, folds: 5}")
    }
    var solved = Self.fit("search", epochs: 1)
    solved["cell"] = ["image": "x", "text": "y", "direction": "image-to-text", "model": "ridge"]
    #expect(throws: BenchFailure.self) { try Self.total([solved], "{kind: cross-validation, folds: 5}") }
  }
}
