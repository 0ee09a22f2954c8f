import CrossModal
import ForeignFiles
import Messages
import VectorFiles

/// Takes spaces into a study: reads them, brings their rows together, checks what is asked of them, and keeps them.
struct ComparisonImport {
  let configuration: ComparisonConfiguration
  let directory: StudyDirectory
  /// Told, in one line, what a person should know of the inputs.
  let onProgress: (String) -> Void
  // As they were before anything of them is read.
  private let files: UnchangedFiles

  /// Looks at the files of a configuration and reads nothing yet.
  init(
    configuration: ComparisonConfiguration, directory: StudyDirectory, onProgress: @escaping (String) -> Void
  ) {
    (self.configuration, self.directory, self.onProgress) = (configuration, directory, onProgress)
    files = UnchangedFiles(configuration.spaces.map(\.file))
  }

  /// The inputs of a new study; their files are written.
  /// - Throws: ``StudyError/data(message:)``, ``DataFileError`` for spaces that cannot be compared as configured;
  ///   ``StudyError/file(path:reason:)`` if a file was changed meanwhile; nothing of it stays in the study.
  func inputs() throws -> ComparisonInputs {
    try files.reading {
      let tables = try alignedSpaces(tellsOf: { _ in true })
      let items = tables.first?.table.features.rows ?? 0
      try check(tables, items: items)
      return ComparisonInputs(items: items, spaces: try tables.map { try keep($0) })
    }
  }

  /// The inputs of a study that follows this configuration from now on: spaces that are new come to those it has.
  ///
  /// Refuses inputs that had other contents than the files have now. Files that cannot be read any more are passed over,
  /// unless a space is new: which rows belong together is decided by all files.
  func grown(_ known: ComparisonInputs) throws -> ComparisonInputs {
    for set in configuration.spaces {
      guard let space = known.spaces(of: set.name).first, space.options != set.table.text else { continue }
      throw StudyError.otherConfiguration(
        study: directory.path,
        difference:
          "the space '\(set.name)' was read with \(Self.words(space.options)), not with \(Self.words(set.table.text))"
      )
    }
    let isSame = configuration.spaces.allSatisfy { set in
      guard let space = known.spaces(of: set.name).first else { return false }
      let stamp = files.stamp(set.file)
      return stamp == nil || stamp == space.stamp
    }
    return isSame ? known : try files.reading { try grownInputs(known) }
  }

  private func grownInputs(_ known: ComparisonInputs) throws -> ComparisonInputs {
    let old = Set(known.spaces.map(\.source))
    let tables = try alignedSpaces(tellsOf: { !old.contains($0) })
    let items = tables.first?.table.features.rows ?? 0
    guard items == known.items else {
      throw StudyError.otherConfiguration(
        study: directory.path, difference: "it compares \(known.items) items; these files have \(items)")
    }
    var grown = known
    for set in configuration.spaces where old.contains(set.name) {
      let hashes = tables.filter { configuration.spaces[$0.source].name == set.name }
        .map { ComparisonData.hash($0.table) }
      guard hashes == known.spaces(of: set.name).map(\.hash) else {
        throw StudyError.otherConfiguration(
          study: directory.path,
          difference: "it was made from other contents than \(set.file.path) has now")
      }
    }
    try check(tables, items: items)
    grown.spaces += try tables.filter { !old.contains(configuration.spaces[$0.source].name) }
      .map { try keep($0) }
    return grown
  }

  // All spaces of all files with row i the same item in each.
  func alignedSpaces(tellsOf: (String) -> Bool) throws -> [SpaceTable] {
    let tables = try configuration.spaces.enumerated().flatMap { (place, set) -> [SpaceTable] in
      let spaces: [SpaceTable] = try read(set, place)
      if tellsOf(set.name) {
        for note in spaces.flatMap(\.notes) { onProgress("\(set.file.written): \(note)") }
      }
      return spaces
    }
    do {
      let aligned = try AlignedRows(tables.map(\.table.namedRows), alignment: configuration.alignment)
      for note in aligned.notes { onProgress(note) }
      return zip(tables, aligned.selections).map { space, rows in rows.map { space.selecting($0) } ?? space }
    } catch let error as DataFileError {
      throw error.remedied(in: "spaces", align: "align")
    }
  }

  func read(_ set: ComparisonConfiguration.Space, _ place: Int) throws -> [SpaceTable] {
    do {
      let spaces = try SpaceTable.read(set.file.path, source: place, options: set.table)
      try files.check([set.file])
      return spaces
    } catch let error as DataFileError {
      throw error.remedied(in: "spaces.\(set.name)", align: "align")
    }
  }

  private func keep(_ space: SpaceTable) throws -> ComparisonInputs.Space {
    let set = configuration.spaces[space.source]
    let rows = MeasuredRows(space.table)
    let facts = rows.facts
    let (layer, name) = (layerNumber(of: space), spaceName(of: space))
    for note in rows.notes + (facts.text.map { [$0] } ?? []) { onProgress("\(name): \(note)") }
    let hash = ComparisonData.hash(space.table)
    return ComparisonInputs.Space(
      name: name, source: set.name, layer: layer,
      file: try ComparisonData.keep(space.table, hash: hash, in: directory), hash: hash,
      dimensions: rows.columns, repeatedRows: facts.repeatedRows, zeroRows: facts.zeroRows,
      written: set.file.written, stamp: files.stamp(set.file), options: set.table.text)
  }

  // Nil for a file of one space, and one whose layer is named by its path.
  private func layerNumber(of space: SpaceTable) -> Int? {
    FilePart(configuration.spaces[space.source].file.path).layer == nil ? FilePart(space.name).layer : nil
  }

  func spaceName(of space: SpaceTable) -> String {
    configuration.spaces[space.source].name + (layerNumber(of: space).map { ".\($0)" } ?? "")
  }

  // What only the data can say of a configuration.
  func check(_ spaces: [SpaceTable], items: Int) throws {
    let written = configuration.spaces.first?.file.written ?? ""
    guard spaces.count > 1 else {
      throw StudyError.data(
        message: "\(written): one space; give two or more files, or an array of several layers")
    }
    guard items > 1 else {
      throw StudyError.data(
        message: "\(written): \(items) item\(items == 1 ? "" : "s"); a comparison needs 2")
    }
    var known = Set<String>()
    for name in spaces.map(spaceName(of:)) where !known.insert(name).inserted {
      throw StudyError.data(
        message:
          "spaces: \(name) is the name of a layer and of a file; every space must have a different name"
      )
    }
    guard configuration.measures.contains(where: \.usesNeighbors) else { return }
    for count in configuration.counts {
      guard let k = count.neighbors(of: items) else {
        let smallest = SmallestPercent.text(items: items)
        throw StudyError.data(
          message:
            "k: \(count) of \(items) items is less than one neighbor; the smallest percentage is \(smallest)%"
        )
      }
      guard k < items else {
        throw StudyError.data(
          message: "k: \(count) is \(k) neighbors; it must be less than the \(items) items of \(written)")
      }
    }
  }

  private static func words(_ options: String) -> String {
    options.isEmpty ? "the table's own evidence" : options
  }
}

/// The smallest percentage that is a whole neighbor.
enum SmallestPercent {
  /// 100/items, rounded up in the third digit after the point.
  static func text(items: Int) -> String {
    let thousandths = (100_000 + items - 1) / max(items, 1)
    let digits = String(thousandths % 1000 + 1000).dropFirst()
    var text = "\(thousandths / 1000).\(digits)"
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}
