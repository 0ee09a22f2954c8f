import TestSupport
import Testing

@testable import CrossModal
@testable import Dense

@Suite struct BlockwiseMappingTests {
  private struct Refused: Error, Equatable {
    var row: Int
  }

  private func mapping(steps: Bool) -> RowMapping {
    var stream = RandomStream(StreamKey(seed: 8))
    let network = Network<Float>(
      shape: .init(inputs: 6, hidden: [11], outputs: 3, activation: .sigmoid), stream: &stream)
    let project = FittedStep.projection(
      shift: [1, 2, 3, 4, 5], matrix: Matrix(rows: 5, columns: 6) { Double($0 - $1) / 3 })
    return RowMapping(FittedMap(inputSteps: steps ? [project, .unitLength] : [], network: network))
  }

  private func result(_ mapping: RowMapping, _ x: Matrix<Float>, threads: Int) throws -> Matrix<Float> {
    var rows: [Float] = []
    try mapping.forEachBlock(ofRows: x.rows, threads: threads, read: x.view.rows) { first, block in
      #expect(first * 3 == rows.count)
      rows += block.elements
    }
    return Matrix(rows: x.rows, columns: 3, elements: rows)
  }

  /// All rows at once, or in blocks by any number of threads: the same bits, in the same order.
  @Test(arguments: [1, 511, 512, 513, 20_011], [false, true]) func asAtOnce(rows: Int, steps: Bool) throws {
    let mapping = mapping(steps: steps)
    let x = matrixOfNoise(rows: rows, columns: steps ? 5 : 6)
    let whole = bits(mapping(x.view).view)
    for threads in [1, 2, 5] { #expect(bits(try result(mapping, x, threads: threads).view) == whole) }
  }

  /// What is reported is the first block that cannot be read, whichever thread meets which first; nothing behind it is
  /// written.
  @Test(arguments: [1, 2, 7]) func theFirstFailureIsThrown(threads: Int) {
    let (x, block) = (matrixOfNoise(rows: 12_000, columns: 6), RowMapping.blockRows)
    var written = 0
    #expect(throws: Refused(row: 3 * block)) {
      try mapping(steps: false).forEachBlock(ofRows: x.rows, threads: threads) { range in
        if [3, 4, 5, 17].contains(range.lowerBound / block) { throw Refused(row: range.lowerBound) }
        return x.view.rows(range)
      } write: { _, rows in
        written += rows.rows
      }
    }
    #expect(written == 3 * block)
  }

  @Test func aFailedWriteEndsIt() {
    let x = matrixOfNoise(rows: 40_000, columns: 6)
    var calls = 0
    #expect(throws: Refused(row: 512)) {
      try mapping(steps: false).forEachBlock(ofRows: x.rows, threads: 3, read: x.view.rows) { first, _ in
        calls += 1
        if first >= 512 { throw Refused(row: first) }
      }
    }
    #expect(calls == 2)
  }

  @Test func dimensions() {
    let mapping = mapping(steps: true)
    #expect(mapping.inputs == 5 && mapping.outputs(inputs: 5) == 3)
    let unit = RowMapping([.unitLength])
    #expect(unit.inputs == nil && unit.outputs(inputs: 7) == 7)
  }
}
