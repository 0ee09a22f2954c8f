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
  // As they were before anything of them is read.
  let files: UnchangedFiles

  /// Looks at the files of a configuration and reads nothing yet.
  init(
    configuration: StudyConfiguration, directory: StudyDirectory, kernels: KernelChoice,
    onEvent: @escaping (EncodingEvent) -> Void
  ) {
    (self.configuration, self.directory, self.kernels) = (configuration, directory, kernels)
    self.onEvent = onEvent
    let data = configuration.dataset
    files = UnchangedFiles(
      (data.image + data.text).flatMap(\.files) + (data.labels?.source.files ?? [])
        + (data.groups?.source.files ?? []))
  }

  /// The inputs of a new study; their files are written.
  /// - Throws: ``StudyError/file(path:reason:)`` if a file was changed meanwhile; nothing of it stays in the study.
  func inputs() throws -> MapInputs { try files.reading { try newInputs() } }

  private func newInputs() throws -> MapInputs {
    let aligned = try aligned(sides.map { try readSet($0.side, $0.set) })
    let read = aligned.sets
    guard let first = read.first else { throw StudyError.data(message: "a data set without features") }
    tell(read.flatMap(\.parts).map { ($0.path, $0.notes) })
    let counts = first.counts
    let rowsPerItem = aligned.rowsPerItem
    let labels = try readLabels(counts: counts, rowsPerItem: rowsPerItem, read)
    var inputs = MapInputs(
      features: [], labels: labels, items: counts.reduce(0, +),
      trainingItems: counts.count == 2 ? counts[0] : nil)
    inputs.rowsPerItem = rowsPerItem > 1 ? rowsPerItem : nil
    inputs.itemGroups = try readGroups(counts: counts, rowsPerItem: rowsPerItem, own: aligned.groups)
    try check(inputs)
    if let groups = inputs.itemGroups { onEvent(.note("\(groups.text): each is in one fold")) }
    inputs.names = itemNames(read)
    inputs.features = try take(read, inputs)
    try countRepetitions(&inputs)
    return inputs
  }

  /// The inputs of a study that follows this configuration from now on: feature sets that are new come to those that it
  /// has.
  ///
  /// Refuses inputs that had other contents than the configuration's files have now. Files that cannot be read any more
  /// are passed over: a study keeps its own copy.
  func grown(_ known: MapInputs) throws -> MapInputs { try files.reading { try grownInputs(known) } }

  private func grownInputs(_ known: MapInputs) throws -> MapInputs {
    let counts = known.trainingItems.map { [$0, known.items - $0] } ?? [known.items]
    try check(known, isKnown: true)
    try check(groups: known, counts: counts)
    try check(labels: known, counts: counts)
    for (side, set) in sides {
      if let features = known.features(side, set.name) { try check(set, side, features, known) }
    }
    let isNew = { (side: MapInputs.Side, set: FeatureSet) in known.features(side, set.name) == nil }
    guard sides.contains(where: isNew) else {
      try checkRanks(known) { known.features($0, $1.name)?.columns }
      return known
    }
    // Those that the study has say which rows belong together, as far as their files are still there.
    let there = sides.filter { isNew($0.side, $0.set) || $0.set.files.allSatisfy { files.stamp($0) != nil } }
    let together = try aligned(there.map { try readSet($0.side, $0.set) })
    let new = together.sets.filter { isNew($0.side, $0.set) }
    tell(new.flatMap(\.parts).map { ($0.path, $0.notes) })
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
    if let own = together.groups, ItemGroups(own.flatMap { $0 }) != known.itemGroups,
      configuration.dataset.groups == nil
    {
      throw StudyError.otherConfiguration(
        study: directory.path,
        difference: "its groups are not those of \(new.map(\.parts[0].path).joined(separator: ", "))")
    }
    let rowsPerItem = known.rowsPerItem ?? 1
    if let labels = try readLabels(counts: counts, rowsPerItem: rowsPerItem, new), labels != known.labels {
      throw StudyError.otherConfiguration(
        study: directory.path,
        difference:
          "the labels of its rows are not those of \(new.map(\.parts[0].path).joined(separator: ", "))")
    }
    var grown = known
    grown.features += try take(new, known)
    try countRepetitions(&grown)
    return grown
  }

  // Keeps vectors, and makes those of texts: they come first, since what may fail comes before anything is written.
  private func take(_ read: [FeatureInput], _ inputs: MapInputs) throws -> [MapInputs.Features] {
    try checkSteps(of: read, inputs)
    try checkRanks(inputs) { side, set in
      if let known = inputs.features(side, set.name) { return known.columns }
      guard let input = read.first(where: { $0.side == side && $0.set.name == set.name }) else { return nil }
      return input.columns
    }
    try files.check(read.flatMap { sources($0.set) } + labelFiles + groupFiles)
    let encoded = try read.map { input -> MapInputs.Features? in
      guard let encoder = input.set.encoder else { return nil }
      let step = try making(input, encoder, labels: inputs.labels, trainingItems: inputs.trainingItems)
      // Its word vectors were read just now.
      try files.check(sources(input.set))
      return try step.features(in: directory, stamps: stamps(input.set), onEvent: onEvent)
    }
    let taken = try zip(read, encoded).map { try $1 ?? keep($0) }
    for features in taken {
      if let ties = features.ties {
        onEvent(.tied(set: features.title(configuration.dataset.sides), text: ties))
      }
      if let constant = features.constantColumnsText(configuration.dataset.sides) { onEvent(.note(constant)) }
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
    where files.stamp(file) == nil && !known.stamps.contains(where: { $0.hasPrefix(file.path + " ") }) {
      throw StudyError.file(
        path: file.path,
        reason: "no such file, and the study was not made of it (\(known.stamps.joined(separator: ", ")))")
    }
    let stamps = stamps(set)
    if stamps.contains(nil) || stamps.compactMap({ $0 }) == known.stamps { return }
    let input = try again(side, set)
    let isSame: Bool
    if let encoder = set.encoder {
      let labels = try readLabels(counts: input.counts, rowsPerItem: inputs.rowsPerItem ?? 1, [input])
      let step = try making(input, encoder, labels: labels, trainingItems: inputs.trainingItems)
      isSame = step.recipe == known.encoding?.recipe ?? known.sentences?.recipe
    } else {
      isSame = FeatureHash.digest(input.vectors) == known.hash
    }
    try files.check(sources(set))
    try check(labelsOf: input, inputs)
    guard isSame else {
      throw StudyError.otherConfiguration(
        study: directory.path,
        difference: set.encoder == nil
          ? "it was made from other numbers than \(names(set.files)) has now"
          : "the features '\(set.name)' were made from other contents than \(names(set.files)) and the labels have now"
      )
    }
  }

  func names(_ files: [InputFile]) -> String { files.map(\.path).joined(separator: " and ") }

  var sides: [(side: MapInputs.Side, set: FeatureSet)] {
    configuration.dataset.image.map { (side: MapInputs.Side.first, set: $0) }
      + configuration.dataset.text.map { (side: MapInputs.Side.second, set: $0) }
  }

  func readSet(_ side: MapInputs.Side, _ set: FeatureSet) throws -> FeatureInput {
    try FeatureInput(side, set, section: configuration.dataset.section(side, set))
  }

  // The set as it would be taken in now: joined with all others where rows are joined by name.
  private func again(_ side: MapInputs.Side, _ set: FeatureSet) throws -> FeatureInput {
    let isAlone =
      configuration.dataset.alignment != .names && sides.allSatisfy { $0.set.middleAxis == nil }
    guard !isAlone else { return try readSet(side, set).divided() }
    let all = try aligned(sides.map { try readSet($0.side, $0.set) })
    return try all.sets.first { $0.side == side && $0.set.name == set.name }
      ?? readSet(side, set).divided()
  }

  // What the readers decided for the person, once for each file.
  func tell(_ read: [(path: String, notes: [String])]) {
    var told: Set<String> = []
    for (path, notes) in read where told.insert(path).inserted {
      for note in notes { onEvent(.note("\(path): \(note)")) }
    }
  }

  private func keep(_ input: FeatureInput) throws -> MapInputs.Features {
    let views = input.vectors
    let digest = FeatureHash.digest(views)
    let file = String(digest.prefix(24)) + ".npy"
    let path = directory.data + "/" + file
    let columns = views.first?.columns ?? 0
    let isNew = !FileManager.default.fileExists(atPath: path)
    if isNew {
      let stream = try NPYStream(path, rows: views.reduce(0) { $0 + $1.rows }, columns: columns)
      for view in views { try stream.append(view) }
      try stream.finish()
    }
    // Vectors may be mapped, so that their file is read until here; then the copy is of no known content.
    do { try files.check(input.set.files) } catch {
      if isNew { unlink(path) }
      throw error
    }
    var features = MapInputs.Features(
      side: input.side, name: input.set.name, file: file, columns: columns, hash: digest,
      sources: input.set.files.map(\.written), stamps: stamps(input.set).compactMap { $0 },
      options: input.set.options, trainingRows: input.set.source.trainingRows)
    features.count(RowFacts(views))
    features.constantColumns = RowFacts.constantColumns(views)
    return features
  }

  // Path, size and time of change of each file before it was read; nil where there was no such file (any more).
  private func stamps(_ set: FeatureSet) -> [String?] {
    sources(set).map(files.stamp)
  }

  // The files that decide the features of a set.
  private func sources(_ set: FeatureSet) -> [InputFile] {
    set.files + (set.encoder?.learns == true ? labelFiles : [])
  }

  var labelFiles: [InputFile] { configuration.dataset.labels?.source.files ?? [] }
}
