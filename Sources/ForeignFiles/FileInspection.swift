import Dense
import VectorFiles

/// What a data file is and what looks wrong with it.
package struct FileInspection: Encodable, Sendable {
  /// One of several arrays of a file.
  package struct Entry: Encodable, Sendable {
    /// Its name.
    package var name: String
    /// Element type, or what it is instead.
    package var type: String
    /// Lengths of its axes.
    package var shape: [Int]
  }

  /// The beginning of one row.
  package struct Row: Encodable, Sendable {
    /// Its name, if rows have names.
    package var name: String?
    /// Its first numbers; NaN and infinity as text.
    package var numbers: [String]
  }

  /// The file, as the caller named it.
  package var file: String
  /// The format, in words.
  package var kind: String
  /// Element type; text holds decimals.
  package var type: String?
  /// Rows and columns.
  package var shape: [Int]?
  /// The arrays of a file of which none is named.
  package var arrays: [Entry]?
  /// The first rows.
  package var first: [Row] = []
  /// What is worth knowing.
  package var notes: [String] = []
  /// What looks wrong.
  package var problems: [String] = []

  private static let shownRows = 3
  private static let shownNumbers = 8

  /// Examines a file; the ending decides the format. Files of word vectors are read once without keeping the vectors.
  /// - Throws: ``DataFileError``, ``StudyError`` for files that cannot be read at all.
  package init(_ path: String) throws {
    (file, kind) = (path, "")
    if let matrix = MatrixFile(path) {
      kind = "MAT or HDF5 file"
      let all = try matrix.variables()
      if matrix.variable == nil, all.count != 1 {
        arrays = all.map { Entry(name: $0.name, type: $0.type?.name ?? $0.kind, shape: $0.shape) }
        notes.append("to see one, add its name: \(fileName):\(all.first?.name ?? "NAME")")
        return
      }
      try take(matrix.array())
    } else if FeatureTable.holdsArrays(path) {
      try takeArrays(path)
    } else {
      try takeText(path)
    }
  }

  private var fileName: Substring { file.split(separator: "/").last ?? file[...] }

  private mutating func takeArrays(_ path: String) throws {
    kind = path.lowercased().hasSuffix(".npy") ? "numpy array" : "numpy archive"
    if path.lowercased().contains(".safetensors") { kind = "safetensors" }
    let all = try FeatureTable.arrays(path)
    guard all.count == 1, let only = all.first else {
      arrays = all.map { Entry(name: $0.name, type: $0.header.type.name, shape: $0.header.shape) }
      notes.append("to see one, add its name: \(fileName):\(all.first?.name ?? "NAME")")
      return
    }
    if only.header.isBigEndian { notes.append("big-endian: is converted when read, not mapped") }
    if only.header.isFortranOrder { notes.append("Fortran order: is converted when read, not mapped") }
    guard let array = try FeatureTable.array(path) else { return }
    try take(array)
  }

  private mutating func take(_ array: NPYArray) throws {
    (type, shape) = (array.header.type.name, array.shape)
    guard (1...2).contains(array.shape.count) else {
      problems.append("has \(array.shape.count) axes; features have 2: rows and columns")
      return
    }
    guard array.shape.allSatisfy({ $0 > 0 }) else {
      problems.append("has no rows or no columns")
      return
    }
    try take(FeatureTable(array, requireFinite: false))
    if array.header.type == .float64, try array.firstNotFloat() != nil {
      notes.append("float64 is rounded to float32 when used as features")
    }
  }

  private mutating func take(_ table: FeatureTable) {
    let view = table.features
    var profile = RowProfile(columns: view.columns)
    for row in 0..<view.rows { profile.add(view.row(row)) }
    for row in 0..<min(view.rows, Self.shownRows) {
      first.append(Self.row(table.names?[row], Array(view.row(row))))
    }
    let description = RowDescription(profile)
    notes += description.notes
    problems += description.problems
  }

  private mutating func takeTable(_ path: String) throws {
    let table = try FeatureTable.read(path, requireFinite: false)
    kind = path.lowercased().hasSuffix(".csv") ? "comma-separated table" : "tab-separated table"
    (type, shape) = ("decimal text, read as float32", [table.features.rows, table.features.columns])
    if table.hasHeader { notes.append("the first line is a header and skipped") }
    if let names = table.names {
      let several = table.rowLabels?.contains { $0.count > 1 } == true
      notes.append(
        "a leading column of \(several ? "label lists" : "names or labels"), \(Set(names).count) distinct")
    }
    take(table)
  }

  private mutating func takeWords(_ path: String) throws {
    let words = try WordVectorProfile(path)
    kind = words.isBinary ? "word2vec binary" : words.hasHeader ? "word2vec or fastText text" : "GloVe text"
    type = words.isBinary ? "float32" : "decimal text, read as float32"
    shape = [words.rows.rows, words.rows.columns]
    first = words.first.map { Self.row($0.word, $0.vector) }
    if words.wordsWithBlanks > 0 { notes.append("\(words.wordsWithBlanks) words hold a blank") }
    let description = RowDescription(words.rows)
    notes += description.notes
    problems += description.problems
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
  private mutating func takeText(_ path: String) throws {
    let before = self
    do {
      if FeatureTable.isText(path) { try takeTable(path) } else { try takeWords(path) }
      if shape?.last ?? 0 > 1 || !isWordText { return }
    } catch let error as DataFileError where error.kind == .content && !path.lowercased().hasSuffix(".bin") {
      guard (try? WordRatings.read(path, lowercases: false, encoding: .latin1)) != nil else { throw error }
    }
    guard let ratings = try? WordRatings.read(path, lowercases: false, encoding: .latin1) else { return }
    self = before
    kind = "word pairs with ratings"
    shape = [ratings.pairs.count, 3]
    first = ratings.pairs.prefix(Self.shownRows).map {
      Row(name: "\($0.first) – \($0.second)", numbers: ["\($0.rating)"])
    }
    let values = ratings.pairs.map(\.rating)
    notes.append("\(ratings.words.count) distinct words")
    notes.append("ratings from \(values.min() ?? 0) to \(values.max() ?? 0)")
    let pairs = Set(ratings.pairs.map { [$0.first, $0.second].sorted() })
    if pairs.count < ratings.pairs.count {
      problems.append("\(ratings.pairs.count - pairs.count) pairs are listed again; each counts")
    }
  }

  private var isWordText: Bool { kind.contains("text") || kind.contains("GloVe") }

  private static func row(_ name: String?, _ numbers: [Float]) -> Row {
    Row(name: name, numbers: numbers.prefix(shownNumbers).map { "\($0)" })
  }
}
