import Dense
import VectorFiles

/// Neighbor lists of two row-aligned sets in an `.npz` archive: `first_cosine`, `second_cosine` and so on (rows × k, int32,
/// indices from 0, nearest first, self included), `rows` (the items that the lists belong to), `items` (their number in
/// the whole set) and `fingerprint`. What is said of ties: `spaces` (for each set its dimension, its repeated and its zero
/// rows) and `first_cosine_ties` and so on (the list and the place, both from 0, of each item that is tied with the next
/// one); without these arrays the lists say nothing of ties.
package enum PairedNeighborFile {
  /// Writes the lists, atomically. Throws ``DataFileError``.
  package static func write(_ neighbors: PairedNeighbors, to path: String) throws {
    var arrays: [(name: String, array: NPYArray)] = [
      ("items", NPYArray([Int32(neighbors.items)])),
      ("rows", NPYArray(neighbors.rows.map { Int32($0) })),
      ("fingerprint", NPYArray([neighbors.fingerprint])),
    ]
    for lists in neighbors.lists {
      for (name, table) in [("first", lists.first), ("second", lists.second)] {
        let array = NPYArray(table.indices, shape: [table.items, table.k])
        arrays.append(("\(name)_\(lists.metric.rawValue)", array))
      }
      guard let ties = lists.ties else { continue }
      for (name, ties) in [("first", ties.first), ("second", ties.second)] {
        let places = ties.places
        let array = NPYArray(
          places.flatMap { [Int32($0.list), Int32($0.place)] }, shape: [places.count, 2])
        arrays.append(("\(name)_\(lists.metric.rawValue)_ties", array))
      }
    }
    if let spaces = neighbors.spaces {
      let numbers = spaces.flatMap { [$0.dimensions, $0.facts.repeatedRows, $0.facts.zeroRows] }
      arrays.append(("spaces", NPYArray(numbers.map { Int32($0) }, shape: [2, 3])))
    }
    try NPZFile.write(arrays, to: path)
  }

  /// Reads one archive, or several that are parts of one search, in any order.
  ///
  /// Refused with ``DataFileError``: other arrays than written above, indices outside of the items, lists without k
  /// different items, parts of other vectors, of another k or other metrics, and rows that occur twice.
  package static func read(_ paths: [String]) throws -> PairedNeighbors {
    precondition(!paths.isEmpty, "no files of neighbors")
    let parts = try paths.map { (path: $0, neighbors: try read(path: $0)) }
      .sorted { ($0.neighbors.rows.first ?? 0) < ($1.neighbors.rows.first ?? 0) }
    let head = parts[0].neighbors
    for part in parts {
      let other = part.neighbors
      guard other.items == head.items && other.fingerprint == head.fingerprint else {
        throw DataFileError.content(part.path, "holds neighbors in other vectors than \(parts[0].path)")
      }
      guard other.k == head.k && other.lists.map(\.metric) == head.lists.map(\.metric) else {
        throw DataFileError.content(
          part.path,
          "holds \(other.k) neighbors by \(names(other)), but \(parts[0].path) has \(head.k) by \(names(head))"
        )
      }
    }
    for (one, next) in zip(parts, parts.dropFirst()) {
      guard let last = one.neighbors.rows.last, let first = next.neighbors.rows.first, last < first else {
        throw DataFileError.content(
          next.path, "holds rows that are also in \(one.path), or between its rows")
      }
    }
    return PairedNeighbors(
      items: head.items, rows: parts.flatMap(\.neighbors.rows),
      lists: head.lists.indices.map { place in
        PairedNeighbors.Lists(
          metric: head.lists[place].metric,
          first: NeighborTable(joining: parts.map { $0.neighbors.lists[place].first }),
          second: NeighborTable(joining: parts.map { $0.neighbors.lists[place].second }),
          ties: PairedNeighbors.Ties(joining: parts.map { $0.neighbors.lists[place].ties }))
      }, fingerprint: head.fingerprint, spaces: head.spaces)
  }

  private static func names(_ neighbors: PairedNeighbors) -> String {
    neighbors.lists.map(\.metric.rawValue).joined(separator: " and ")
  }

  private static func read(path: String) throws -> PairedNeighbors {
    let arrays = try NPZFile.read(path)
    func numbers(_ name: String) throws -> (array: NPYArray, numbers: [Int]) {
      guard let array = arrays[name] else {
        throw DataFileError.content(path, "has no array \(name); it is no file of neighbors of two sets")
      }
      return (array, try array.integers())
    }
    guard let items = try numbers("items").numbers.first, (1...Int(Int32.max)).contains(items),
      let fingerprint = try numbers("fingerprint").numbers.first.flatMap(Int32.init(exactly:))
    else { throw DataFileError.content(path, "items or fingerprint are no single number") }
    let rows = try numbers("rows").numbers
    guard let first = rows.first, let last = rows.last, first >= 0, last < items,
      zip(rows, rows.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw DataFileError.content(path, "rows are not ascending numbers below \(items)") }
    func table(_ name: String) throws -> NeighborTable {
      let (array, indices) = try numbers(name)
      guard array.shape.count == 2, array.shape[0] == rows.count, array.shape[1] >= 1 else {
        throw DataFileError.content(path, "\(name) is not an array of \(rows.count) rows")
      }
      let k = array.shape[1]
      for place in rows.indices {
        let list = indices[(place * k)..<((place + 1) * k)]
        guard list.allSatisfy({ (0..<items).contains($0) }), Set(list).count == k else {
          throw DataFileError.content(
            path, "\(name): row \(place + 1) does not hold \(k) different items below \(items)")
        }
      }
      return NeighborTable(items: rows.count, k: k, includesSelf: true, indices: indices.map { Int32($0) })
    }
    let metrics = Metric.allCases.filter { arrays["first_\($0.rawValue)"] != nil }
    let lists = try metrics.map { metric in
      let (one, two) = (try table("first_\(metric.rawValue)"), try table("second_\(metric.rawValue)"))
      guard one.k == two.k else {
        throw DataFileError.content(path, "\(one.k) neighbors in the first set and \(two.k) in the second")
      }
      let ties = try ["first", "second"].compactMap { name in
        try self.ties(arrays["\(name)_\(metric.rawValue)_ties"], lists: rows.count, k: one.k, path)
      }
      return PairedNeighbors.Lists(
        metric: metric, first: one, second: two,
        ties: ties.count == 2 ? PairedNeighbors.Ties(first: ties[0], second: ties[1]) : nil)
    }
    guard let head = lists.first, lists.allSatisfy({ $0.first.k == head.first.k }) else {
      throw DataFileError.content(path, "holds no lists, or lists of different lengths")
    }
    return PairedNeighbors(
      items: items, rows: rows, lists: lists, fingerprint: fingerprint,
      spaces: try spaces(arrays["spaces"], items: items, path))
  }

  private static func spaces(_ array: NPYArray?, items: Int, _ path: String) throws -> [PairedNeighbors
    .Space]?
  {
    guard let array else { return nil }
    let numbers = try array.integers()
    guard array.shape == [2, 3], numbers.allSatisfy({ $0 >= 0 }) else {
      throw DataFileError.content(path, "spaces are not dimension, repeated and zero rows of two sets")
    }
    return [0, 3].map {
      PairedNeighbors.Space(
        dimensions: numbers[$0], facts: RowFacts(repeatedRows: numbers[$0 + 1], zeroRows: numbers[$0 + 2]))
    }
  }

  private static func ties(_ array: NPYArray?, lists: Int, k: Int, _ path: String) throws -> NeighborTies? {
    guard let array else { return nil }
    let numbers = try array.integers()
    let places = stride(from: 0, to: numbers.count - 1, by: 2).map { (numbers[$0], numbers[$0 + 1]) }
    guard array.shape.count == 2, array.shape[1] == 2,
      places.allSatisfy({ (0..<lists).contains($0.0) && (0..<k).contains($0.1) })
    else { throw DataFileError.content(path, "ties are not lists and places of \(lists) lists of \(k)") }
    return NeighborTies(lists: lists, k: k, at: places.map { (list: $0.0, place: $0.1) })
  }
}

extension PairedNeighbors.Ties {
  /// The ties of consecutive parts of the lists; nil if one of them says nothing.
  fileprivate init?(joining parts: [PairedNeighbors.Ties?]) {
    let known = parts.compactMap { $0 }
    guard known.count == parts.count else { return nil }
    self.init(
      first: NeighborTies(joining: known.map(\.first)), second: NeighborTies(joining: known.map(\.second)))
  }
}
