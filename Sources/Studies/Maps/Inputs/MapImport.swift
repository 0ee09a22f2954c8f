import CrossModal
import Dense
import Foundation
import VectorFiles

/// Takes the data of a configuration into a study: reads, checks, makes the features of texts, and keeps everything as
/// Float32 npy files named by content.
struct MapImport {
  let configuration: StudyConfiguration
  let directory: StudyDirectory
  /// What the study computes with, which the features of texts depend on.
  let kernels: KernelChoice
  /// Told as the features of texts are made, and of rows that leave neighbors to the row order.
  let onEvent: (EncodingEvent) -> Void

  /// The inputs of a new study; their files are written.
  func inputs() throws -> MapInputs {
    let read = try sides.map { try FeatureInput($0.side, $0.set) }
    guard let first = read.first else { throw StudyError.data(message: "a data set without features") }
    for other in read { try checkAligned(first, other) }
    let counts = first.counts
    let labels = try readLabels(counts: counts, read)
    try checkSizes(counts)
    var inputs = MapInputs(
      features: [], labels: labels, items: counts.reduce(0, +),
      trainingItems: counts.count == 2 ? counts[0] : nil)
    inputs.features = try take(read, inputs)
    return inputs
  }

  /// The inputs of a study that follows this configuration from now on: feature sets that are new come to those that it
  /// has.
  ///
  /// Refuses inputs that had other contents than the configuration's files have now. Files that cannot be read any more
  /// are passed over: a study keeps its own copy.
  func grown(_ known: MapInputs) throws -> MapInputs {
    let counts = known.trainingItems.map { [$0, known.items - $0] } ?? [known.items]
    try checkSizes(counts)
    for (side, set) in sides {
      if let features = known.features(side, set.name) { try check(set, side, features, known) }
    }
    let new = try sides.filter { known.features($0.side, $0.set.name) == nil }
      .map { try FeatureInput($0.side, $0.set) }
    guard !new.isEmpty else { return known }
    for input in new where input.counts != counts {
      throw StudyError.data(
        message:
          "\(input.parts[0].path): \(input.counts.map(String.init).joined(separator: " and ")) rows; the "
          + "study has \(counts.map(String.init).joined(separator: " and ")), and row i must be the same item"
      )
    }
    let rows = known.features.compactMap(\.trainingRows).first
    for input in new {
      guard let rows, let given = input.set.source.trainingRows, given != rows else { continue }
      throw StudyError.otherConfiguration(
        study: directory.path,
        difference: "its training rows are \(rows), those of '\(input.set.name)' \(given)")
    }
    if let labels = try readLabels(counts: counts, new), labels != known.labels {
      throw StudyError.otherConfiguration(
        study: directory.path,
        difference:
          "the labels of its rows are not those of \(new.map(\.parts[0].path).joined(separator: ", "))")
    }
    var grown = known
    grown.features += try take(new, known)
    return grown
  }

  // Keeps vectors, and makes those of texts: they come first, since what may fail comes before anything is written.
  private func take(_ read: [FeatureInput], _ inputs: MapInputs) throws -> [MapInputs.Features] {
    let encoded = try read.map { input -> MapInputs.Features? in
      guard let encoder = input.set.encoder else { return nil }
      let step = try EncoderStep(
        input, encoder, labels: inputs.labels ?? [], trainingItems: inputs.trainingItems,
        seed: configuration.seed, kernels: kernels)
      return try step.features(in: directory, stamps: stamps(input.set), onEvent: onEvent)
    }
    let taken = try zip(read, encoded).map { try $1 ?? keep($0) }
    for features in taken {
      if let ties = features.ties { onEvent(.tied(set: features.title, text: ties)) }
    }
    return taken
  }

  private func check(
    _ set: FeatureSet, _ side: MapInputs.Side, _ known: MapInputs.Features, _ inputs: MapInputs
  ) throws {
    guard set.options == known.options else {
      throw StudyError.otherConfiguration(
        study: directory.path,
        difference: "the features '\(set.name)' were made with another encoder or other training rows")
    }
    for file in set.files
    where file.stamp == nil && !known.stamps.contains(where: { $0.hasPrefix(file.path + " ") }) {
      throw StudyError.file(
        path: file.path,
        reason: "no such file, and the study was not made of it (\(known.stamps.joined(separator: ", ")))")
    }
    let stamps = stamps(set)
    if stamps.contains(nil) || stamps.compactMap({ $0 }) == known.stamps { return }
    let input = try FeatureInput(side, set)
    let isSame: Bool
    if let encoder = set.encoder {
      let labels = try readLabels(counts: input.counts, [input]) ?? []
      let step = try EncoderStep(
        input, encoder, labels: labels, trainingItems: inputs.trainingItems, seed: configuration.seed,
        kernels: kernels)
      isSame = step.recipe == known.encoding?.recipe
    } else {
      isSame = FeatureHash.digest(input.vectors) == known.hash
    }
    guard isSame else {
      throw StudyError.otherConfiguration(
        study: directory.path,
        difference: set.encoder == nil
          ? "it was made from other numbers than \(names(set.files)) has now"
          : "the features '\(set.name)' were made from other contents than \(names(set.files)) and the labels have now"
      )
    }
  }

  private func names(_ files: [InputFile]) -> String { files.map(\.path).joined(separator: " and ") }

  private var sides: [(side: MapInputs.Side, set: FeatureSet)] {
    configuration.dataset.image.map { (side: MapInputs.Side.first, set: $0) }
      + configuration.dataset.text.map { (side: MapInputs.Side.second, set: $0) }
  }

  private func checkAligned(_ first: FeatureInput, _ other: FeatureInput) throws {
    for (a, b) in zip(first.parts, other.parts) where a.rows.count != b.rows.count {
      throw StudyError.data(
        message: "\(b.path): \(b.rows.count) rows, but \(a.path) has \(a.rows.count); "
          + "row i of all feature sets must be the same item")
    }
  }

  // Labels of their own file, or else the label column of a feature file, if all that have one agree.
  private func readLabels(counts: [Int], _ inputs: [FeatureInput]) throws -> [[String]]? {
    if let source = configuration.dataset.labels {
      let parts = try FeatureInput.labels(source)
      for (part, count) in zip(parts, counts) where part.rows.count != count {
        throw StudyError.data(
          message: "\(part.path): labels of \(part.rows.count) rows; the features have \(count)")
      }
      return parts.flatMap(\.rows)
    }
    for input in inputs {
      let parts = input.parts.compactMap(\.labels)
      if parts.count == input.parts.count { return parts.flatMap { $0 } }
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

  private func keep(_ input: FeatureInput) throws -> MapInputs.Features {
    let views = input.vectors
    let digest = FeatureHash.digest(views)
    let file = String(digest.prefix(24)) + ".npy"
    let path = directory.data + "/" + file
    let columns = views.first?.columns ?? 0
    if !FileManager.default.fileExists(atPath: path) {
      let stream = try NPYStream(path, rows: views.reduce(0) { $0 + $1.rows }, columns: columns)
      for view in views { try stream.append(view) }
      try stream.finish()
    }
    var features = MapInputs.Features(
      side: input.side, name: input.set.name, file: file, columns: columns, hash: digest,
      sources: input.set.files.map(\.written), stamps: stamps(input.set).compactMap { $0 },
      options: input.set.options, trainingRows: input.set.source.trainingRows)
    features.count(RowFacts(views))
    return features
  }

  // Path, size and time of change of each file; nil where there is no such file (any more).
  private func stamps(_ set: FeatureSet) -> [String?] {
    let labels = set.encoder == nil ? [] : configuration.dataset.labels?.source.files ?? []
    return (set.files + labels).map(\.stamp)
  }
}
