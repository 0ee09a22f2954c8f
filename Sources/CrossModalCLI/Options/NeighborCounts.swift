/// Numbers of neighbors as people write them: `10`, `1,5,10`, `1-100`, `1-10,20,50`.
enum NeighborCounts {
  /// The numbers in the order given, each once.
  static func parse(_ text: String) throws -> [Int] {
    var counts: [Int] = []
    var known = Set<Int>()
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first >= 1,
        first <= last, last <= Int(Int32.max)
      else {
        throw CommandFailure.usage(
          "--k \(text): '\(part)' is not a number of neighbors; allowed are whole numbers from 1 and ranges such as 1-100"
        )
      }
      guard last - first < 1_000_000 else {
        throw CommandFailure.usage("--k \(text): '\(part)' are more than a million numbers")
      }
      for count in first...last where known.insert(count).inserted { counts.append(count) }
    }
    return counts
  }
}
