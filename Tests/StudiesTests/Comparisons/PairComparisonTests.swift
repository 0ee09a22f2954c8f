import CrossModal
import Dense
import Foundation
import Testing
import VectorFiles

@testable import Studies

/// What a journal keeps of a pair, and that it comes back from there.
@Suite struct PairComparisonTests {
  private func spaces() -> (ComparedSpace, ComparedSpace) {
    var stream = RandomStream(StreamKey(seed: 3).adding("comparison result"))
    let a = Matrix<Float>(rows: 40, columns: 5) { _, _ in Float(stream.normal()) }
    let b = Matrix<Float>(rows: 40, columns: 3) { row, column in
      a[row, column] + Float(0.5 * stream.normal())
    }
    return (
      ComparedSpace(name: "a", rows: MeasuredRows(a.view)),
      ComparedSpace(name: "b", rows: MeasuredRows(b.view))
    )
  }

  private func result(_ counts: [Int] = [3, 5], permutations: Int = 30) throws -> (
    PairComparison, [MeasuredScore]
  ) {
    let (a, b) = spaces()
    let request = ComparisonRequest(counts: counts, permutations: permutations)
    let scores = try SpaceComparison(a, b, request).scores
    return (PairComparison(scores, tiedRows: [1, 2]), scores)
  }

  @Test func aJournalGivesItBack() throws {
    let (result, scores) = try result()
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let bytes = BoundedBytes(copying: try encoder.encode(result))
    var cursor = JSONCursor(bytes)
    let read = try #require(PairComparison(&cursor))
    #expect(read == result && cursor.isAtEnd && read.tiedRows == [1, 2])
    for (kept, score) in zip(read.scores, scores) {
      let measured = try #require(kept.measured)
      #expect(measured.measure == score.measure && measured.k == score.k)
      #expect(measured.value == score.value && measured.values == score.values)
      #expect(measured.interval == score.interval && measured.note == score.note)
      #expect(kept.calibrated == score.calibrated)
      guard let null = score.null, let own = measured.null else {
        #expect(score.null == nil && measured.null == nil)
        continue
      }
      // The journal has the numbers of the null in Double, and the alignments in Float.
      #expect(kept.null?.p == null.p && own.p == null.p)
      #expect(kept.null?.threshold == null.threshold)
      #expect(abs(own.threshold - null.threshold) < 1e-6)
      for (rounded, exact) in zip(own.permuted, null.permuted) {
        #expect(abs(rounded - exact) <= 1e-6 * abs(exact) + 1e-12)
      }
    }
  }

  @Test func anUnreadableNullIsNoResult() throws {
    let (result, _) = try result()
    var damaged = result
    damaged.scores[0].null?.permuted = "x"
    let bytes = BoundedBytes(copying: try JSONEncoder().encode(damaged))
    var cursor = JSONCursor(bytes)
    #expect(PairComparison(&cursor) == nil)
  }

  @Test func aLaterVersionMayDefineMore() throws {
    let (result, _) = try result()
    var undefined = result
    undefined.scores[0].value = nil
    undefined.scores[0].null = nil
    #expect(result.agrees(with: undefined) && undefined.agrees(with: result))
    var other = result
    other.scores[0].value = other.scores[0].value.map { $0 + 1e-9 }
    #expect(!result.agrees(with: other))
    var fewer = result
    fewer.scores.removeLast()
    #expect(!result.agrees(with: fewer))
  }
}
