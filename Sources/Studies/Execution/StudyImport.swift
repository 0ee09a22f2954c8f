import CrossModal
import Dense
import Foundation

/// Takes the data of a configuration into a study: reads, checks, and keeps it as Float32 npy files named by content.
struct StudyImport {
  let configuration: StudyConfiguration
  let directory: StudyDirectory

  /// The manifest of the new study; its data files are written, the manifest is not.
  func manifest(kernels: KernelChoice) throws -> Manifest {
    var sets: [(side: Manifest.Side, set: FeatureSet, tables: [FeatureTable])] = []
    for (side, featureSets) in [
      (Manifest.Side.image, configuration.dataset.image), (.text, configuration.dataset.text),
    ] {
      for set in featureSets { sets.append((side, set, try read(set))) }
    }
    guard let first = sets.first else { throw StudyError.data(message: "a data set without features") }
    for other in sets { try checkAligned(first, other) }
    let counts = first.tables.map(\.features.rows)
    let labels = try readLabels(counts: counts, sets: sets.map(\.tables))
    try checkSizes(counts)
    return Manifest(
      name: configuration.name, identity: configuration.identity, kernels: kernels,
      features: try sets.map { try keep($0.side, $0.set, $0.tables) }, labels: labels,
      items: counts.reduce(0, +),
      trainingItems: counts.count == 2 ? counts[0] : nil, overrides: configuration.origin.overrides)
  }

  /// Refuses a study whose inputs had other numbers than the configuration's files have now. Files that cannot be read
  /// any more are passed over: a study keeps its own copy.
  func check(against manifest: Manifest) throws {
    for (side, sets) in [
      (Manifest.Side.image, configuration.dataset.image), (.text, configuration.dataset.text),
    ] {
      for set in sets {
        let files = set.source.files.map(\.path)
        guard let known = manifest.features(side, set.name) else { continue }
        let stamps = stamps(set)
        if stamps.contains(nil) || stamps.compactMap({ $0 }) == known.stamps { continue }
        guard FeatureHash.digest(try read(set).map(\.features)) == known.hash else {
          throw StudyError.otherConfiguration(
            study: directory.path,
            difference: "it was made from other numbers than \(files.joined(separator: " and ")) has now")
        }
      }
    }
  }

  private func read(_ set: FeatureSet) throws -> [FeatureTable] {
    let tables = try set.source.files.map { try FeatureFile.read($0.path) }
    if let first = tables.first,
      let other = tables.first(where: { $0.features.columns != first.features.columns })
    {
      throw StudyError.data(
        message:
          "\(other.path): \(other.features.columns) columns, but \(first.path) has \(first.features.columns)")
    }
    return tables
  }

  private typealias Entry = (side: Manifest.Side, set: FeatureSet, tables: [FeatureTable])

  private func checkAligned(_ first: Entry, _ other: Entry) throws {
    for (a, b) in zip(first.tables, other.tables) where a.features.rows != b.features.rows {
      throw StudyError.data(
        message: "\(b.path): \(b.features.rows) rows, but \(a.path) has \(a.features.rows); "
          + "row i of all feature sets must be the same item")
    }
  }

  // Labels of their own file, or else the label column of a feature file, if all that have one agree.
  private func readLabels(counts: [Int], sets: [[FeatureTable]]) throws -> [[String]]? {
    if let source = configuration.dataset.labels {
      let parts = try source.source.files.map {
        (path: $0.path, rows: try LabelFile.read($0.path, column: source.column))
      }
      for (part, count) in zip(parts, counts) where part.rows.count != count {
        throw StudyError.data(
          message: "\(part.path): labels of \(part.rows.count) rows; the features have \(count)")
      }
      return parts.flatMap(\.rows)
    }
    for tables in sets {
      let parts = tables.compactMap(\.rowLabels)
      if parts.count == tables.count { return parts.flatMap { $0 } }
    }
    return nil
  }

  private func checkSizes(_ counts: [Int]) throws {
    let folds = configuration.evaluation.folds
    guard let searched = counts.first, let measured = counts.last else { return }
    guard searched >= folds else {
      throw StudyError.data(message: "\(searched) rows for \(folds) folds: a fold would have no rows")
    }
    // The smallest set in which neighbors are searched: a fold, or the test rows.
    let smallest = counts.count == 2 ? measured : searched / folds
    guard configuration.measures.k < smallest else {
      throw StudyError.data(
        message:
          "measures.k is \(configuration.measures.k), but \(counts.count == 2 ? "the test split" : "a fold") "
          + "has only \(smallest) items; k must be smaller")
    }
  }

  private func keep(_ side: Manifest.Side, _ set: FeatureSet, _ tables: [FeatureTable]) throws
    -> Manifest.Features
  {
    let columns = tables.first?.features.columns ?? 0
    let rows = tables.reduce(0) { $0 + $1.features.rows }
    let digest = FeatureHash.digest(tables.map(\.features))
    let file = String(digest.prefix(24)) + ".npy"
    let path = directory.data + "/" + file
    if !FileManager.default.fileExists(atPath: path) {
      let stream = try NPYStream(path, rows: rows, columns: columns)
      for table in tables { try stream.append(table.features) }
      try stream.finish()
    }
    return Manifest.Features(
      side: side, name: set.name, file: file, columns: columns, hash: digest,
      sources: set.source.files.map(\.written), stamps: stamps(set).compactMap { $0 })
  }

  // Path, size and time of change of each file; nil where there is no such file (any more).
  private func stamps(_ set: FeatureSet) -> [String?] {
    set.source.files.map { source in
      // An entry inside of a file stands behind a colon.
      let candidates = [source.path, source.path.split(separator: ":").dropLast().joined(separator: ":")]
      for path in candidates {
        var status = stat()
        guard stat(path, &status) == 0 else { continue }
        return "\(source.path) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
      }
      return nil
    }
  }
}
