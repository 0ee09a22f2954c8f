import Dense

/// Vectors of words, one row a word, as a word-vector file gives them.
public struct WordVectors: Sendable {
  /// The file, as the caller named it.
  public let path: String
  /// The words that were loaded, in the order of the file.
  public let words: [String]
  /// Their vectors, words × dimension.
  public let vectors: Matrix<Float>
  /// Number of words in the file, loaded or not, duplicates included.
  public let wordsInFile: Int
  /// How many loaded words occurred again later in the file; the first vector counts.
  public let duplicates: Int
  /// What the reader decided for the person and what it left out, each a sentence without the file's name; repeated words
  /// aside.
  public let notes: [String]
  private let places: [String: Int]

  /// Vectors of `words`, which must be as many as the rows and different from one another.
  public init(
    path: String, words: [String], vectors: Matrix<Float>, wordsInFile: Int? = nil, duplicates: Int = 0,
    notes: [String] = []
  ) {
    precondition(
      words.count == vectors.rows, "\(words.count) words for \(vectors.rows)×\(vectors.columns) vectors")
    (self.path, self.words, self.vectors) = (path, words, vectors)
    (self.wordsInFile, self.duplicates, self.notes) = (wordsInFile ?? words.count, duplicates, notes)
    places = Dictionary(words.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Dimension of the vectors.
  public var dimension: Int { vectors.columns }

  /// The row of a word; nil if it was not asked for or does not occur. Words are equal if Unicode calls them
  /// canonically equivalent, so that a composed and a decomposed accent are the same.
  public func row(of word: String) -> Int? { places[word] }
}

extension WordVectors {
  /// Reads a word-vector file in one pass.
  ///
  /// - word2vec binary, memory-mapped; pages are given back as the pass goes on, so that memory is that of the words asked
  ///   for.
  /// - a table whose leading column is the word, between commas or semicolons, or by its ending `.csv` or `.tsv`.
  /// - text, see ``WordVectorText``: word2vec and fastText (a first line with count and dimension) and GloVe (none).
  ///
  /// Words that are empty or not in the encoding, and what a file that ends early has cut, are left out and counted; see
  /// ``notes``.
  /// - Parameters:
  ///   - wanted: the words to load; nil loads all.
  ///   - encoding: how the words are written; numbers are ASCII anyway.
  /// - Throws: ``DataFileError`` for a damaged file, one of which most words are not in the encoding, numbers that are not
  ///   finite, and files without a word.
  public static func read(
    _ path: String, wanted: Set<String>? = nil, encoding: WordEncoding = .utf8
  ) throws -> WordVectors {
    let bytes = try content(path)
    guard try !isTable(bytes, path: path) else {
      let table = try FeatureTable.read(path)
      guard let names = table.names else {
        throw DataFileError.content(path, "has no leading column of words")
      }
      return try WordVectors(
        path: path, words: names, features: table.features, wanted: wanted, notes: table.notes)
    }
    return try open(bytes, path: path).read(
      wanted: wanted, encoding: encoding, release: bytes.releasePages)
  }

  /// The different words of a file that ``read(_:wanted:encoding:)`` reads, without their vectors.
  static func words(_ path: String, encoding: WordEncoding) throws -> Set<String> {
    let bytes = try content(path)
    guard try !isTable(bytes, path: path) else {
      return Set(try read(path, encoding: encoding).words)
    }
    return try open(bytes, path: path).words(encoding: encoding, release: bytes.releasePages)
  }

  /// The reader of a word-vector file that is no table: binary or text.
  static func open(_ bytes: BoundedBytes, path: String) throws -> any WordVectorFile {
    switch try FileFormat.recognize(bytes, path: path) {
    case .word2vecBinary: try Word2VecBinary(bytes, path: path)
    case .text: try WordVectorText(bytes, path: path)
    default: throw DataFileError.content(path, "is no file of word vectors: it has no words")
    }
  }

  /// The bytes of a file of word vectors: mapped, or unpacked, and a text in UTF-16 as UTF-8.
  static func content(_ path: String) throws -> BoundedBytes {
    let bytes = try FileContent.read(path)
    return try FileFormat.recognize(bytes, path: path) == .text ? FileContent.text(bytes, path: path) : bytes
  }

  private static func isTable(_ bytes: BoundedBytes, path: String) throws -> Bool {
    guard try FileFormat.recognize(bytes, path: path) == .text, !areIn(bytes, path: path) else {
      return false
    }
    if FeatureTable.isText(path) { return true }
    let separator = CellSeparator.evident(in: bytes, from: 0, path: path)
    return separator == .comma || separator == .semicolon
  }

  /// Takes named rows of a feature table, of which the first of each name counts.
  /// - Throws: ``DataFileError`` if there are not as many words as rows.
  public init(
    path: String, words names: [String], features: MatrixView<Float>, wanted: Set<String>? = nil,
    notes: [String] = []
  ) throws {
    guard names.count == features.rows else {
      throw DataFileError.content(path, "\(features.rows) rows, but there are \(names.count) words for them")
    }
    var collected = WordCollection(wanted: wanted)
    var rows: [Int] = []
    for (row, name) in names.enumerated() where collected.takes(name) { rows.append(row) }
    self.init(
      path: path, words: collected.words, vectors: Matrix(features, selecting: rows),
      wordsInFile: names.count,
      duplicates: collected.duplicates, notes: notes)
  }
}

extension FeatureTable {
  /// Word vectors as a table that names its rows by their words.
  package init(_ words: WordVectors) {
    self.init(
      words: words.path, vectors: words.vectors, words: words.words,
      notes: words.notes
        + (words.duplicates > 0 ? ["repeated words: \(words.duplicates); the first vector counts"] : []))
  }
}

/// Decides which words of a file are kept: those asked for, each once.
struct WordCollection {
  let wanted: Set<String>?
  private(set) var words: [String] = []
  private(set) var duplicates = 0
  private var seen: Set<String> = []

  init(wanted: Set<String>?) { self.wanted = wanted }

  /// Whether the next word of the file is to be kept; if so, it is noted.
  mutating func takes(_ word: String) -> Bool {
    if let wanted, !wanted.contains(word) { return false }
    guard seen.insert(word).inserted else {
      duplicates += 1
      return false
    }
    words.append(word)
    return true
  }
}
