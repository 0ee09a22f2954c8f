import ForeignFiles
import VectorFiles

/// The labels of a source as its files have them, training rows first.
struct LabelInput {
  /// Labels of one file, or of a part of it.
  struct Part {
    let path: String
    let rows: [[String]]
    var notes: [String] = []
  }

  /// All rows, or training and test rows.
  let parts: [Part]

  /// Reads the files of a source.
  init(_ source: LabelSource) throws {
    let read = try source.source.files.map { file in
      let labels = try LabelsFile.read(file.path, column: source.column)
      return Part(path: file.path, rows: labels.rows, notes: labels.notes)
    }
    guard case .divided(let file, let ranges) = source.source, let all = read.first else {
      parts = read
      return
    }
    let (training, test) = try ranges.split(count: all.rows.count, path: file.path)
    parts = [training, test].map { rows in
      Part(path: all.path, rows: rows.map { all.rows[$0] }, notes: all.notes)
    }
  }
}
