import CrossModal
import Dense
import Foundation
import VectorFiles

/// Takes the data of a configuration into a study: reads, checks, makes the features of texts, and keeps everything as
/// Float32 npy files named by content.
struct StudyImport {
  let configuration: StudyConfiguration
  let directory: StudyDirectory

  /// The manifest of the new study; its data files are written, the manifest is not.
  func manifest(kernels: KernelChoice, onEncoding: @escaping (EncodingEvent) -> Void) throws -> Manifest {
    let inputs = try sides.map { try StudyInput($0.side, $0.set) }
    guard let first = inputs.first else { throw StudyError.data(message: "a data set without features") }
    for other in inputs { try checkAligned(first, other) }
    let counts = first.counts
    let labels = try readLabels(counts: counts, inputs)
    try checkSizes(counts)
    let trainingItems = counts.count == 2 ? counts[0] : nil
    // Encoders first: what may fail comes before anything is written.
    let encoded = try inputs.map { input -> Manifest.Features? in
      guard let encoder = input.set.encoder else { return nil }
      let step = try EncoderStep(
        input, encoder, labels: labels ?? [], trainingItems: trainingItems, seed: configuration.seed,
        kernels: kernels)
      return try step.features(in: directory, stamps: stamps(input.set), onEvent: onEncoding)
    }
    let features = try zip(inputs, encoded).map { try $1 ?? keep($0) }
    return Manifest(
      name: configuration.name, identity: configuration.identity, kernels: kernels, features: features,
      labels: labels, items: counts.reduce(0, +), trainingItems: trainingItems,
      overrides: configuration.origin.overrides)
  }

  /// Refuses a study whose inputs had other contents than the configuration's files have now. Files that cannot be read
  /// any more are passed over: a study keeps its own copy.
  func check(against manifest: Manifest) throws {
    for (side, set) in sides {
      guard let known = manifest.features(side, set.name) else { continue }
      let stamps = stamps(set)
      if stamps.contains(nil) || stamps.compactMap({ $0 }) == known.stamps { continue }
      let input = try StudyInput(side, set)
      let isSame: Bool
      if let encoder = set.encoder {
        let labels = try readLabels(counts: input.counts, [input]) ?? []
        let step = try EncoderStep(
          input, encoder, labels: labels, trainingItems: manifest.trainingItems, seed: configuration.seed,
          kernels: manifest.kernels)
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
  }

  private func names(_ files: [InputFile]) -> String { files.map(\.path).joined(separator: " and ") }

  private var sides: [(side: Manifest.Side, set: FeatureSet)] {
    configuration.dataset.image.map { (side: Manifest.Side.first, set: $0) }
      + configuration.dataset.text.map { (side: Manifest.Side.second, set: $0) }
  }

  private func checkAligned(_ first: StudyInput, _ other: StudyInput) throws {
    for (a, b) in zip(first.parts, other.parts) where a.rows.count != b.rows.count {
      throw StudyError.data(
        message: "\(b.path): \(b.rows.count) rows, but \(a.path) has \(a.rows.count); "
          + "row i of all feature sets must be the same item")
    }
  }

  // Labels of their own file, or else the label column of a feature file, if all that have one agree.
  private func readLabels(counts: [Int], _ inputs: [StudyInput]) throws -> [[String]]? {
    if let source = configuration.dataset.labels {
      let parts = try StudyInput.labels(source)
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

  private func keep(_ input: StudyInput) throws -> Manifest.Features {
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
    return Manifest.Features(
      side: input.side, name: input.set.name, file: file, columns: columns, hash: digest,
      sources: input.set.files.map(\.written), stamps: stamps(input.set).compactMap { $0 })
  }

  // Path, size and time of change of each file; nil where there is no such file (any more).
  private func stamps(_ set: FeatureSet) -> [String?] {
    let labels = set.encoder == nil ? [] : configuration.dataset.labels?.source.files ?? []
    return (set.files + labels).map { source in
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
