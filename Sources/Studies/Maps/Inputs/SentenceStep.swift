import CrossModal
import Dense
import Foundation
import VectorFiles

/// Makes the features of a text set by a sentence encoder that others trained. Nothing is learned: the features hang on the
/// texts, the model's files and the kernels alone, and are kept under `data/`, named by the hash of all these.
struct SentenceStep: FeatureMaking {
  /// SHA-256 of texts, model, options and kernels.
  let recipe: String
  private let input: FeatureInput
  private let folder: InputFile
  private let weights: String
  private let keepsLength: Bool

  /// Hashes the texts and the files of the model; encodes nothing.
  /// - Throws: ``DataFileError`` for a folder without a model.
  init(_ input: FeatureInput, _ folder: InputFile, keepsLength: Bool, kernels: KernelChoice) throws {
    (self.input, self.folder, self.keepsLength) = (input, folder, keepsLength)
    let place = try SentenceModelFolder(folder.path)
    weights = try Self.digest(place.file("model.safetensors"))
    var hash = ContentHash()
    hash.add(
      "sentences 1, \(kernels.blasKernel) \(kernels.blasVersion) \(kernels.vectorBits), \(keepsLength)")
    for name in SentenceModelFolder.files(in: folder.path).sorted() {
      hash.add([[name, name == "model.safetensors" ? weights : try Self.digest(place.file(name))]])
    }
    hash.add([input.texts])
    recipe = hash.hexadecimal()
  }

  /// The features, kept in the study's `data/`: those that an earlier attempt made of the same, or new ones.
  func features(
    in directory: StudyDirectory, stamps: [String?], onEvent: (EncodingEvent) -> Void
  ) throws -> MapInputs.Features {
    let file = "encoded-" + recipe.prefix(24) + ".npy"
    let place = directory.data + "/" + file
    let record = place + ".json"
    let before = MadeFeatures<MapInputs.SentenceEncoding>(features: place, record: record)
      .flatMap { $0.encoding.recipe == recipe ? $0 : nil }
    let made = try before ?? make(place, record: record, in: directory, onEvent: onEvent)
    onEvent(.done(set: input.set.name, how: made.encoding.text, isKept: before != nil))
    let table = try FeatureTable.read(place).features
    var features = MapInputs.Features(
      side: input.side, name: input.set.name, file: file, columns: table.columns, hash: made.hash,
      sources: input.set.source.files.map(\.written) + [folder.written], stamps: stamps.compactMap { $0 },
      options: input.set.options, trainingRows: input.set.source.trainingRows)
    features.sentences = made.encoding
    features.count(RowFacts(table))
    return features
  }

  private func make(
    _ place: String, record: String, in directory: StudyDirectory, onEvent: (EncodingEvent) -> Void
  ) throws -> MadeFeatures<MapInputs.SentenceEncoding> {
    let signals = StopSignals([SIGINT, SIGTERM, SIGHUP, SIGUSR1])
    defer { signals.end() }
    let (texts, name) = (input.texts, input.set.name)
    let encoder = try SentenceEncoder(folder.path, keepsLength: keepsLength)
    for note in encoder.model.notes { onEvent(.note("\(folder.written): \(note)")) }
    let begun = EncodingEvent.encoding(set: name, texts: texts.count)
    onEvent(begun)
    try AtomicFile.write(text: begun.text, to: directory.making)
    let encoding = encoder.encode(texts, threads: AvailableProcessors.current.count) { _ in
      !signals.wereReceived
    }
    guard let encoding else { throw StudyError.stopped(study: directory.path, progress: begun.text) }
    if let (row, _) = encoding.vectors.firstNotFinite {
      throw StudyError.data(
        message:
          "\(input.parts[0].path): text \(row + 1) has a vector that is not finite by \(folder.written)")
    }
    try NPYFile.write(encoding.vectors.view, to: place)
    return try MadeFeatures(
      MapInputs.SentenceEncoding(
        recipe: recipe, model: URL(filePath: folder.path).lastPathComponent, weights: weights,
        texts: texts.count, longest: encoder.model.longest, cut: encoding.cut.count,
        empty: encoding.empty.count),
      of: encoding.vectors, record: record)
  }

  private static func digest(_ path: String) throws -> String {
    var hash = ContentHash()
    hash.update(try FileContent.read(path))
    return hash.hexadecimal()
  }
}
