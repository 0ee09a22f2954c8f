/// The rows of a rating file and the names of its columns: what of its lines is a header, what a comment.
struct RatingRows {
  /// The rows of pairs, none of them a header or a comment.
  private(set) var rows: [RatingRecords.Record]
  /// What the header line calls the columns; nil without one, and where nothing says which name belongs to which column.
  private(set) var names: [String]?
  /// The columns that most rows have.
  let columns: [RatingColumn]
  /// How numbers are written.
  let number: RatingNumber
  /// What is to be said of lines that begin with `#`.
  private(set) var notes: [String] = []

  /// Tells rows from the header and from comments.
  ///
  /// The first line is a header where a cell above numbers is text and no mark of a missing value, where its cells count
  /// the columns above words, and where nothing in the file is a number. A line that begins with `#` is a comment unless it
  /// has as many cells as the rows and numbers where they have them; the last comment may name the columns.
  init(_ records: RatingRecords) {
    number = RatingNumber(records)
    let plain = records.records.filter { !$0.beginsWithHash }
    let widths = (plain.isEmpty ? records.records : plain).reduce(into: [Int: Int]()) {
      $0[$1.cells.count, default: 0] += 1
    }
    let width = widths.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
    rows = records.records
    let numeric = Self.numeric(rows, width: width, number: number)
    if let first = rows.first, Self.isHeader(first, of: rows, numeric: numeric, number: number) {
      rows.removeFirst()
      names = Self.names(first.cells, rows, width: width, separator: records.separator, number: number)
    }
    let (values, allRows) = (number, rows)
    let isPair = { (record: RatingRecords.Record) in
      record.cells.count == width && !numeric.isEmpty
        && numeric.allSatisfy { values.value(record.cells[$0]) != nil }
    }
    let pairs = records.leading.filter(isPair)
    rows = pairs + rows.filter { !$0.beginsWithHash || plain.isEmpty || isPair($0) }
    if names == nil, let last = records.leading.last, !isPair(last) {
      let cells = Self.uncommented(last.cells)
      if cells.count == width { names = cells }
    }
    let (found, header) = (rows, names)
    columns = (0..<width).map { place in
      RatingColumn(
        place, name: header.flatMap { place < $0.count ? $0[place] : nil },
        cells: found.map { place < $0.cells.count ? $0.cells[place] : "" }, number: values)
    }
    let comments = records.leading.count + allRows.count - rows.count
    if comments > 0 {
      notes.append(comments == 1 ? "1 comment line is left out" : "\(comments) comment lines are left out")
    }
    if !plain.isEmpty, let kept = rows.first(where: \.beginsWithHash) {
      notes.append("line \(kept.line) begins with # and is read as a pair, since it has all cells of one")
    }
  }

  // The columns of numbers: below the first line where it could be a header above enough rows.
  private static func numeric(
    _ rows: [RatingRecords.Record], width: Int, number: RatingNumber
  ) -> [Int] {
    let below = rows.count > 2 ? rows.dropFirst() : rows[...]
    return (0..<width).filter { place in
      RatingColumn(
        place, name: nil, cells: below.map { place < $0.cells.count ? $0.cells[place] : "" }, number: number
      ).isNumeric
    }
  }

  private static func isHeader(
    _ first: RatingRecords.Record, of rows: [RatingRecords.Record], numeric: [Int], number: RatingNumber
  ) -> Bool {
    let cells = first.cells
    if rows.count == 1 { return !cells.dropFirst(2).contains { number.value($0) != nil } }
    if numeric.isEmpty { return true }
    if counts(cells, numeric: numeric) { return true }
    let above = numeric.filter { $0 < cells.count && !ColumnName.isMissing(cells[$0]) }
    // A name has letters: what is neither number nor name is a wrong rating.
    let texts = above.filter { number.value(cells[$0]) == nil && cells[$0].contains(where: \.isLetter) }
    if texts.count < above.count {
      // Numbers may name the columns of raters.
      return texts.contains { RatingColumnName.isRating(cells[$0]) }
    }
    // R's row names have no name, so that the names end before the numbers.
    return !texts.isEmpty
      || above.isEmpty && cells.count + 1 == rows[1].cells.count
        && cells.contains(where: RatingColumnName.isRating)
  }

  // 0,1,2 or ,0,1,2 or 1,2,3 above words.
  private static func counts(_ cells: [String], numeric: [Int]) -> Bool {
    let counted = cells.first == "" ? cells.dropFirst() : cells[...]
    guard counted.count >= 3, let from = Int(counted[counted.startIndex]), from == 0 || from == 1 else {
      return false
    }
    return counted.enumerated().allSatisfy { Int($1) == from + $0 }
      && counted.indices.contains { !numeric.contains($0) }
  }

  // One name less than cells: R's write.table has none for its row names. Else the cells behind the last name have none.
  private static func names(
    _ header: [String], _ rows: [RatingRecords.Record], width: Int, separator: CellSeparator,
    number: RatingNumber
  ) -> [String]? {
    guard header.count != width else { return header }
    guard header.count + 1 == width else {
      return header.count < width && separator != .blanks ? header : nil
    }
    func isNumeric(_ place: Int) -> Bool {
      RatingColumn(
        place, name: nil, cells: rows.map { place < $0.cells.count ? $0.cells[place] : "" }, number: number
      ).isNumeric
    }
    // The column of a name that calls it a rating holds numbers.
    let ratings = header.indices.filter { RatingColumnName.isRating(header[$0]) }
    if let place = ratings.first {
      return isNumeric(place) || !isNumeric(place + 1) ? header : [""] + header
    }
    return isNumeric(0) ? [""] + header : separator == .blanks ? nil : header
  }

  // The cells of a comment without its mark.
  private static func uncommented(_ cells: [String]) -> [String] {
    guard let first = cells.first else { return [] }
    let name = String(first.drop { $0 == "#" || $0 == " " })
    return name.isEmpty ? Array(cells.dropFirst()) : [name] + cells.dropFirst()
  }
}
