/// The numbers of a part of the whole range, in ascending order, by their places: what ``AverageRanks`` works on at once.
///
/// A word holds a number's key, 32 bits, in the upper half and its place in the lower one. One slice serves for many ranges,
/// so that memory is asked for once.
final class RankSlice {
  private var words: AlignedBuffer<UInt64>
  private var spare: AlignedBuffer<UInt64>
  private var low: UInt64 = 0
  private var span: UInt64 = 0
  private var shift: UInt64 = 0
  // Of each part, a cache line apart.
  private let counts = AlignedBuffer<Int>(count: parts * 8)

  // Each half of the numbers is read once for all slices, by a thread of its own, into a half of the words.
  private static let parts = 2
  private static let digitBits: UInt64 = 11
  private static let digits: [UInt64] = [32, 43, 54]
  // Numbers that stay in the nearest cache while several slices take theirs of them.
  private static let block = 1024

  /// A slice with room for a number of words and some more; it grows where that is too little.
  init(room: Int) {
    words = AlignedBuffer(uninitialized: 2 * (room / 2 + room / 20 + 4 * Self.block))
    spare = AlignedBuffer(uninitialized: words.count)
  }

  /// How many numbers were found.
  var count: Int { (0..<Self.parts).reduce(0) { $0 + counts.pointer[$1 * 8] } }

  /// Starts with the numbers whose bits lie in a range.
  func begin(from low: UInt64, below high: UInt64) {
    (self.low, span) = (low, high - low)
    shift = UInt64(max(0, 32 - span.leadingZeroBitCount))
    counts.clear()
  }

  /// Finds the numbers of several slices that have begun, ascending.
  static func collect(_ numbers: AlignedBuffer<Double>, into slices: ArraySlice<RankSlice>, threads: Int) {
    var open = Array(slices)
    while let first = open.first, let last = open.last {
      let (low, high) = (first.low, last.low + last.span)
      SharedTasks(count: parts, threads: threads).run { _, part in
        let room = AlignedBuffer<UInt32>(uninitialized: block)
        let (taken, values) = (room.pointer, numbers.pointer)
        for start in stride(from: part * block, to: numbers.count, by: parts * block) {
          // Most numbers are of other slices than all of these: one look at each.
          var count = 0
          for place in start..<min(start + block, numbers.count) {
            taken[count] = UInt32(truncatingIfNeeded: place)
            count &+= isInside(values[place].bitPattern, low, high)
          }
          for slice in open { slice.collect(part, values, taken, count) }
        }
        withExtendedLifetime(room) {}
      }
      open = open.filter { !$0.hasAll() }
    }
  }

  // Makes room where some numbers had none; they must be found again.
  private func hasAll() -> Bool {
    let largest = (0..<Self.parts).reduce(0) { max($0, counts.pointer[$1 * 8]) }
    // A whole block must have room to be written.
    if largest + Self.block <= words.count / Self.parts { return true }
    spare = AlignedBuffer(uninitialized: 0)
    words = AlignedBuffer(uninitialized: Self.parts * (largest + Self.block))
    spare = AlignedBuffer(uninitialized: words.count)
    counts.clear()
    return false
  }

  private func collect(
    _ part: Int, _ numbers: UnsafePointer<Double>, _ places: UnsafePointer<UInt32>, _ count: Int
  ) {
    let room = words.count / Self.parts
    let (target, low, high, shift) = (words.pointer + part * room, low, low + span, shift)
    var next = counts.pointer[part * 8]
    if next + count <= room {
      // Every number is written and only one of the range is counted: no branch to predict.
      for index in 0..<count {
        let bits = numbers[Int(places[index])].bitPattern
        target[next] = ((bits &- low) &>> shift) &<< 32 | UInt64(places[index])
        next &+= Self.isInside(bits, low, high)
      }
    } else {
      for index in 0..<count {
        next &+= Self.isInside(numbers[Int(places[index])].bitPattern, low, high)
      }
    }
    counts.pointer[part * 8] = next
  }

  // 1 for bits from low to below high, else 0; for those of ranks, which are negative, too. low and high are at most 2⁶³.
  // By the sign bits of differences: the compiler makes a branch of a comparison here, which cost three times as much.
  @inline(__always)
  private static func isInside(_ bits: UInt64, _ low: UInt64, _ high: UInt64) -> Int {
    Int(truncatingIfNeeded: (~bits & ~(bits &- low) & (bits &- high)) &>> 63)
  }

  /// Sorts the numbers.
  func sort(_ numbers: AlignedBuffer<Double>) {
    sortByKeys()
    forEachRun { run in sortExactly(run, numbers) }
  }

  /// Writes −2r instead of each number, r the average rank; `below` numbers are smaller than all of the slice.
  func writeRanks(_ numbers: AlignedBuffer<Double>, below: Int, gap: (Double) -> Double) {
    let (words, values, count) = (words.pointer, numbers.pointer, count)
    func write(_ group: Range<Int>) {
      let rank = -Double(2 * (below + group.lowerBound) + group.count + 1)
      for index in group { values[Self.place(words[index])] = rank }
    }
    let taken = AlignedBuffer<Double>(uninitialized: Self.block)
    var (first, last) = (0, 0.0)
    for start in stride(from: 0, to: count, by: Self.block) {
      let end = min(start + Self.block, count)
      // In a loop of its own: loads from far places overlap when nothing waits for them.
      for index in start..<end { taken.pointer[index - start] = values[Self.place(words[index])] }
      for index in start..<end {
        let next = taken.pointer[index - start]
        if index > first, next != last, !(next - last <= gap(next)) {
          write(first..<index)
          first = index
        }
        last = next
      }
    }
    write(first..<count)
  }

  private static func place(_ word: UInt64) -> Int { Int(word & 0xFFFF_FFFF) }

  // Radix sort by the keys, digit by digit from the lowest; each pass keeps the order of equal digits.
  private func sortByKeys() {
    let room = words.count / Self.parts
    // The parts lie apart before the first pass.
    var ranges = (0..<Self.parts).map { ($0 * room)..<($0 * room + counts.pointer[$0 * 8]) }
    let (size, all) = (1 << Self.digitBits, 0..<count)
    let mask = UInt64(size - 1)
    for digit in Self.digits {
      var places = [Int](repeating: 0, count: size)
      places.withUnsafeMutableBufferPointer { places in
        let (source, target) = (words.pointer, spare.pointer)
        for range in ranges {
          for index in range { places[Int(source[index] >> digit & mask)] += 1 }
        }
        var before = 0
        for value in 0..<size {
          let here = places[value]
          places[value] = before
          before += here
        }
        for range in ranges {
          for index in range {
            let value = Int(source[index] >> digit & mask)
            target[places[value]] = source[index]
            places[value] += 1
          }
        }
      }
      swap(&words, &spare)
      ranges = [all]
    }
  }

  private func forEachRun(_ body: (Range<Int>) -> Void) {
    let (words, count) = (words.pointer, count)
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
