import DenseKernels
import TestSupport
import Testing

@testable import Dense

/// Sums in Float stay within the bound that decides whether exact distances are needed.
@Suite struct NearSumTests {
  @Test func byHand() {
    let (a, b): ([Float], [Float]) = ([1, 2, 3], [4, -5, 6])
    #expect(dense_near_sum(a, b, 3, 0) == 12)
    #expect(dense_near_sum(a, b, 3, 1) == 9 + 49 + 9)
    #expect(dense_near_sum(a, b, 0, 0) == 0)
  }

  @Test("every number counts once, at every length") func whole() {
    let ones = [Float](repeating: 1, count: 400), zeros = [Float](repeating: 0, count: 400)
    for count in 0...400 {
      #expect(dense_near_sum(ones, ones, Int64(count), 0) == Float(count))
      #expect(dense_near_sum(ones, zeros, Int64(count), 1) == Float(count))
    }
  }

  @Test(arguments: [1, 7, 15, 16, 17, 63, 64, 65, 127, 300, 2048, 5000]) func bound(count: Int) {
    let rows = normalMatrix(2, count, seed: 9, as: Float.self)
    let (a, b) = (Array(rows.view.row(0)), Array(rows.view.row(1)))
    let most = (Double(count) / 64 + Double(DENSE_NEAR_ROUNDINGS)) * 0x1p-24
    var (product, size, square) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      let (x, y) = (Double(x), Double(y))
      product += x * y
      size += abs(x * y)
      square += (x - y) * (x - y)
    }
    let (dot, distance) = (
      Double(dense_near_sum(a, b, Int64(count), 0)), Double(dense_near_sum(a, b, Int64(count), 1))
    )
    #expect(abs(dot - product) <= most * size)
    #expect(abs(distance - square) <= most * square)
  }
}
