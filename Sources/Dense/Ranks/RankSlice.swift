/// The numbers of a part of the whole range, in ascending order, by their places: what ``AverageRanks`` works on at once.
final class RankSlice {
  /// How many numbers were found.
  private(set) var count = 0
  // A key in the upper half, a place in the lower one.
  private var words = AlignedBuffer<UInt64>(uninitialized: 0)
  private var spare = AlignedBuffer<UInt64>(uninitialized: 0)

  private static let block = 4096
  private static let digitBits: UInt64 = 11
  private static let digits: [UInt64] = [32, 43, 54]

  /// An empty slice; it keeps its memory from one use to the next.
  init() {}

  /// Finds the numbers whose bits lie in a range and sorts them.
  func sort(_ numbers: AlignedBuffer<Double>, from low: UInt64, below high: UInt64) {
    collect(numbers, from: low, below: high)
    sortByKeys()
    forEachRun { run in sortExactly(run, numbers) }
  }

  /// Writes −2r instead of each number, r the average rank; `below` numbers are smaller than all of the slice.
  func writeRanks(_ numbers: AlignedBuffer<Double>, below: Int, gap: (Double) -> Double) {
    let (words, values) = (words.pointer, numbers.pointer)
    var first = 0
    while first < count {
      var value = values[Self.place(words[first])]
      var end = first + 1
      while end < count {
        let next = values[Self.place(words[end])]
        guard next == value || next - value <= gap(next) else { break }
        value = next
        end += 1
      }
      let rank = -Double(2 * (below + first) + (end - first) + 1)
      for index in first..<end { values[Self.place(words[index])] = rank }
      first = end
    }
  }

  private static func place(_ word: UInt64) -> Int { Int(word & 0xFFFF_FFFF) }

  private func collect(_ numbers: AlignedBuffer<Double>, from low: UInt64, below high: UInt64) {
    let span = high - low
    let shift = UInt64(max(0, 32 - span.leadingZeroBitCount))
    count = 0
    for start in stride(from: 0, to: numbers.count, by: Self.block) {
      let end = min(start + Self.block, numbers.count)
      reserve(count + end - start)
      let (target, source) = (words.pointer, numbers.pointer)
      var next = count
      // Every number is written and only one of the range is counted: no branch to predict.
      for place in start..<end {
        let offset = source[place].bitPattern &- low
        target[next] = (offset >> shift) << 32 | UInt64(truncatingIfNeeded: place)
        next &+= offset < span ? 1 : 0
      }
      count = next
    }
  }

  private func reserve(_ needed: Int) {
    guard needed > words.count else { return }
    let larger = AlignedBuffer<UInt64>(uninitialized: max(needed, words.count * 3 / 2))
    larger.pointer.update(from: words.pointer, count: count)
    words = larger
  }

  // Radix sort by the keys, digit by digit from the lowest; each pass keeps the order of equal digits.
  private func sortByKeys() {
    if spare.count < count { spare = AlignedBuffer(uninitialized: words.count) }
    let size = 1 << Self.digitBits
    let mask = UInt64(size - 1)
    for digit in Self.digits {
      var places = [Int](repeating: 0, count: size)
      places.withUnsafeMutableBufferPointer { places in
        for index in 0..<count { places[Int(words.pointer[index] >> digit & mask)] += 1 }
        var before = 0
        for value in 0..<size {
          let here = places[value]
          places[value] = before
          before += here
        }
        let (source, target) = (words.pointer, spare.pointer)
        for index in 0..<count {
          let value = Int(source[index] >> digit & mask)
          target[places[value]] = source[index]
          places[value] += 1
        }
      }
      swap(&words, &spare)
    }
  }

  private func forEachRun(_ body: (Range<Int>) -> Void) {
    let words = words.pointer
    var first = 0
    for index in 1..<max(1, count + 1) where index == count || words[index] >> 32 != words[first] >> 32 {
      if index - first > 1 { body(first..<index) }
      first = index
    }
  }

  // Equal keys may hide different numbers.
  private func sortExactly(_ run: Range<Int>, _ numbers: AlignedBuffer<Double>) {
    let (words, values) = (words.pointer, numbers.pointer)
    let isSorted = run.dropFirst().allSatisfy {
      values[Self.place(words[$0 - 1])] <= values[Self.place(words[$0])]
    }
    if isSorted { return }
    let sorted = run.map { (number: values[Self.place(words[$0])], word: words[$0]) }
      .sorted { ($0.number, $0.word) < ($1.number, $1.word) }
    for (index, pair) in zip(run, sorted) { words[index] = pair.word }
  }
}
