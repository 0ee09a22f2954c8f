import Dense
import Testing

@testable import Studies

@Suite struct OverlapMeasurementTests {
  @Test func theOrderOfMetricsChangesNoRecord() {
    let points = Matrix<Float>(rows: 12, columns: 3) { Float(($0 * 7 + $1 * 5) % 11) }
    let mapped = Matrix<Float>(rows: 12, columns: 3) { Float(($0 * 3 + $1 * 4) % 7) }
    let measurement = OverlapMeasurement(x: points.view, y: points.view, mapped: mapped.view)
    let usual = measurement.records(MeasuresConfiguration(k: 3))
    #expect(usual.map(\.metric) == ["cosine", "cosine", "euclidean", "euclidean"])
    #expect(measurement.records(MeasuresConfiguration(k: 3, metrics: [.euclidean, .cosine])) == usual)
    #expect(measurement.records(MeasuresConfiguration(k: 3, metrics: [.euclidean])) == Array(usual.suffix(2)))
  }
}
