import Testing

@testable import CrossModal
@testable import Dense

@Suite struct PrincipalComponentsTests {
  @Test func byHand() throws {
    // Points on the line (1, 2) t: one component, ± √5 t after centering.
    let items = Matrix<Float>([[1, 2], [2, 4], [3, 6]])
    let components = try PrincipalComponents(items.view, dimensions: 1)
    let expected = [-Float(5).squareRoot(), 0, Float(5).squareRoot()]
    for row in 0..<3 { #expect(abs(components.features[row, 0] - expected[row]) < 1e-5) }
    #expect(abs(components.keptVariance - 1) < 1e-6)
  }

  @Test func componentsAreUncorrelatedAndDistancesAreKept() throws {
    var stream = RandomStream(StreamKey(seed: 2))
    let items = Matrix<Float>(rows: 60, columns: 5) { row, column in
      Float(stream.normal() * Double(column + 1) + 3)
    }
    let all = try PrincipalComponents(items.view, dimensions: 5)
    #expect(abs(all.keptVariance - 1) < 1e-6)
    let gram = product(all.features.view, all.features.view, transposingFirst: true)
    for row in 0..<5 {
      #expect(abs(all.features.view.columnMeans[row]) < 1e-4)
      for column in 0..<5 where column != row { #expect(abs(gram[row, column]) < 1e-2) }
      if row > 0 { #expect(gram[row, row] <= gram[row - 1, row - 1]) }
    }
    // With all components the map is a rotation: distances stay.
    let before = Distances(from: items.view, to: items.view, metric: .euclidean).matrix
    let after = Distances(from: all.features.view, to: all.features.view, metric: .euclidean).matrix
    for (a, b) in zip(before.elements, after.elements) { #expect(abs(a - b) < 0.02) }
  }
}
