/// How the rows of several tables belong together.
public enum RowAlignment: String, CaseIterable, Sendable {
  /// Rows of one name belong together, whatever their order; names that some table lacks are left out.
  case names
  /// Row i belongs to row i, whatever the names say.
  case rows
}

/// The rows of one table and what names them.
package struct NamedRows: Sendable {
  /// The file, for messages.
  package let path: String
  /// Number of rows.
  package let count: Int
  /// Their names; nil if there are none.
  package let names: [String]?
  /// Whether the names are words of a file of word vectors, which are joined by word in any case.
  package let areWords: Bool
  /// Whether the names are those of a column of labels, which says nothing about names of another kind.
  package let areLabels: Bool

  /// Rows with names, one each, or without.
  package init(path: String, count: Int, names: [String]?, areWords: Bool = false, areLabels: Bool = false) {
    precondition(names.map { $0.count == count } ?? true, "\(names?.count ?? 0) names for \(count) rows")
    (self.path, self.count, self.names) = (path, count, names)
    (self.areWords, self.areLabels) = (areWords, areLabels)
  }

  /// Whether the names are whole numbers that count by one from 0 or 1: an index, which names nothing but the row.
  package var areIndex: Bool {
    guard let names, let start = names.first.flatMap({ Int($0) }), start == 0 || start == 1 else {
      return false
    }
    return names.enumerated().allSatisfy { Int($1) == start + $0 }
  }
}

/// Rows of several tables brought together: row i of all selections is one item.
///
/// Where two tables name their rows, the names must agree row by row, repeated ones (classes) too; an index that counts the
/// rows agrees with any other such index, and with names that are no whole numbers. Where names do not agree nothing is
/// guessed: the error has the first row that differs and the ways to go on. Words of word-vector files are joined.
package struct AlignedRows: Sendable {
  /// The rows of each table, from 0, in the order of the items; nil where all stay as they are.
  package let selections: [[Int]?]
  /// What a person should know, each a sentence.
  package let notes: [String]
  /// The name of each item where some table repeats names, so that several items have one name; else nil.
  package private(set) var repeatedNames: [String]?

  /// Brings rows together.
  /// - Parameters:
  ///   - alignment: what a person says; nil: names must agree.
  ///   - joinsRepeatedNames: whether names that one table repeats may be joined with those of others that do not: the items
  ///     are then the rows of that table, in its order. Several such tables must have the same names row by row.
  /// - Throws: ``DataFileError`` for names that do not agree, tables of different length, and for names that cannot be
  ///   joined: missing or repeated ones, or none in common.
  package init(
    _ tables: [NamedRows], alignment: RowAlignment? = nil, joinsRepeatedNames: Bool = false
  ) throws {
    switch alignment {
    case .names: self = try Self.joined(tables, joinsRepeatedNames: joinsRepeatedNames)
    case nil
    where tables.count > 1 && tables.allSatisfy({ $0.names != nil }) && tables.contains(where: \.areWords):
      self = try Self.joined(tables, joinsRepeatedNames: false)
    case .rows, nil:
      var notes: [String] = []
      for table in tables.dropFirst() {
        if let note = try Self.compared(tables[0], table, alignment) { notes.append(note) }
      }
      let named = tables.filter { $0.names != nil }
      for table in named.dropFirst() where tables[0].names == nil {
        if let note = try Self.compared(named[0], table, alignment) { notes.append(note) }
      }
      self.init(selections: tables.map { _ in nil }, notes: notes)
    }
  }

  private init(selections: [[Int]?], notes: [String]) { (self.selections, self.notes) = (selections, notes) }

  // Row by row. A note where names that differ are ignored.
  private static func compared(_ a: NamedRows, _ b: NamedRows, _ alignment: RowAlignment?) throws -> String? {
    guard let first = a.names, let second = b.names, a.areLabels == b.areLabels else {
      guard a.count == b.count else { throw otherCount(a, b, "") }
      return nil
    }
    let (isIndexA, isIndexB) = (a.areIndex, b.areIndex)
    let saysNothing =
      isIndexA && isIndexB || isIndexA && second.contains { Int($0) == nil }
      || isIndexB && first.contains { Int($0) == nil }
    guard a.count == b.count else {
      let common = Set(first).intersection(second).count
      throw otherCount(
        a, b, saysNothing || common == 0 ? "" : "; both name their rows and have \(common) names in common")
    }
    guard !saysNothing, let row = first.indices.first(where: { first[$0] != second[$0] }) else { return nil }
    let difference =
      "row \(row + 1) is \(DataFileError.quoted(second[row])), in \(a.path) it is \(DataFileError.quoted(first[row]))"
    if alignment == .rows { return "the names of rows are ignored (\(difference))" }
    let (setA, setB) = (Set(first), Set(second))
    let areUnique = setA.count == first.count && setB.count == second.count
    let relation =
      areUnique && setA == setB
      ? "the same names in another order"
      : areUnique
        ? "\(setA.intersection(setB).count) of \(first.count) names are in both" : "names are repeated"
    throw DataFileError.content(b.path, "\(difference) (\(relation))", remedy: .sayAlign(canJoin: areUnique))
  }

  private static func otherCount(_ a: NamedRows, _ b: NamedRows, _ hint: String) -> DataFileError {
    .content(
      b.path, "\(b.count) rows, but \(a.path) has \(a.count); row i must be the same item in both\(hint)",
      remedy: hint.isEmpty ? nil : .sayAlign(canJoin: true))
  }

  private static func joined(_ tables: [NamedRows], joinsRepeatedNames: Bool) throws -> AlignedRows {
    var common: Set<String>?
    var repeating: NamedRows?
    for table in tables {
      guard let names = table.names else {
        throw DataFileError.content(table.path, "names no rows, so that they cannot be joined by name")
      }
      var seen: Set<String> = []
      for (row, name) in names.enumerated() where !seen.insert(name).inserted {
        if joinsRepeatedNames {
          repeating = repeating ?? table
          continue
        }
        let earlier = names.firstIndex(of: name) ?? 0
        throw DataFileError.content(
          table.path,
          "the name \(DataFileError.quoted(name)) is in rows \(earlier + 1) and \(row + 1), so that rows cannot be joined by name"
        )
      }
      common = common?.intersection(seen) ?? seen
    }
    let shared = common ?? []
    guard !shared.isEmpty else {
      let paths = tables.map(\.path).joined(separator: " and ")
      throw DataFileError.content(tables.last?.path ?? "", "\(paths) have no name of a row in common")
    }
    let order = ((repeating ?? tables.first)?.names ?? []).filter(shared.contains)
    let selections = try tables.map { table -> [Int]? in
      let names = table.names ?? []
      let places = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
      var rows = order.compactMap { places[$0] }
      if let repeating, places.count < names.count {
        rows = names.indices.filter { shared.contains(names[$0]) }
        guard rows.map({ names[$0] }) == order else {
          throw DataFileError.content(
            table.path,
            "repeats names, and so does \(repeating.path), in another order; rows can be joined by names that one of two "
              + "files repeats, or both in the same order")
        }
      }
      return rows == Array(0..<table.count) ? nil : rows
    }
    let word = tables.contains(where: \.areWords) ? "word" : "name"
    let dropped = tables.map { "\($0.count - order.count) of \($0.path)" }.joined(separator: ", ")
    let isWhole = tables.allSatisfy { $0.count == order.count }
    if let repeating {
      var joined = AlignedRows(
        selections: selections,
        notes: [
          "rows are joined by name: \(shared.count) names in common, which are in \(order.count) rows of \(repeating.path); "
            + "rows of one name are a group"
        ])
      joined.repeatedNames = order
      return joined
    }
    return AlignedRows(
      selections: selections,
      notes: [
        "rows are joined by \(word): \(order.count) in common, \(isWhole ? "none left out" : "left out are \(dropped)")"
      ])
  }
}
