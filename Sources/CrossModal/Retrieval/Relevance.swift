/// Which items of one set are what a query from the other asks for.
public enum Relevance: Sendable {
  /// The item of the same row; the sets have as many rows.
  case sameRow
  /// Every item of the same group: the group of each row of the first and of the second set. Equal rows of one group are one
  /// item, and one query: a picture that is repeated for its captions counts once.
  case sameGroup(first: [Int], second: [Int])
  /// Every item that shares a label: the labels of each row of the first and of the second set.
  case sharedLabel(first: [[String]], second: [[String]])

  /// Groups of rows by any names, one for each row of both sets.
  public static func sameGroup(first: [String], second: [String]) -> Relevance {
    var known: [String: Int] = [:]
    let numbers = (first + second).map { name in
      let number = known[name] ?? known.count
      known[name] = number
      return number
    }
    return .sameGroup(
      first: Array(numbers.prefix(first.count)), second: Array(numbers.dropFirst(first.count)))
  }

  /// What decides, in a word: row, group or label.
  package var word: String {
    switch self {
    case .sameRow: "row"
    case .sameGroup: "group"
    case .sharedLabel: "label"
    }
  }

  /// Different groups or labels in both sets; nil where rows have none.
  package var groupCount: Int? {
    switch self {
    case .sameRow: nil
    case .sameGroup(let first, let second): Set(first).union(second).count
    case .sharedLabel(let first, let second): Set((first + second).joined()).count
    }
  }

  /// The groups of both sets; nil where rows have none.
  var groups: (first: [Int], second: [Int])? {
    if case .sameGroup(let first, let second) = self { (first, second) } else { nil }
  }

  /// Whether it is of sets of so many rows.
  func fits(first: Int, second: Int) -> Bool {
    switch self {
    case .sameRow: first == second
    case .sameGroup(let one, let two): one.count == first && two.count == second
    case .sharedLabel(let one, let two): one.count == first && two.count == second
    }
  }
}

/// The relevant items of each query, in one direction.
struct RelevantItems: Sendable {
  private enum Rule: Sendable {
    case row
    case group(ofQuery: [Int], columns: [Int: [Int]])
    // Of all rows of the queries, and behind them the kept items.
    case label(LabelSets, firstItem: Int)
  }
  private let rule: Rule

  /// What queries from the first set ask of the kept rows of the second, or the other way round.
  init(_ relevance: Relevance, items: [Int], isReversed: Bool) {
    switch relevance {
    case .sameRow: rule = .row
    case .sameGroup(let first, let second):
      let (ofQuery, ofItem) = isReversed ? (second, first) : (first, second)
      var columns: [Int: [Int]] = [:]
      for (column, item) in items.enumerated() { columns[ofItem[item], default: []].append(column) }
      rule = .group(ofQuery: ofQuery, columns: columns)
    case .sharedLabel(let first, let second):
      let (ofQuery, ofItem) = isReversed ? (second, first) : (first, second)
      rule = .label(LabelSets(ofQuery + items.map { ofItem[$0] }), firstItem: ofQuery.count)
    }
  }

  /// The places, among the kept items, of what is relevant to a row of the queries, ascending.
  func columns(of query: Int) -> [Int] {
    switch rule {
    case .row: [query]
    case .group(let ofQuery, let columns): columns[ofQuery[query]] ?? []
    case .label(let labels, let first): labels.sharing(query, from: first).map { $0 - first }
    }
  }
}
