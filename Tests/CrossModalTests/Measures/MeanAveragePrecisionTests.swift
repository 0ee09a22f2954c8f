import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

@Suite struct MeanAveragePrecisionTests {
  @Test func byHand() {
    // On a line at 0, 1, 3, 7. Query 0 ranks 1 2 3, relevant 2: AP 1/2. Query 1 ranks 0 2 3, relevant 3: 1/3. Query 2
    // ranks 1 0 3, relevant 0: 1/2. Query 3 ranks 2 1 0, relevant 1: 1/2.
    let features = Matrix<Float>([[0], [1], [3], [7]])
    let labels = LabelSets([["a"], ["b"], ["a"], ["b"]])
    let result = MeanAveragePrecision(features.view, labels: labels, metric: .euclidean)
    #expect(abs((result.value ?? 0) - (0.5 + 1.0 / 3 + 0.5 + 0.5) / 4) < 1e-15)
    #expect(result.queries == 4 && result.excluded == 0)
  }

  @Test func queriesWithoutRelevantItems() {
    let features = Matrix<Float>([[1, 0], [1, 1], [0, 1]])
    let result = MeanAveragePrecision(features.view, labels: LabelSets([["a"], ["a", "b"], ["c"]]))
    #expect(result.value == 1 && result.queries == 2 && result.excluded == 1)
    let none = MeanAveragePrecision(features.view, labels: LabelSets([["a"], ["b"], ["c"]]))
    #expect(none.value == nil && none.queries == 0 && none.excluded == 3)
  }

  @Test func tiesGoToTheLowerIndex() {
    let features = Matrix<Float>([[1, 0], [2, 2], [2, 2], [2, 2]])
    // Query 0 meets its only relevant item, 3, behind 1 and 2; query 3 ranks 1 2 0.
    let result = MeanAveragePrecision(features.view, labels: LabelSets([["a"], ["b"], ["c"], ["a"]]))
    #expect(abs((result.value ?? 0) - 1.0 / 3) < 1e-15)
  }

  @Test func agreesWithScikitLearn() throws {
    let cases: [MeasureGolden.Precision] = try MeasureGolden.read("precision")
    #expect(cases.count == 1000)
    for entry in cases {
      let labels = LabelSets(entry.labels.map { LabelFile.split($0) })
      let result = MeanAveragePrecision(Matrix(entry.features).view, labels: labels)
      #expect(result.excluded == entry.excluded)
      #expect((result.value == nil) == (entry.value == nil))
      if let value = result.value, let expected = entry.value { #expect(abs(value - expected) < 1e-12) }
    }
  }

  @Test func standardizedColumns() {
    let matrix = Matrix<Float>([[1, 5, 2], [3, 5, 4], [5, 5, 9]])
    let result = Matrix(standardizingColumnsOf: matrix.view)
    let unit = Float(1.5.squareRoot())
    #expect(result[0, 0] == -unit && result[1, 0] == 0 && result[2, 0] == unit)
    #expect((0..<3).allSatisfy { result[$0, 1] == 0 })
    #expect(abs(result.view.columnMeans[2]) < 1e-7)
  }
}
