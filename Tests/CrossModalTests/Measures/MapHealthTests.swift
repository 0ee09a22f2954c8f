import Dense
import Testing

@testable import CrossModal

@Suite struct MapHealthTests {
  @Test func byHand() throws {
    let x = Matrix<Float>(rows: 3, columns: 1, elements: [1, 2, 2])
    let y = Matrix<Float>(rows: 3, columns: 2, elements: [0, 0, 3, 0, 0, 3])
    let mapped = Matrix<Float>(rows: 3, columns: 2, elements: [0, 0, 1, 0, 0, 1])
    let health = MapHealth(x: x, y: y, mapped: mapped, floor: 2)
    // The means of y are 1 and 1: its variance is 6 + 6; that of f(X) a ninth; the error is 4 + 4.
    #expect(health.items == 3 && health.floor == 2)
    #expect(abs(try #require(health.explained) - (1 - 8.0 / 12)) < 1e-15)
    #expect(abs(try #require(health.keptVariance) - 1.0 / 9) < 1e-15)
    #expect(abs(try #require(health.keptSpread) - 1) < 1e-15)
    #expect(health.distinctInputs == 2 && health.distinctOutputs == 3 && !health.isCollapsed)
  }

  @Test func aConstantIsCollapsedAndAsGoodAsTheMean() throws {
    var stream = RandomStream(StreamKey(seed: 1))
    let x = Matrix<Float>(rows: 40, columns: 3) { _, _ in Float(stream.normal()) }
    let means = x.view.columnMeans
    let mapped = Matrix<Float>(rows: 40, columns: 3) { Float(means[$1]) + Float($0) * 0 }
    let health = MapHealth(x: x, y: x, mapped: mapped, floor: nil)
    #expect(health.isCollapsed && health.distinctOutputs == 1)
    #expect(abs(try #require(health.explained)) < 1e-6)
  }

  @Test func aSpreadThatHasGoneIsCollapsedThoughAllRowsDiffer() {
    var stream = RandomStream(StreamKey(seed: 2))
    let x = Matrix<Float>(rows: 60, columns: 4) { _, _ in Float(stream.normal()) }
    let nearlyConstant = Matrix<Float>(rows: 60, columns: 4) { 1 + 1e-4 * x[$0, $1] }
    let small = Matrix<Float>(rows: 60, columns: 4) { 1e-4 * x[$0, $1] }
    #expect(MapHealth(x: x, y: x, mapped: nearlyConstant, floor: nil).isCollapsed)
    // A small scale alone is none: neighborhoods by cosine do not see it.
    #expect(!MapHealth(x: x, y: x, mapped: small, floor: nil).isCollapsed)
  }

  @Test func equalTargetsHaveNothingToExplain() {
    let x = Matrix<Float>(rows: 3, columns: 1, elements: [1, 2, 3])
    let y = Matrix<Float>(rows: 3, columns: 1, elements: [5, 5, 5])
    let health = MapHealth(x: x, y: y, mapped: x, floor: nil)
    #expect(health.explained == nil && health.keptVariance == nil && health.keptSpread == nil)
  }
}
