import Dense

/// What of a set of vectors leaves neighbors to the order of the rows: rows that equal another one, and zero rows.
public struct RowFacts: Hashable, Sendable {
  /// Rows that equal another row, all of them: three equal rows are 3. Zero rows are rows like others.
  public let repeatedRows: Int
  /// Rows whose numbers are all 0; under cosine they are at distance 1 from everything.
  public let zeroRows: Int

  /// Numbers that are known.
  public init(repeatedRows: Int, zeroRows: Int) {
    (self.repeatedRows, self.zeroRows) = (repeatedRows, zeroRows)
  }

  /// Counts the rows of a set. Cost n d.
  public init(_ rows: some RowMajor<Float>) { self.init([rows.view]) }

  /// Counts the rows of a set in Double. Cost n d.
  public init(_ rows: some RowMajor<Double>) { self.init([rows.view]) }

  /// Counts the rows of a set that is given in parts, as training and test rows; equal rows may be in different parts.
  package init<Scalar: BinaryFloatingPoint>(_ parts: [MatrixView<Scalar>]) {
    let places = parts.indices.flatMap { part in (0..<parts[part].rows).map { (part: part, row: $0) } }
    var zeroRows = 0
    var hashes: [(hash: UInt64, place: Int)] = []
    hashes.reserveCapacity(places.count)
    for (place, entry) in places.enumerated() {
      let row = parts[entry.part].row(entry.row)
      if row.allSatisfy({ $0 == 0 }) { zeroRows += 1 }
      // Adding 0 makes −0 and 0 one number.
      let hash = row.reduce(UInt64(row.count)) { hash, number in
        (hash ^ (Double(number) + 0).bitPattern ^ (hash >> 29)) &* 0x9E37_79B9_7F4A_7C15
      }
      hashes.append((hash, place))
    }
    hashes.sort { $0.hash < $1.hash }
    var repeatedRows = 0
    var start = 0
    while start < hashes.count {
      let end = hashes[start...].firstIndex { $0.hash != hashes[start].hash } ?? hashes.count
      // Of one hash there is nearly always one row, or rows that are equal: then one comparison each.
      var classes: [(place: Int, count: Int)] = []
      for entry in hashes[start..<end] {
        let known = classes.firstIndex { Self.areEqual(places[$0.place], places[entry.place], parts) }
        if let known { classes[known].count += 1 } else { classes.append((entry.place, 1)) }
      }
      repeatedRows += classes.reduce(0) { $0 + ($1.count > 1 ? $1.count : 0) }
      start = end
    }
    self.init(repeatedRows: repeatedRows, zeroRows: zeroRows)
  }

  private static func areEqual<Scalar: BinaryFloatingPoint>(
    _ first: (part: Int, row: Int), _ second: (part: Int, row: Int), _ parts: [MatrixView<Scalar>]
  ) -> Bool {
    parts[first.part].row(first.row).elementsEqual(parts[second.part].row(second.row))
  }

  /// Columns that have one number in all rows of a set that is given in parts; 0 for a set of one row or none. Cost n d.
  package static func constantColumns<Scalar: BinaryFloatingPoint>(_ parts: [MatrixView<Scalar>]) -> Int {
    guard parts.reduce(0, { $0 + $1.rows }) > 1, let filled = parts.first(where: { $0.rows > 0 }) else {
      return 0
    }
    let first = Array(filled.row(0))
    var isConstant = [Bool](repeating: true, count: filled.columns)
    for part in parts {
      for index in 0..<part.rows {
        let row = part.row(index)
        for column in row.indices where row[column] != first[column] { isConstant[column] = false }
      }
    }
    return isConstant.count { $0 }
  }

  /// For people, as "3 equal rows, 1 zero row"; nil where there is nothing to say.
  package var text: String? {
    let words = [
      repeatedRows > 0 ? "\(repeatedRows) equal rows" : nil,
      zeroRows > 0 ? "\(zeroRows) zero row\(zeroRows == 1 ? "" : "s")" : nil,
    ].compactMap { $0 }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }
}
