import CrossModal
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

  @Test func itemsOfOneGroupAreNeverNeighbors() throws {
    // Three rows an item, nearly equal: without groups the two others of the item are the nearest in all spaces.
    func points(_ seed: Int) -> Matrix<Float> {
      Matrix<Float>(rows: 24, columns: 3) {
        Float(($0 / 3 * (7 + seed) + $1 * (5 + seed)) % 23) + Float($0 % 3) * 0.001
      }
    }
    let (x, y, f) = (points(0), points(4), points(9))
    let groups = (0..<24).map { $0 / 3 }
    let plain = OverlapMeasurement(x: x.view, y: y.view, mapped: f.view)
      .records(MeasuresConfiguration(k: 2))
    let apart = OverlapMeasurement(x: x.view, y: y.view, mapped: f.view, groups: groups)
      .records(MeasuresConfiguration(k: 2))
    let (before, after) = (plain[3], apart[3])
    #expect(before.metric == "euclidean" && !before.includesSelf && before.pair == 1)
    #expect(after.metric == "euclidean" && after.pair < 0.7)
    // By hand: the lists of all others, sorted by distance.
    func lists(_ rows: Matrix<Float>) -> [[Int]] {
      (0..<24).map { item in
        (0..<24).filter { groups[$0] != groups[item] }.sorted { a, b in
          func distance(_ other: Int) -> Double {
            (0..<3).reduce(0.0) { sum, column in
              let difference = Double(rows[item, column]) - Double(rows[other, column])
              return sum + difference * difference
            }
          }
          return (distance(a), a) < (distance(b), b)
        }.prefix(2).map { $0 }
      }
    }
    let shared = zip(lists(x), lists(y)).reduce(0) { $0 + Set($1.0).intersection($1.1).count }
    #expect(abs(after.pair - Double(shared) / 48) < 1e-12)
    // 21 others may be in a list.
    #expect(abs((after.others ?? 0) - 21) < 1e-9 && abs(after.chance - 2.0 / 21) < 1e-12)
    #expect(before.others == nil && abs(before.chance - 2.0 / 23) < 1e-12)
    #expect(apart[2].includesSelf && abs(apart[2].chance - (1 + 1.0 / 21) / 2) < 1e-12)
    // The item itself stays in its list.
    #expect(apart[2].pair >= 0.5)
  }

  @Test("standard errors stand beside overlaps whose bits they leave, of paired differences")
  func standardErrors() throws {
    var stream = RandomStream(StreamKey(seed: 2))
    let x = Matrix<Float>(rows: 150, columns: 4) { _, _ in Float(stream.normal()) }
    let y = Matrix<Float>(rows: 150, columns: 4) { x[$0, $1] + Float(0.4 * stream.normal()) }
    let f = Matrix<Float>(rows: 150, columns: 4) { (x[$0, $1] + y[$0, $1]) / 2 }
    let records = OverlapMeasurement(x: x.view, y: y.view, mapped: f.view).records(
      MeasuresConfiguration(k: 5))
    for record in records {
      let errors = try #require(record.errors)
      let search = NeighborSearch(
        k: 5, metric: record.metric == "cosine" ? .cosine : .euclidean, includesSelf: record.includesSelf)
      let (a, b) = (search.neighbors(of: x.view), search.neighbors(of: f.view))
      #expect(record.input == NeighborOverlap(a, b).mean)
      #expect(errors.input > 0.005 && errors.input < 0.05 && errors.target > 0.005 && errors.target < 0.05)
      // X,f and Y,f rise and fall together or not; their difference is measured on its own.
      let apart = (errors.input * errors.input + errors.target * errors.target).squareRoot()
      #expect(errors.inputTarget > 0 && abs(errors.inputTarget - apart) > 1e-6 && errors.targetPair > 0)
    }
    // Too few items.
    let few = OverlapMeasurement(x: x.view, y: y.view, mapped: f.view).records(MeasuresConfiguration(k: 17))
    #expect(few.allSatisfy { $0.errors == nil })
  }
}
