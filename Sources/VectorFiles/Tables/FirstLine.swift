/// Whether the first line of a table names its columns: by the evidence of the cells in it and below it.
///
/// It does where a cell above numbers is text, where its first cell is empty (the index of pandas and R) or calls itself an
/// id, where it has one cell less than the rows (R), and where it counts its columns from 0 or 1 above numbers that have
/// fractions. Marks of missing values are never a header. Where cells speak for both, nothing is decided.
enum FirstLine: Equatable {
  /// It names the columns.
  case header
  /// It is the first row.
  case row
  /// Its cells speak for both; the reason, for a message.
  case contradictory(String)

  private static let fewColumns = 8

  /// Weighs the evidence of a sample.
  init(_ sample: TableSample) {
    let (first, numbers, columns) = (sample.first, sample.firstNumbers, sample.columns)
    if first.count + 1 == columns.count, sample.rows > 0, Self.namesFewer(sample) {
      self = .header
      return
    }
    guard sample.rows > 0 else {
      let isText = first.indices.dropFirst(first.count > 1 ? 1 : 0).allSatisfy { place in
        numbers[place] == nil && !sample.firstMissing[place]
      }
      self = isText ? .header : .row
      return
    }
    let numeric = columns.indices.filter { $0 < first.count && columns[$0].isNumeric }
    let texts = numeric.filter { numbers[$0] == nil && !sample.firstMissing[$0] }
    let counted = numeric.filter { numbers[$0] != nil }
    if counted.isEmpty {
      // A lone text above a first column of numbers may be a name among names.
      let speaks = texts.contains { $0 > 0 || first.count == 1 }
      self = speaks ? .header : .row
    } else if texts.isEmpty {
      self = Self.weighed(sample, counted: counted)
    } else if texts == [0] {
      self = Self.weighedName(sample, counted: counted)
    } else if Self.isMixedHeader(sample, texts: texts, counted: counted) {
      self = .header
    } else {
      self = .contradictory(
        "line 1 has \(DataFileError.quoted(first[texts[0]])) in column \(texts[0] + 1) but a number in column "
          + "\(counted[0] + 1), and the lines below have numbers in both")
    }
  }

  // Names of ids and labels next to columns that are counted, or have numbers for names.
  private static func isMixedHeader(_ sample: TableSample, texts: [Int], counted: [Int]) -> Bool {
    if texts.allSatisfy({ ColumnName.isId(sample.first[$0]) || ColumnName.isLabel(sample.first[$0]) }) {
      return true
    }
    return counted.count > 1 && counts(sample, counted)
      && counted.contains { sample.columns[$0].fractions > 0 }
  }

  // A text in front of numbers, above a first column of numbers.
  private static func weighedName(_ sample: TableSample, counted: [Int]) -> FirstLine {
    let name = sample.first[0]
    if ColumnName.isId(name) || ColumnName.isLabel(name) { return .header }
    let haveFractions = counted.contains { sample.columns[$0].fractions > 0 }
    if counts(sample, counted), counted.count >= (haveFractions ? 3 : fewColumns) { return .header }
    // Lists of class numbers are names of rows, and so are words that look like numbers among others.
    let areNumbers = sample.columns[0].numbers > 1 && sample.columns[0].missing == 0
    guard areNumbers, name.contains(where: \.isLetter) else { return .row }
    return .contradictory(
      "line 1 begins with \(DataFileError.quoted(name)) and goes on with numbers, and the lines below begin with numbers"
    )
  }

  // Numbers above numbers.
  private static func weighed(_ sample: TableSample, counted: [Int]) -> FirstLine {
    let (first, columns) = (sample.first, sample.columns)
    if first.count > 1, ColumnName.isEmpty(first[0]), !counted.contains(0) {
      let haveFractions = counted.contains { sample.firstNumbers[$0].map { $0 != $0.rounded() } ?? false }
      return haveFractions
        ? .contradictory("line 1 begins with an empty cell, as a header does, and goes on with numbers")
        : .header
    }
    guard counts(sample, counted), counted.count > 1 else {
      return areSteps(sample, counted)
        ? .contradictory(
          "line 1 holds whole numbers that grow, as names of columns may be, and the lines below have fractions"
        )
        : .row
    }
    if !counted.contains(0), ColumnName.isId(first[0]) { return .header }
    let haveFractions = counted.contains { columns[$0].fractions > 0 }
    if haveFractions ? counted.count > 2 : counted.count >= fewColumns { return .header }
    // Programs that count two columns begin with 0, people with 1.
    let from = sample.firstNumbers[counted[0]]
    if counted.count < 3, !haveFractions || from == 1 { return .row }
    return .contradictory(
      "line 1 counts \(first[counted[0]]), \(first[counted[1]]), … as a header does, "
        + (haveFractions ? "but so may a row of two numbers" : "but all numbers below are whole too"))
  }

  // Whether at least three cells are whole numbers that grow, written without a fraction, above columns with fractions.
  private static func areSteps(_ sample: TableSample, _ places: [Int]) -> Bool {
    let numbers = places.compactMap { sample.firstNumbers[$0] }
    return places.count > 2 && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
      && places.allSatisfy { place in
        let column = sample.columns[place]
        return 2 * column.fractions > column.numbers
          && sample.first[place].utf8.allSatisfy { (0x30...0x39).contains($0) }
      }
  }

  // Whether the cells are 0, 1, 2, … or 1, 2, 3, …, written without a fraction.
  private static func counts(_ sample: TableSample, _ places: [Int]) -> Bool {
    guard let start = places.first, let from = sample.firstNumbers[start], from == 0 || from == 1 else {
      return false
    }
    return places.enumerated().allSatisfy { offset, place in
      sample.firstNumbers[place] == from + Float(offset)
        && sample.first[place].utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
  }

  // One name less than cells below: R's write.table, whose row names have no name. Not where a row merely lacks a cell.
  private static func namesFewer(_ sample: TableSample) -> Bool {
    let rest = sample.first.indices
    return rest.allSatisfy { sample.firstNumbers[$0] == nil && !sample.firstMissing[$0] }
      || counts(sample, Array(rest)) && sample.columns.dropFirst().contains { $0.fractions > 0 }
  }
}
