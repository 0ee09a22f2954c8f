import TestSupport
import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

@Suite struct MeasuredRowsTests {
  // Numbers that are sums of powers of two from 2⁻²⁰ on: an offset of 1e8 changes no digit of them.
  private func numbers(_ seed: UInt64) -> Matrix<Double> {
    let normal = normalMatrix(200, 12, seed: seed, as: Double.self)
    return Matrix(rows: 200, columns: 12) { (normal[$0, $1] * 0x1p20).rounded() * 0x1p-20 }
  }

  private func table(_ numbers: Matrix<Double>, offset: Double = 0) throws -> FeatureTable {
    let moved = Matrix<Double>(rows: numbers.rows, columns: numbers.columns) { numbers[$0, $1] + offset }
    return try FeatureTable(NPYArray(moved))
  }

  private func neighbors(_ table: FeatureTable, _ metric: Metric, of rows: [Int]? = nil) -> NeighborTable {
    MeasuredRows(table).neighbors(NeighborSearch(k: 11, metric: metric), of: rows)
  }

  @Test(arguments: [1e4, 1e7, 1e8])
  func anOffsetChangesNoEuclideanNeighbor(offset: Double) throws {
    let rows = numbers(1)
    let expected = try neighbors(table(rows), .euclidean)
    #expect(try neighbors(table(rows, offset: offset), .euclidean) == expected)
    let some = try neighbors(table(rows, offset: offset), .euclidean, of: [3, 50])
    #expect(some.indices == [Int32](expected[3]) + expected[50] && some.includesSelf)
  }

  // Far from the origin, directions differ as the parts of the rows across the offset do: to first order the neighbors are
  // the Euclidean ones of these parts.
  @Test(arguments: [1e7, 1e8])
  func cosineNeighborsFarFromTheOrigin(offset: Double) throws {
    let rows = numbers(2)
    let across = Matrix<Double>(rows: 200, columns: 12) { row, column in
      rows[row, column] - rows.numbers(ofRow: row).reduce(0, +) / 12
    }
    let expected = NeighborSearch(k: 11, metric: .euclidean).neighbors(of: across)
    let found = try neighbors(table(rows, offset: offset), .cosine)
    let shared = NeighborOverlap(found, expected).mean
    #expect(shared > 0.9999)
    // What 1 − cos in Double still says of it.
    let inDouble = try neighbors(table(rows, offset: 1e4), .cosine)
    let plain = NeighborSearch(k: 11, metric: .cosine).neighbors(
      of: Matrix<Double>(rows: 200, columns: 12) { rows[$0, $1] + 1e4 })
    #expect(NeighborOverlap(inDouble, plain).mean > 0.9999)
  }

  @Test func rowsThatFloatHoldsAreSearchedAsTheyAre() throws {
    let rows = normalMatrix(100, 7, seed: 3, as: Float.self)
    let (measured, search) = (MeasuredRows(rows.view), NeighborSearch(k: 5, metric: .cosine))
    #expect(measured.exact == nil && measured.notes.isEmpty)
    #expect(measured.neighbors(search, of: nil) == search.neighbors(of: rows))
    #expect(try FeatureTable(NPYArray(rows.converted(to: Double.self))).exact == nil)
  }

  // A zero row is at distance 1 from all, which differences of directions would not say.
  @Test func zeroRowsAmongRowsFarFromTheOrigin() throws {
    var rows = numbers(4)
    for row in 0..<200 {
      for column in 0..<12 { rows[row, column] = row == 7 ? 0 : rows[row, column] + 1e6 }
    }
    let found = try neighbors(table(rows), .cosine)
    #expect(found[7].contains(0) && !found[8].contains(7))
  }

  @Test func saysWhatFloatWouldLose() throws {
    let rows = numbers(5)
    let plain = try table(rows)
    #expect(MeasuredRows(plain).notes.isEmpty)
    let far = try #require(MeasuredRows(table(rows, offset: 1e4)).notes.first)
    #expect(far.hasPrefix("float32 would move the rows by 0.0"))
    #expect(far.hasSuffix("% of their spread; they are compared in float64"))
    #expect(
      try MeasuredRows(table(rows, offset: 1e9)).notes
        == ["float32 would make 199 different rows equal to others; the rows are compared in float64"])
  }

  @Test func listsOfOtherNumbersHaveAnotherFingerprint() throws {
    let (rows, far) = (numbers(6), 1e9)
    func fingerprint(_ second: Matrix<Double>) throws -> Int32 {
      PairedNeighbors(
        MeasuredRows(try table(rows, offset: far)), MeasuredRows(try table(second, offset: far)),
        metrics: [.euclidean], k: 3
      ).fingerprint
    }
    #expect(try fingerprint(rows) == fingerprint(rows))
    #expect(try fingerprint(rows) != fingerprint(numbers(7)))
  }
}
