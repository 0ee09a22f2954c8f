import Dense

/// Which rows of a set are equal: a number for each row, the same for equal rows, counted from 0 in the order of the rows.
package struct RowClasses: Hashable, Sendable {
  /// The class of each row.
  package let numbers: [Int]

  /// Finds the equal rows of a set; 0 and −0 are one number. Cost n d.
  package init(_ rows: MatrixView<Float>) { self.init(of: rows) { UInt64(($0 + 0).bitPattern) } }

  /// Finds the equal rows of a set in Double. Cost n d.
  package init(_ rows: MatrixView<Double>) { self.init(of: rows) { ($0 + 0).bitPattern } }

  private init<Scalar: MatrixScalar>(of rows: MatrixView<Scalar>, _ bits: (Scalar) -> UInt64) {
    // Rows by a hash of their numbers; the rows of one hash are compared.
    var known: [UInt64: [(row: Int, number: Int)]] = [:]
    known.reserveCapacity(rows.rows)
    var (numbers, count) = ([Int](), 0)
    numbers.reserveCapacity(rows.rows)
    for place in 0..<rows.rows {
      let row = rows.row(place)
      let hash = row.reduce(UInt64(row.count)) { hash, number in
        (hash ^ bits(number) ^ (hash >> 29)) &* 0x9E37_79B9_7F4A_7C15
      }
      if let equal = known[hash]?.first(where: { rows.row($0.row).elementsEqual(row) }) {
        numbers.append(equal.number)
      } else {
        known[hash, default: []].append((place, count))
        numbers.append(count)
        count += 1
      }
    }
    self.numbers = numbers
  }

  /// The classes of pairs: two items are alike where both of their rows are.
  package init(_ first: RowClasses, _ second: RowClasses) {
    precondition(
      first.numbers.count == second.numbers.count,
      "classes of \(first.numbers.count) and of \(second.numbers.count) rows")
    struct Pair: Hashable { var first, second: Int }
    var known: [Pair: Int] = [:]
    numbers = zip(first.numbers, second.numbers).map { first, second in
      let pair = Pair(first: first, second: second)
      let number = known[pair] ?? known.count
      known[pair] = number
      return number
    }
  }

  /// Rows that equal another row, all of them: three equal rows are 3.
  package var repeated: Int {
    numbers.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }.values.reduce(0) { $0 + ($1 > 1 ? $1 : 0) }
  }

  /// Rows that equal a row of another group: nothing keeps the two on one side of a split. Without groups, every row that
  /// equals another.
  package func repeatedApart(_ groups: [Int]?) -> Int {
    guard let groups else { return repeated }
    precondition(groups.count == numbers.count, "\(groups.count) groups for \(numbers.count) rows")
    var sizes: [Int: Int] = [:]
    var group: [Int: Int] = [:]
    var isApart: Set<Int> = []
    for (row, number) in numbers.enumerated() {
      sizes[number, default: 0] += 1
      if let known = group[number], known != groups[row] { isApart.insert(number) }
      if group[number] == nil { group[number] = groups[row] }
    }
    return isApart.reduce(0) { $0 + (sizes[$1] ?? 0) }
  }
}
