import Testing

@testable import Dense

/// Doubled average ranks by counting how often each number occurs: 1 + twice the smaller numbers + the equal ones.
func plainDoubledRanks(_ numbers: [Double]) -> [Double] {
  var counts: [Double: Int] = [:]
  for number in numbers { counts[number, default: 0] += 1 }
  var (smaller, ranks) = (0, [Double: Double]())
  for (number, count) in counts.sorted(by: { $0.key < $1.key }) {
    ranks[number] = Double(2 * smaller + count + 1)
    smaller += count
  }
  return numbers.compactMap { ranks[$0] }
}

@Suite struct AverageRanksTests {
  private func ranks(
    _ numbers: [Double], threads: Int = 1, sliceSize: Int = AverageRanks.sliceSize,
    gap: (Double) -> Double = { _ in 0 }
  ) -> [Double] {
    let buffer = AlignedBuffer<Double>(uninitialized: numbers.count)
    for (place, number) in numbers.enumerated() { buffer.pointer[place] = number }
    AverageRanks.replace(buffer, threads: threads, sliceSize: sliceSize, gap: gap)
    return buffer.array.map { -$0 }
  }

  @Test func byHand() {
    #expect(ranks([]) == [])
    #expect(ranks([7]) == [2])
    // Ranks 4, 1.5, 3, 1.5.
    #expect(ranks([9, 2, 5, 2]) == [8, 3, 6, 3])
    #expect(ranks([0, .infinity, 0, .infinity, 1]) == [3, 9, 3, 9, 6])
  }

  @Test func agreesWithCounting() {
    var stream = RandomStream(StreamKey(seed: 21))
    for kinds in [3, 50, 1 << 30] {
      let numbers = (0..<3000).map { _ in Double(stream.below(kinds)) / 7 }
      let expected = plainDoubledRanks(numbers)
      #expect(ranks(numbers) == expected)
      // Many slices, and keys that hide differences.
      #expect(ranks(numbers, threads: 2, sliceSize: 100) == expected)
      let near = numbers.map { $0 == 0 ? 1e-300 : 1 + $0 * 0x1p-50 }
      #expect(ranks(near + [0, 1e300]) == plainDoubledRanks(near + [0, 1e300]))
    }
  }

  @Test func aSliceThatIsLargerThanExpected() {
    var stream = RandomStream(StreamKey(seed: 23))
    // Half of all numbers are one and are in one slice of about ten.
    let numbers = (0..<80_000).map { _ in stream.below(2) == 0 ? 0.25 : stream.uniform() }
    #expect(ranks(numbers, threads: 2, sliceSize: 8000) == plainDoubledRanks(numbers))
  }

  @Test func numbersThatRoundingPartedAreEqual() {
    let numbers = [1, 1.nextUp, 2, 1.nextUp.nextUp, 2.000001]
    #expect(ranks(numbers) == [2, 4, 8, 6, 10])
    #expect(ranks(numbers, gap: { $0 * 0x1p-50 }) == [4, 4, 8, 4, 10])
  }

  @Test func noSliceEndsAmongEqualNumbers() {
    var stream = RandomStream(StreamKey(seed: 22))
    // Four values with noise: slices of 1,000 would have to end within them.
    let kinds = (0..<8000).map { _ in stream.below(4) }
    let numbers = kinds.map { Double(1 + $0) * (1 + 1e-15 * stream.uniform(-1, 1)) }
    let found = ranks(numbers, threads: 2, sliceSize: 1000, gap: { $0 * 1e-14 })
    #expect(found == plainDoubledRanks(kinds.map(Double.init)))
  }
}
