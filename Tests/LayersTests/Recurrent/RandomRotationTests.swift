import Dense
import TestSupport
import Testing

@testable import Layers

@Suite struct RandomRotationTests {
  @Test func bothWaysGiveTheSameRowsUpToRounding() throws {
    var (first, second) = (RandomStream(StreamKey(seed: 1)), RandomStream(StreamKey(seed: 1)))
    let projected = RandomRotation.projected(20, 60, &first)
    let reflected = try #require(RandomRotation.reflected(20, 60, &second))
    #expect(largestDifference(projected, reflected) < 1e-12)
    // As many numbers were drawn.
    #expect(first.next() == second.next())
    let gram = product(reflected, reflected, transposingSecond: true)
    #expect(largestDifference(gram, Matrix<Double>(rows: 20, columns: 20) { $0 == $1 ? 1 : 0 }) < 1e-14)
  }

  @Test func smallOnesAreProjectedAndLargeOnesReflected() {
    var (first, second) = (RandomStream(StreamKey(seed: 2)), RandomStream(StreamKey(seed: 2)))
    #expect(RandomRotation.rows(8, 24, &first) == RandomRotation.projected(8, 24, &second))
    var (third, fourth) = (RandomStream(StreamKey(seed: 3)), RandomStream(StreamKey(seed: 3)))
    #expect(RandomRotation.rows(513, 513, &third) == RandomRotation.reflected(513, 513, &fourth))
  }
}
