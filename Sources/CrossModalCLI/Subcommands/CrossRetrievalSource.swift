import CrossModal
import ForeignFiles
import VectorFiles

/// The two files of `retrieval A B`, and which of their rows belong together.
struct CrossRetrievalSource {
  let first: FeatureTable
  let second: FeatureTable
  let relevance: Relevance

  /// Reads the files of a command.
  /// - Throws: what a reader finds, and ``CommandFailure`` for files that do not belong together.
  init(_ command: RetrievalCommand, second path: String) throws {
    let files = command.groups.isEmpty ? command.labels : command.groups
    if files.count == 2 {
      (first, second) = (
        try command.alignment.tables.read(command.features, 0, of: 2),
        try command.alignment.tables.read(path, 1, of: 2)
      )
    } else {
      (first, second) = try command.alignment.read(command.features, path)
    }
    let (one, two) = (first.features, second.features)
    guard one.columns == two.columns else {
      throw CommandFailure.data(
        "\(path): \(two.columns) columns, but \(command.features) has \(one.columns); both must lie in one space, as f(X) "
          + "and Y do (crossmodal map)")
    }
    let read = try files.map { file in
      let labels = try LabelsFile.read(file, column: command.column)
      StandardError.notes(labels.notes, of: file)
      return labels.rows
    }
    let name = command.groups.isEmpty ? "labels" : "groups"
    for (place, table) in [first, second].enumerated() where !read.isEmpty {
      let file = place % read.count
      guard read[file].count == table.features.rows else {
        throw CommandFailure.data(
          "\(files[file]): \(name) of \(read[file].count) rows, but \(table.path) has \(table.features.rows) rows"
        )
      }
    }
    guard let ofFirst = read.first, let ofSecond = read.last else {
      relevance = .sameRow
      return
    }
    if command.groups.isEmpty {
      relevance = .sharedLabel(first: ofFirst, second: ofSecond)
      if let label = LabelSets(ofFirst + ofSecond).labelOfAll {
        StandardError.notes(
          ["all rows have the label '\(label)', so that every item is relevant to every query"], of: files[0])
      }
    } else {
      // A cell with blanks is one name.
      let names = [ofFirst, ofSecond].map { $0.map { $0.joined(separator: " ") } }
      relevance = .sameGroup(first: names[0], second: names[1])
      if relevance.groupCount == 1 {
        StandardError.notes(
          ["all rows are of one group, so that every item is relevant to every query"], of: files[0])
      }
    }
  }
}
