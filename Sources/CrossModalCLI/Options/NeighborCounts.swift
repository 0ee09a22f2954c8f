import CrossModal

/// Numbers of neighbors as people write them: `10`, `1,5,10`, `1-100`, `1-10,20,50`.
enum NeighborCounts {
  /// The numbers in the order given, each once.
  private static func parse(_ text: String) throws -> [Int] {
    var counts: [Int] = []
    var known = Set<Int>()
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first >= 1,
        first <= last, last <= Int(Int32.max)
      else {
        throw CommandFailure.usage(
          "-k \(text): '\(part)' is not a number of neighbors; must be a whole number, at least 1, or a range such as 1-100"
        )
      }
      guard last - first < 1_000_000 else {
        throw CommandFailure.usage("-k \(text): '\(part)' are more than a million numbers")
      }
      for count in first...last where known.insert(count).inserted { counts.append(count) }
    }
    return counts
  }

  /// The numbers of `-k`, given once or several times, where a part may be a percentage of the items: `10`, `1%`, `5,10,2%`.
  static func parseCounts(_ texts: [String]) throws -> [NeighborCount] {
    var counts: [NeighborCount] = []
    for part in texts.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
      let found =
        part.hasSuffix("%")
        ? NeighborCount(part).map { [$0] } : try parse(String(part)).map { NeighborCount.number($0) }
      guard let found else {
        throw CommandFailure.usage(
          "-k \(part): must be a whole number, at least 1, a range such as 1-100, or a percentage of the items such as 1%"
        )
      }
      for count in found where !counts.contains(count) { counts.append(count) }
    }
    return counts
  }

  /// The same for so many items.
  static func neighbors(_ counts: [NeighborCount], of items: Int) throws -> [Int] {
    var resolved: [Int] = []
    for count in counts {
      guard let k = count.neighbors(of: items) else {
        throw CommandFailure.usage(
          "-k \(count): of \(items) items this is less than one neighbor; the smallest percentage is \(smallest(items))%"
        )
      }
      guard k < items else {
        throw CommandFailure.data("-k \(count): the files have \(items) items; k must be smaller")
      }
      if !resolved.contains(k) { resolved.append(k) }
    }
    return resolved
  }

  private static func smallest(_ items: Int) -> String {
    (100 / Double(max(items, 1))).fixed(3)
  }
}
