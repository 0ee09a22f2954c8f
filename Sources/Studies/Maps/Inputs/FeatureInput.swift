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
    /// Labels that stand beside the vectors.
    var labels: [[String]]?
  }

  /// image or text.
  let side: MapInputs.Side
  /// What the configuration says.
  let set: FeatureSet
  /// The rows: all, or training and test rows.
  let parts: [Part]

  /// Reads the files of a set.
  init(_ side: MapInputs.Side, _ set: FeatureSet) throws {
    (self.side, self.set) = (side, set)
    let encoder = set.encoder
    parts = try Self.parts(set.source) { path throws -> Part in
      if let encoder { return Part(path: path, rows: .texts(try encoder.column.read(path))) }
      let table = try FeatureFile.read(path)
      return Part(path: path, rows: .vectors(table.features), labels: table.rowLabels)
    }
    let views = vectors
    if let first = views.first, let other = views.firstIndex(where: { $0.columns != first.columns }) {
      throw StudyError.data(
        message:
          "\(parts[other].path): \(views[other].columns) columns, but \(parts[0].path) has \(first.columns)")
    }
  }

  /// Number of rows of each part.
  var counts: [Int] { parts.map(\.rows.count) }

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

  /// Labels of a source, training rows first.
  static func labels(_ source: LabelSource) throws -> [(path: String, rows: [[String]])] {
    try parts(source.source) { path in
      Part(path: path, rows: .texts([]), labels: try LabelFile.read(path, column: source.column).rows)
    }.map { ($0.path, $0.labels ?? []) }
  }

  private static func parts(_ source: RowSource, read: (String) throws -> Part) throws -> [Part] {
    guard case .divided(let file, let ranges) = source else {
      return try source.files.map { try read($0.path) }
    }
    let all = try read(file.path)
    let count = max(all.rows.count, all.labels?.count ?? 0)
    guard let training = ranges.indices(rows: count) else {
      throw StudyError.data(message: "\(file.path): \(count) rows, but train-rows are \(ranges.text)")
    }
    let chosen = Set(training)
    let test = (0..<count).filter { !chosen.contains($0) }
    guard !test.isEmpty else {
      throw StudyError.data(
        message: "\(file.path): train-rows \(ranges.text) are all \(count) rows; none is left for the test")
    }
    return [training, test].map { all.selecting($0) }
  }
}

extension FeatureInput.Part {
  fileprivate func selecting(_ rows: [Int]) -> FeatureInput.Part {
    let selected: FeatureInput.Rows =
      switch self.rows {
      case .vectors(let view): .vectors(Matrix(view, selecting: rows).view)
      case .texts(let texts): .texts(texts.isEmpty ? [] : rows.map { texts[$0] })
      }
    return FeatureInput.Part(
      path: path, rows: selected, labels: labels.map { labels in rows.map { labels[$0] } })
  }
}
