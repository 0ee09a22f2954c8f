import CrossModal
import ForeignFiles
import VectorFiles

/// The two files of `retrieval A B`, and which of their rows belong together.
struct CrossRetrievalSource {
  /// What makes an item relevant.
  enum Rule: String { case row, group, label }

  let first: FeatureTable
  let second: FeatureTable
  let relevance: Relevance
  let rule: Rule
  /// Different groups or labels; rows, where each is a group of its own.
  let groups: Int

  /// Reads the files of a command.
  /// - Throws: what a reader finds, and ``CommandFailure`` for files that do not belong together.
  init(_ command: RetrievalCommand, second path: String) throws {
    let files = command.groups.isEmpty ? command.labels : command.groups
    rule = files.isEmpty ? .row : command.groups.isEmpty ? .label : .group
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
    let name = rule == .group ? "groups" : "labels"
    for (place, table) in [first, second].enumerated() where !read.isEmpty {
      let file = place % read.count
      guard read[file].count == table.features.rows else {
        throw CommandFailure.data(
          "\(files[file]): \(name) of \(read[file].count) rows, but \(table.path) has \(table.features.rows) rows"
        )
      }
    }
    guard let ofFirst = read.first, let ofSecond = read.last else {
      (relevance, groups) = (.sameRow, one.rows)
      return
    }
    if rule == .label {
      (relevance, groups) = (
        .sharedLabel(first: ofFirst, second: ofSecond), Set((ofFirst + ofSecond).joined()).count
      )
      if let label = LabelSets(ofFirst + ofSecond).labelOfAll {
        StandardError.notes(
          ["all rows have the label '\(label)', so that every item is relevant to every query"], of: files[0])
      }
    } else {
      // A cell with blanks is one name.
      let names = [ofFirst, ofSecond].map { $0.map { $0.joined(separator: " ") } }
      (relevance, groups) = (
        .sameGroup(first: names[0], second: names[1]), Set(names.joined()).count
      )
      if groups == 1 {
        StandardError.notes(
          ["all rows are of one group, so that every item is relevant to every query"], of: files[0])
      }
    }
  }
}
