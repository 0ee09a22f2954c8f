/// The labels of each item as a set of bits, so that "share a label" is a few machine instructions.
public struct LabelSets: Sendable {
  /// Number of items.
  public let items: Int
  /// The distinct labels, sorted.
  public let labels: [String]
  private let words: Int
  private let bits: [UInt64]
  // The items of each label, ascending.
  private let members: [[Int]]

  /// The label sets of items that each have any number of labels.
  public init(_ labelsOfItems: [[String]]) {
    let labels = Set(labelsOfItems.joined()).sorted()
    let places = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    let words = max(1, (labels.count + 63) / 64)
    var bits = [UInt64](repeating: 0, count: labelsOfItems.count * words)
    for (item, itemLabels) in labelsOfItems.enumerated() {
      for label in itemLabels {
        if let place = places[label] { bits[item * words + place / 64] |= 1 << UInt64(place % 64) }
      }
    }
    self.init(items: labelsOfItems.count, labels: labels, words: words, bits: bits)
  }

  /// Whether two items have a label in common.
  public func share(_ first: Int, _ second: Int) -> Bool {
    for word in 0..<words where bits[first * words + word] & bits[second * words + word] != 0 { return true }
    return false
  }

  /// The other items, from `first` on, that have a label in common with an item, ascending. Cost: the items of its label if it
  /// has one, all items if it has several.
  public func sharing(_ item: Int, from first: Int = 0) -> [Int] {
    precondition((0...items).contains(first), "items from \(first) on of \(items)")
    let own = Self.places(bits[item * words..<(item + 1) * words])
    switch own.count {
    case 0: return []
    case 1: return members[own[0]].filter { $0 != item && $0 >= first }
    default: return (first..<items).filter { $0 != item && share(item, $0) }
    }
  }

  /// A label that all items have, where there are several: each is then relevant to every other, and mean average precision
  /// is 1 whatever their vectors are. Nil if there is none.
  public var labelOfAll: String? {
    guard items > 1 else { return nil }
    return labels.indices.first { members[$0].count == items }.map { labels[$0] }
  }

  /// The label sets of some items, in that order.
  public func selecting(_ rows: [Int]) -> LabelSets {
    precondition(rows.allSatisfy { $0 >= 0 && $0 < items }, "rows beyond the \(items) items")
    return LabelSets(
      items: rows.count, labels: labels, words: words,
      bits: rows.flatMap { bits[$0 * words..<($0 + 1) * words] })
  }

  private init(items: Int, labels: [String], words: Int, bits: [UInt64]) {
    (self.items, self.labels, self.words, self.bits) = (items, labels, words, bits)
    var members = [[Int]](repeating: [], count: labels.count)
    for item in 0..<items {
      for place in Self.places(bits[item * words..<(item + 1) * words]) { members[place].append(item) }
    }
    self.members = members
  }

  // The places of the bits that are set, ascending.
  private static func places(_ bits: ArraySlice<UInt64>) -> [Int] {
    var places: [Int] = []
    for (word, bits) in bits.enumerated() {
      var rest = bits
      while rest != 0 {
        places.append(word * 64 + rest.trailingZeroBitCount)
        rest &= rest &- 1
      }
    }
    return places
  }
}
