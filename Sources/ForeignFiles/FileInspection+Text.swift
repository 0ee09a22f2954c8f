import Dense
import VectorFiles

extension FileInspection {
  /// Takes in a text: word vectors, a table of numbers, word pairs with ratings, or lines of anything else.
  mutating func takeText(_ file: DataFile, _ options: TableOptions) throws {
    let path = file.part.file
    let bytes = try FileContent.text(file.bytes, path: path)
    let lines = TextLines(bytes)
    guard lines.count > 0 else { throw DataFileError.content(path, "is empty") }
    if FeatureFile.holdsWords(file) { return try takeWords(path) }
    do {
      let table = try table(file, options)
      let separator =
        CellSeparator.evident(in: bytes, from: 0, path: path) ?? CellSeparator(path: path)
      if table.features.columns > 1 || !takeRatings(path) { takeTable(table, separator) }
    } catch let error as DataFileError where error.kind == .content {
      if takeRatings(path) { return }
      // A table of numbers that is damaged is what must be said; texts are none.
      if !FeatureTable.isText(path), let words = try? WordVectorProfile(path), words.rows.columns > 1 {
        return take(words)
      }
      guard lines.areMostlyText else { throw error }
      take(lines)
    }
  }

  // A table whose evidence is not enough is shown as numbers, and what a command would ask is a problem.
  private mutating func table(_ file: DataFile, _ options: TableOptions) throws -> FeatureTable {
    do {
      return try FeatureTable(table: file, options: options, requirement: .any)
    } catch let error as DataFileError {
      guard let remedy = error.remedy else { throw error }
      var numbers = TableOptions()
      (numbers.header, numbers.idColumn, numbers.labelColumn) = (
        options.header ?? false, .some(.none), .some(.none)
      )
      guard let table = try? FeatureTable(table: file, options: numbers, requirement: .any) else {
        throw error
      }
      if remedy != .sayNoIdColumn || table.features.columns > 1 {
        problems.append("\(error.message): say what it is (header, id-column, label-column)")
      }
      return table
    }
  }

  private mutating func takeTable(_ table: FeatureTable, _ separator: CellSeparator) {
    switch separator {
    case .comma: kind = "comma-separated table"
    case .tab: kind = "tab-separated table"
    case .semicolon: kind = "semicolon-separated table"
    case .blanks: kind = "blank-separated table"
    }
    (type, shape) = ("decimal text, read as float32", [table.features.rows, table.features.columns])
    notes += table.notes
    if let names = table.names {
      let several = table.rowLabels?.contains { $0.count > 1 } == true
      notes.append(
        "a column of \(several ? "label lists" : "names or labels"), \(Set(names).count) distinct")
    }
    take(table)
  }

  /// Takes in a file of word vectors.
  mutating func takeWords(_ path: String) throws { take(try WordVectorProfile(path)) }

  private mutating func take(_ words: WordVectorProfile) {
    kind = words.isBinary ? "word2vec binary" : words.hasHeader ? "word2vec or fastText text" : "GloVe text"
    type = words.isBinary ? "float32" : "decimal text, read as float32"
    shape = [words.rows.rows, words.rows.columns]
    first = words.first.map { Self.row($0.word, $0.vector) }
    if words.wordsWithBlanks > 0 { notes.append("\(words.wordsWithBlanks) words hold a blank") }
    let description = RowDescription(words.rows)
    notes += [words.firstLine].compactMap { $0 } + description.notes
    problems += words.damage + description.problems
    if let repeated = words.repeatedWords {
      problems.append(
        "repeated words: \(repeated.count), the first in row \(repeated.row) as in row \(repeated.earlierRow); "
          + "the first vector counts")
    }
    if let bad = words.notUTF8 {
      problems.append(
        "words that are not UTF-8: \(bad.count), the first at \(bad.place); where the file is used, "
          + "--encoding latin1 reads ISO 8859-1")
    }
    if words.rows.columns < 3 {
      problems.append("vectors of \(words.rows.columns) numbers: no word vectors?")
    }
  }

  // Text with a word in the second column is no table of numbers but may be word pairs with ratings.
  private mutating func takeRatings(_ path: String) -> Bool {
    func read(_ encoding: WordEncoding) -> WordRatings? {
      try? WordRatings.read(path, lowercases: false, encoding: encoding)
    }
    guard let ratings = read(.utf8) ?? read(.latin1) else { return false }
    kind = "word pairs with ratings"
    shape = [ratings.pairs.count, 3]
    first = ratings.pairs.prefix(Self.shownRows).map {
      Row(name: "\($0.first) – \($0.second)", numbers: ["\($0.rating)"])
    }
    let values = ratings.pairs.map(\.rating)
    notes += ratings.notes
    notes.append("\(ratings.words.count) distinct words")
    notes.append("ratings from \(values.min() ?? 0) to \(values.max() ?? 0)")
    let pairs = Set(ratings.pairs.map { [$0.first, $0.second].sorted() })
    if pairs.count < ratings.pairs.count {
      problems.append("\(ratings.pairs.count - pairs.count) pairs are listed again; each counts")
    }
    return true
  }

  private mutating func take(_ lines: TextLines) {
    kind = lines.columns > 1 ? "lines of texts or labels in columns" : "lines of texts, words or labels"
    type = "text"
    shape = [lines.count, lines.columns]
    first = lines.first.map { Row(name: $0, numbers: []) }
    notes.append("\(lines.distinct) distinct lines")
    if let line = lines.notUTF8 {
      problems.append("line \(line) is not UTF-8; where the file is used, --encoding latin1 reads ISO 8859-1")
    }
    if lines.empty > 0 { problems.append("empty lines among the others: \(lines.empty)") }
    if !lines.isEven { notes.append("lines have different numbers of columns") }
  }
}
