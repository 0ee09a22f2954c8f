import CrossModal
import Dense
import ForeignFiles
import VectorFiles

/// One feature set as its files have it: vectors, or texts to be encoded. Row i of all sets must be the same item.
struct FeatureInput {
  /// What the rows are.
  enum Rows {
    case vectors(MatrixView<Float>)
    case texts([String])

    var count: Int {
      switch self {
      case .vectors(let view): view.rows
      case .texts(let texts): texts.count
      }
    }
  }

  /// Rows of one file, or of a part of it.
  struct Part {
    /// The file, for messages.
    let path: String
    /// Its rows.
    let rows: Rows
    /// Labels that are next to the vectors.
    var labels: [[String]]?
    /// What names the rows.
    var named: NamedRows
    /// What the reader decided, each a sentence.
    var notes: [String] = []
    /// Rows of each item, one after the other.
    var rowsPerItem = 1

    /// Number of items.
    var count: Int { rows.count / rowsPerItem }
  }

  /// Which side it is on.
  let side: MapInputs.Side
  /// What the configuration says.
  let set: FeatureSet
  /// The rows of each file; once the rows are ``divided()``: all, or training and test rows.
  private(set) var parts: [Part]
  /// Dimension of the vectors, also of those that are still to be made.
  private(set) var columns = 0

  /// Reads the files of a set, each whole; `section` is the path of the set in the configuration, for messages.
  init(_ side: MapInputs.Side, _ set: FeatureSet, section: String) throws {
    (self.side, self.set) = (side, set)
    let encoder = set.encoder
    parts = try set.source.files.map { file in
      if let encoder {
        let texts = try encoder.column.read(file.path)
        return Part(
          path: file.path, rows: .texts(texts),
          named: NamedRows(path: file.path, count: texts.count, names: nil))
      }
      do {
        if set.middleAxis == .rows { return try Part(severalRowsOf: file.path) }
        let table = try FeatureFile.read(file.path, options: set.table)
        return Part(
          path: file.path, rows: .vectors(table.features), labels: table.rowLabels, named: table.namedRows,
          notes: table.notes)
      } catch let error as DataFileError {
        throw error.remedied(in: section)
      }
    }
    if let other = parts.first(where: { $0.rowsPerItem != parts[0].rowsPerItem }) {
      throw StudyError.data(
        message:
          "\(other.path): \(other.rowsPerItem) rows an item, but \(parts[0].path) has \(parts[0].rowsPerItem)"
      )
    }
    let views = vectors
    if let first = views.first, let other = views.firstIndex(where: { $0.columns != first.columns }) {
      throw StudyError.data(
        message:
          "\(parts[other].path): \(views[other].columns) columns, but \(parts[0].path) has \(first.columns)")
    }
    if let model = encoder?.model {
      columns = try SentenceModel(SentenceModelFolder(model.path)).width
    } else {
      columns = encoder?.recipe.units ?? views.first?.columns ?? 0
    }
  }

  /// The same set with some rows of each file, in that order; nil leaves a file as it is.
  func selecting(_ rows: [[Int]?]) -> FeatureInput {
    var selected = self
    selected.parts = zip(parts, rows).map { part, rows in rows.map(part.selecting) ?? part }
    return selected
  }

  /// The same set with training and test rows apart, where one file has both.
  func divided() throws -> FeatureInput {
    guard case .divided(let file, let ranges) = set.source, let all = parts.first else { return self }
    let (training, test) = try ranges.split(count: all.count, path: file.path)
    var divided = self
    divided.parts = [training, test].map { all.selecting($0) }
    return divided
  }

  /// Rows of each item: more than 1 until they are ``givingItems(rows:)``.
  var rowsPerItem: Int { parts.first?.rowsPerItem ?? 1 }

  /// The same set with an item for each of `count` rows: a set of one row an item repeats it.
  func givingItems(rows count: Int) -> FeatureInput {
    var given = self
    given.parts = parts.map { part in
      guard part.rowsPerItem == count else {
        return part.selecting((0..<part.count).flatMap { repeatElement($0, count: count) })
      }
      var part = part
      part.rowsPerItem = 1
      part.named = NamedRows(path: part.path, count: part.rows.count, names: nil)
      return part
    }
    return given
  }

  /// Number of items of each part.
  var counts: [Int] { parts.map(\.count) }

  /// The vectors of each part; empty for texts.
  var vectors: [MatrixView<Float>] {
    parts.compactMap { part -> MatrixView<Float>? in
      if case .vectors(let view) = part.rows { view } else { nil }
    }
  }

  /// All texts, training rows first; empty for vectors.
  var texts: [String] {
    parts.flatMap { part -> [String] in if case .texts(let texts) = part.rows { texts } else { [] } }
  }
}

extension RowRanges {
  /// The training rows and all others, from 0.
  func split(count: Int, path: String) throws -> (training: [Int], test: [Int]) {
    guard let training = indices(rows: count) else {
      throw StudyError.data(message: "\(path): \(count) rows, but train-rows are \(text)")
    }
    let chosen = Set(training)
    let test = (0..<count).filter { !chosen.contains($0) }
    guard !test.isEmpty else {
      throw StudyError.data(
        message: "\(path): train-rows \(text) are all \(count) rows; none is left for the test")
    }
    return (training, test)
  }
}

extension FeatureInput.Part {
  // An array of items × rows × dimensions.
  fileprivate init(severalRowsOf path: String) throws {
    guard let array = try FeatureFile.array(DataFile(path)) else {
      throw DataFileError.content(
        path, "is no array; middle-axis: rows needs three axes, items × rows × dimensions")
    }
    let table = try FeatureTable(array.joiningMiddleAxis())
    self.init(
      path: path, rows: .vectors(table.features),
      named: NamedRows(path: path, count: array.shape[0], names: nil),
      notes: table.notes + ["\(array.shape[0]) items of \(array.shape[1]) rows each"],
      rowsPerItem: array.shape[1])
  }

  fileprivate func selecting(_ rows: [Int]) -> FeatureInput.Part {
    let all = rowsPerItem == 1 ? rows : rows.flatMap { $0 * rowsPerItem..<($0 + 1) * rowsPerItem }
    let selected: FeatureInput.Rows =
      switch self.rows {
      case .vectors(let view): .vectors(Matrix(view, selecting: all).view)
      case .texts(let texts): .texts(all.map { texts[$0] })
      }
    var part = FeatureInput.Part(
      path: path, rows: selected, labels: labels.map { labels in rows.map { labels[$0] } }, named: named,
      notes: notes, rowsPerItem: rowsPerItem)
    part.named = NamedRows(
      path: path, count: rows.count, names: named.names.map { names in rows.map { names[$0] } },
      areWords: named.areWords, areLabels: named.areLabels)
    return part
  }
}
