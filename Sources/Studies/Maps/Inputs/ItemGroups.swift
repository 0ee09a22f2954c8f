/// Which items belong together, as the captions of an image do: a number for each item, counted from 0 in the order in which
/// the groups first appear.
package struct ItemGroups: Hashable, Sendable {
  /// The group of each item.
  package let numbers: [Int]

  /// Groups by any names, one for each item.
  package init(_ names: [some Hashable]) {
    var known: [AnyHashable: Int] = [:]
    numbers = names.map { name in
      let place = known[name] ?? known.count
      known[name] = place
      return place
    }
  }

  /// Number of groups.
  package var count: Int { (numbers.max() ?? -1) + 1 }

  /// Items of the largest group.
  package var largest: Int { Self.largest(numbers) }

  /// Items of the largest group among some items; 0 without items.
  static func largest(_ groups: some Sequence<Int>) -> Int {
    groups.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }.values.max() ?? 0
  }

  /// For people, as "40 groups of 200 rows, at most 5 in one".
  package var text: String {
    "\(count) group\(count == 1 ? "" : "s") of \(numbers.count) rows, at most \(largest) in one"
  }
}

/// One text, in which equal neighbors stand once with their number: `0*5 1*5 2`.
extension ItemGroups: Codable {
  /// Reads the text.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let words = try container.decode(String.self).split(separator: " ")
    var numbers: [Int] = []
    for word in words {
      let parts = word.split(separator: "*", omittingEmptySubsequences: false).map { Int($0) }
      guard let number = parts[0], parts.count <= 2, let count = parts.count == 2 ? parts[1] : 1,
        number >= 0, (1...1_000_000_000).contains(count)
      else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(word)' is no group")
      }
      numbers += repeatElement(number, count: count)
    }
    self.numbers = numbers
  }

  /// Writes the text.
  package func encode(to encoder: any Encoder) throws {
    var words: [String] = []
    var start = 0
    while start < numbers.count {
      let end = numbers[start...].firstIndex { $0 != numbers[start] } ?? numbers.count
      words.append(end - start == 1 ? "\(numbers[start])" : "\(numbers[start])*\(end - start)")
      start = end
    }
    var container = encoder.singleValueContainer()
    try container.encode(words.joined(separator: " "))
  }
}
