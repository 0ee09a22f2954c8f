/// Average ranks of very many numbers, in place.
///
/// Equal numbers share the mean of their ranks, and so do numbers that follow on each other at gaps which rounding
/// explains. Numbers are sorted in slices of their range, each by a radix sort of 32-bit keys with places and then, where
/// keys are equal, by the numbers themselves: exact, in O(n), with 16 bytes for each number of the slices at work instead
/// of all. The slices do not change a rank.
enum AverageRanks {
  /// Numbers of a slice, about.
  static let sliceSize = 1 << 21

  // Slices at work at once.
  private static let roundSlices = 2
  // Enough to find numbers that many others equal.
  private static let sampleSize = 1 << 16
  // A boundary lies in the widest of so many gaps on each side of where it should lie.
  private static let window = 32

  /// Replaces every number by −2r, where r is its rank from 1. Numbers must be 0 or larger, fewer than 2³².
  /// - Parameters:
  ///   - gap: the largest gap to the next smaller number that makes two numbers one.
  ///   - progress: hears the part that is done.
  static func replace(
    _ numbers: AlignedBuffer<Double>, threads: Int, sliceSize: Int = sliceSize, gap: (Double) -> Double,
    progress: ((Double) -> Void)? = nil
  ) {
    precondition(numbers.count < 1 << 32, "ranks of \(numbers.count) numbers; fewer than 2^32 are allowed")
    let bounds = bounds(numbers, slices: numbers.count / sliceSize, gap: gap)
    let total = bounds.count - 1
    let slices = (0..<min(roundSlices, total)).map { _ in RankSlice(room: numbers.count / total) }
    var below = 0
    for first in stride(from: 0, to: total, by: slices.count) {
      if Interruption.isRequested { return }
      // Ranks are negative, so no later slice takes them for numbers; while they are written, nobody reads.
      let round = slices.prefix(total - first)
      for (index, slice) in round.enumerated() {
        slice.begin(from: bounds[first + index], below: bounds[first + index + 1])
      }
      RankSlice.collect(numbers, into: round, threads: threads)
      SharedTasks(count: round.count, threads: threads).run { _, task in round[task].sort(numbers) }
      var starts: [Int] = []
      for slice in round {
        starts.append(below)
        below += slice.count
      }
      SharedTasks(count: round.count, threads: threads).run { _, task in
        round[task].writeRanks(numbers, below: starts[task], gap: gap)
      }
      progress?(Double(first + round.count) / Double(total))
    }
  }

  // Ascending bits, as numbers that are not negative are ordered by them: from 0 to beyond infinity. No boundary
  // separates numbers that rounding may have parted.
  private static func bounds(
    _ numbers: AlignedBuffer<Double>, slices: Int, gap: (Double) -> Double
  ) -> [UInt64] {
    var bounds: [UInt64] = [0]
    if slices > 1 {
      let size = min(sampleSize, numbers.count)
      let sample = (0..<size).map { numbers.pointer[$0 * numbers.count / size] }.sorted()
      for slice in 1..<slices {
        let middle = slice * size / slices
        let places = max(1, middle - window)..<min(size, middle + window)
        let widths = places.map { sample[$0] - sample[$0 - 1] }
        guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }) else { continue }
        let place = places.lowerBound + widest
        guard widths[widest] > 4 * gap(sample[place]) else { continue }
        let (low, high) = (sample[place - 1].bitPattern, sample[place].bitPattern)
        let bound = low + (high - low) / 2 + 1
        if bound > bounds[bounds.count - 1] { bounds.append(bound) }
      }
    }
    return bounds + [1 << 63]
  }
}
