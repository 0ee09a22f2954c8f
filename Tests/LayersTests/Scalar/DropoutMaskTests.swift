import Testing

@testable import Dense
@testable import Layers

@Suite struct DropoutMaskTests {
  private func mask<Scalar: LayerScalar>(_ count: Int, keep: Double, key: UInt64, counter: UInt64 = 0)
    -> [Scalar]
  {
    var result = [Scalar](repeating: -1, count: count)
    Scalar.dropoutMask(&result, count: count, keep: keep, key: key, counter: counter)
    return result
  }

  @Test(arguments: [0.1, 0.5, 0.8]) func keepsTheShareAndTheMean(keep: Double) {
    let count = 1 << 18
    let numbers: [Float] = mask(count, keep: keep, key: 42)
    let kept = numbers.count { $0 != 0 }
    for number in Set(numbers) { #expect(number == 0 || abs(number - Float(1 / keep)) < 1e-6) }
    // Five standard deviations of a binomial share.
    let deviation = (keep * (1 - keep) / Double(count)).squareRoot()
    #expect(abs(Double(kept) / Double(count) - keep) < 5 * deviation)
  }

  @Test func theSameKeyGivesTheSameMaskInEveryScalar() {
    let (a, b): ([Float], [Float]) = (mask(1000, keep: 0.5, key: 7), mask(1000, keep: 0.5, key: 7))
    let inDouble: [Double] = mask(1000, keep: 0.5, key: 7)
    #expect(a == b)
    #expect(a.map { Double($0) } == inDouble)
  }

  @Test func chunksMakeTheSameMask() {
    let whole: [Float] = mask(777, keep: 0.3, key: 99)
    var parts: [Float] = []
    for (first, count) in [(0, 1), (1, 63), (64, 300), (364, 413)] {
      parts += mask(count, keep: 0.3, key: 99, counter: UInt64(first))
    }
    #expect(whole == parts)
  }

  @Test func otherKeysAreIndependent() {
    // Agreement of two fair masks is a coin: five standard deviations around one half. Keys are hashes, as in a fit.
    let count = 1 << 16
    let key = StreamKey(seed: 1).adding("dropout")
    let first: [Float] = mask(count, keep: 0.5, key: key.value)
    for number in 0..<20 {
      let other: [Float] = mask(count, keep: 0.5, key: key.adding(number).value)
      let agreement = Double(zip(first, other).count { $0 == $1 }) / Double(count)
      #expect(abs(agreement - 0.5) < 5 * 0.5 / Double(count).squareRoot())
    }
  }
}
