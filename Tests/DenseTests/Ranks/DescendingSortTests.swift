import Testing

@testable import Dense

@Suite struct DescendingSortTests {
  @Test func byHand() {
    let sort = DescendingSort(most: 5)
    var numbers = [0.5, -1, 3, 0.5, 2]
    sort.sort(&numbers)
    #expect(numbers == [3, 2, 0.5, 0.5, -1])
    var none: [Double] = []
    sort.sort(&none)
    #expect(none.isEmpty)
  }

  enum Numbers: CaseIterable { case even, normal, ties, equal, outlier, clustered, extreme, tiny, ascending }

  @Test(
    "sorts as the standard library does, numbers that are spread and numbers that are not",
    arguments: Numbers.allCases)
  func agrees(numbers: Numbers) {
    var stream = RandomStream(StreamKey(seed: 3))
    let sort = DescendingSort(most: 700)
    for count in [1, 2, 23, 24, 25, 64, 300, 700] {
      var array = (0..<count).map { index -> Double in
        let normal = stream.normal()
        return switch numbers {
        case .even: Double(stream.below(1 << 30))
        case .normal: normal
        case .ties: (normal * 8).rounded()
        case .equal: -0.25
        case .outlier: index == 7 ? 1e12 : normal
        case .clustered: (normal * 2).rounded() + 1e-9 * stream.normal()
        case .extreme: normal < 0 ? -1.7e308 : 1.7e308 * stream.uniform()
        case .tiny: normal * 0x1p-1028
        case .ascending: Double(index)
        }
      }
      let expected = array.sorted(by: >)
      sort.sort(&array)
      #expect(array == expected, "\(count)")
    }
  }
}
