/// Rows as people name them: `1-2173` or `1-100,150,200-210`, counted from 1.
package struct RowRanges: Hashable, Sendable {
  private let ranges: [ClosedRange<Int>]

  /// Reads ranges; nil for text that is not of that form, and ranges that run backwards.
  package init?(_ text: String) {
    var ranges: [ClosedRange<Int>] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first >= 1,
        first <= last
      else { return nil }
      ranges.append(first...last)
    }
    self.ranges = ranges
  }

  /// The ranges as text that reads back the same.
  package var text: String {
    ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(
      separator: ",")
  }

  /// The indices, from 0, in ascending order, each once; nil for rows beyond `rows`.
  package func indices(rows: Int) -> [Int]? {
    guard ranges.allSatisfy({ $0.upperBound <= rows }) else { return nil }
    return ranges.reduce(into: Set<Int>()) { $0.formUnion($1.lowerBound - 1..<$1.upperBound) }.sorted()
  }
}
