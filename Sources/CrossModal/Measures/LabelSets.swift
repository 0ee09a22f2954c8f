/// The labels of each item as a set of bits, so that "share a label" is a few machine instructions.
public struct LabelSets: Sendable {
  /// Number of items.
  public let items: Int
  /// The distinct labels, sorted.
  public let labels: [String]
  private let words: Int
  private let bits: [UInt64]

  /// The label sets of items that each have any number of labels.
  public init(_ labelsOfItems: [[String]]) {
    items = labelsOfItems.count
    labels = Set(labelsOfItems.joined()).sorted()
    let places = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    words = max(1, (labels.count + 63) / 64)
    var bits = [UInt64](repeating: 0, count: items * words)
    for (item, itemLabels) in labelsOfItems.enumerated() {
      for label in itemLabels {
        if let place = places[label] { bits[item * words + place / 64] |= 1 << UInt64(place % 64) }
      }
    }
    self.bits = bits
  }

  /// Whether two items have a label in common.
  public func share(_ first: Int, _ second: Int) -> Bool {
    for word in 0..<words where bits[first * words + word] & bits[second * words + word] != 0 { return true }
    return false
  }

  /// The other items that have a label in common with an item, ascending.
  public func sharing(_ item: Int) -> [Int] {
    guard words == 1 else { return (0..<items).filter { $0 != item && share(item, $0) } }
    let own = bits[item]
    return bits.indices.filter { bits[$0] & own != 0 && $0 != item }
  }

  /// A label that all items have, where there are several: each is then relevant to every other, and mean average precision
  /// is 1 whatever their vectors are. Nil if there is none.
  public var labelOfAll: String? {
    guard items > 1 else { return nil }
    return labels.indices.first { place in
      (0..<items).allSatisfy { bits[$0 * words + place / 64] >> UInt64(place % 64) & 1 == 1 }
    }.map { labels[$0] }
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
  }
}
