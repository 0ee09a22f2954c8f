import Testing

@testable import Dense

@Suite struct RandomTests {
  @Test func keysDependOnEveryPartAndItsOrder() {
    let key = StreamKey(seed: 1)
    let keys = [
      key, StreamKey(seed: 2), key.adding("a"), key.adding("b"), key.adding("a").adding("b"),
      key.adding("b").adding("a"), key.adding("ab"), key.adding(1), key.adding(2), key.adding("1"),
      key.adding(1).adding(2), key.adding(2).adding(1), key.adding(12),
    ]
    #expect(Set(keys).count == keys.count)
  }

  /// The numbers come from a program of its own in Python, which gives the authors' reference outputs of xoshiro256** for
  /// the state (1, 2, 3, 4). They must never change, or studies could not be continued.
  @Test func theStreamIsPinned() {
    var stream = RandomStream(StreamKey(seed: 1).adding("pinned").adding(7))
    #expect(
      (0..<6).map { _ in stream.next() } == [
        0x6314_C349_BC4B_3E8E, 0x8D05_67B2_571F_DC90, 0x9B0F_7CC1_2C8B_DE99, 0xE840_5620_E667_4CCC,
        0x31A9_27BA_EA6F_A7F9, 0xF1C3_71AD_23A0_9135,
      ])
    #expect(StreamKey.mixed(0x9E37_79B9_7F4A_7C15) == 0xE220_A839_7B1D_CDAF)
  }

  @Test func uniformAndNormalMoments() {
    var stream = RandomStream(StreamKey(seed: 3))
    let count = 200_000
    let uniform = (0..<count).map { _ in stream.uniform() }
    #expect(uniform.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(uniform.reduce(0, +) / Double(count) - 0.5) < 0.003)
    let normal = (0..<count).map { _ in stream.normal() }
    #expect(abs(normal.reduce(0, +) / Double(count)) < 0.01)
    #expect(abs(normal.reduce(0) { $0 + $1 * $1 } / Double(count) - 1) < 0.02)
  }

  @Test func belowIsUniform() {
    var stream = RandomStream(StreamKey(seed: 4))
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[stream.below(7)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 400 })
  }

  @Test func permutations() {
    var stream = RandomStream(StreamKey(seed: 5))
    #expect(stream.permutation(100).sorted() == Array(0..<100))
    #expect(stream.permutation(0).isEmpty && stream.permutation(1) == [0])
    // All six orders of three items, equally often.
    var counts: [[Int]: Int] = [:]
    for _ in 0..<60_000 { counts[stream.permutation(3), default: 0] += 1 }
    #expect(counts.count == 6 && counts.values.allSatisfy { abs($0 - 10_000) < 400 })
  }
}
