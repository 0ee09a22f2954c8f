/// Rows as people name them: `1-2173` or `1-100,150,200-210`, counted from 1.
public enum RowRanges {
  /// The indices, from 0, in ascending order, each once; nil for text that is not of that form, ranges that run
  /// backwards, and rows beyond `rows`.
  public static func indices(_ text: String, rows: Int) -> [Int]? {
    var chosen = Set<Int>()
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first >= 1,
        first <= last, last <= rows
      else { return nil }
      chosen.formUnion(first - 1..<last)
    }
    return chosen.sorted()
  }
}
