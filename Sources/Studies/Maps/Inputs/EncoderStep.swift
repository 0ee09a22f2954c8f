import CrossModal
import Dense
import Foundation
import VectorFiles

/// Makes the features of a text set: an encoder learns from the training rows, or from all rows where there is no split,
/// and the features of all rows are kept under `data/`, named by the hash of what they were made of.
struct EncoderStep: FeatureMaking {
  /// SHA-256 of everything that decides the features.
  let recipe: String
  private let input: FeatureInput
  private let configuration: EncoderConfiguration
  private let words: [[String]]
  private let labels: [[String]]
  private let trainingRows: [Int]
  private let vectors: WordVectors?
  private let seed: UInt64

  /// Reads the word vectors and hashes what is there; trains nothing.
  init(
    _ input: FeatureInput, _ configuration: EncoderConfiguration, labels: [[String]], trainingItems: Int?,
    seed: UInt64, kernels: KernelChoice
  ) throws {
    (self.input, self.configuration, self.labels, self.seed) = (input, configuration, labels, seed)
    words = input.texts.map(configuration.recipe.tokenizer.words)
    trainingRows = Array(0..<(trainingItems ?? words.count))
    let wanted = Set(words.joined())
    vectors = try configuration.embeddings.map {
      try WordVectors.read($0.path, wanted: wanted, encoding: configuration.encoding)
    }
    recipe = Self.hash(
      configuration, words: words, labels: labels, trainingItems: trainingItems, vectors: vectors, seed: seed,
      kernels: kernels)
  }

  /// The features, kept in the study's `data/`: those that an earlier attempt made of the same, or new ones.
  func features(
    in directory: StudyDirectory, stamps: [String?], onEvent: (EncodingEvent) -> Void
  ) throws -> MapInputs.Features {
    for note in vectors?.notes ?? [] {
      onEvent(.note("\(configuration.embeddings?.written ?? ""): \(note)"))
    }
    let file = "encoded-" + recipe.prefix(24) + ".npy"
    let place = directory.data + "/" + file
    let record = place + ".json"
    let before = Kept(features: place, record: record).flatMap { $0.encoding.recipe == recipe ? $0 : nil }
    let kept = try before ?? make(place, record: record, in: directory, onEvent: onEvent)
    onEvent(.done(set: input.set.name, how: kept.encoding.text, isKept: before != nil))
    var features = MapInputs.Features(
      side: input.side, name: input.set.name, file: file, columns: configuration.recipe.units,
      hash: kept.hash,
      sources: input.set.files.map(\.written), stamps: stamps.compactMap { $0 }, encoding: kept.encoding,
      options: input.set.options, trainingRows: input.set.source.trainingRows)
    features.count(RowFacts(try FeatureTable.read(place).features))
    return features
  }

  private func make(
    _ place: String, record: String, in directory: StudyDirectory, onEvent: (EncodingEvent) -> Void
  ) throws -> Kept {
    let (features, encoding) = try train(in: directory, onEvent: onEvent)
    try NPYFile.write(features.view, to: place)
    let made = try Kept(encoding, of: features, record: record)
    kept(in: directory).remove()
    return made
  }

  // The epochs of a training that was stopped.
  private func kept(in directory: StudyDirectory) -> KeptEncoder {
    KeptEncoder(directory, side: input.side, set: input.set.name, recipe: recipe)
  }

  private func train(
    in directory: StudyDirectory, onEvent: (EncodingEvent) -> Void
  ) throws -> (Matrix<Float>, MapInputs.Encoding) {
    let name = input.set.name
    let signals = StopSignals([SIGINT, SIGTERM, SIGHUP, SIGUSR1])
    defer { signals.end() }
    var progress = "text features \(name): begun"
    var failure: (any Error)?
    func tell(_ event: EncodingEvent) {
      progress = event.text
      onEvent(event)
      do { try AtomicFile.write(text: progress, to: directory.making) } catch { failure = error }
    }
    do {
      let fit = try TextEncoderFit(
        words: words, labels: labels, trainingRows: trainingRows, vectors: vectors,
        recipe: configuration.recipe,
        key: .textEncoder(seed: seed))
      tell(.begun(set: name, counts: fit.counts))
      let kept = kept(in: directory)
      let state = kept.state(of: fit.initial)
      if let state { tell(epoch(state.history, isKept: true)) }
      let before = fit.precision(of: fit.features(fit.initial))
      let (weights, history) = try fit.train(
        from: state,
        onEpoch: {
          tell(epoch($0, isKept: false))
          return failure == nil && !signals.wereReceived
        }, keep: { do { try kept.keep($0) } catch { failure = error } })
      if let failure { throw failure }
      if signals.wereReceived { throw StudyError.stopped(study: directory.path, progress: progress) }
      let features = fit.features(weights)
      let precision = [before, fit.precision(of: features)].map {
        MapInputs.Precision(training: $0.training.value, others: $0.others?.value)
      }
      return (
        features,
        MapInputs.Encoding(
          recipe: recipe, counts: fit.counts, epochs: history.training.count, bestEpoch: history.best,
          precision: precision)
      )
    } catch TextEncoderFit.Failure.noWords {
      throw noWords
    } catch TextEncoderFit.Failure.diverged(let epoch) {
      // It would diverge again.
      kept(in: directory).remove()
      throw StudyError.data(
        message:
          "\(input.parts[0].path): the encoder for '\(name)' diverged in epoch \(epoch), a loss was not finite; "
          + "try a smaller learning-rate")
    }
  }

  private func epoch(_ history: TextEncoderHistory, isKept: Bool) -> EncodingEvent {
    .epoch(
      set: input.set.name, number: history.training.count, most: configuration.recipe.epochs,
      loss: history.training.last ?? 0, heldOut: history.heldOut.last, isKept: isKept)
  }

  /// What the texts come to with this encoder; nothing is trained.
  /// - Throws: ``StudyError/data(message:)`` where no word is known.
  func counts() throws -> TextEncoderFit.Counts {
    do {
      return try TextEncoderFit(
        words: words, labels: labels, trainingRows: trainingRows, vectors: vectors,
        recipe: configuration.recipe, key: .textEncoder(seed: seed)
      ).counts
    } catch { throw noWords }
  }

  private var noWords: StudyError {
    .data(
      message:
        "\(input.parts[0].path): no word of the texts for '\(input.set.name)' is known; try a smaller minimum-count or "
        + "other embeddings")
  }

  private typealias Kept = MadeFeatures<MapInputs.Encoding>

  private static func hash(
    _ configuration: EncoderConfiguration, words: [[String]], labels: [[String]], trainingItems: Int?,
    vectors: WordVectors?, seed: UInt64, kernels: KernelChoice
  ) -> String {
    var hash = ContentHash()
    hash.add(
      "encoder 1, seed \(seed), \(kernels.blasKernel) \(kernels.blasVersion) "
        + "\(kernels.vectorBits), \(trainingItems ?? words.count) rows"
    )
    hash.add(configuration.canonicalJSON.compact)
    hash.add(words)
    hash.add(labels)
    if let vectors {
      hash.add([vectors.words])
      hash.update(vectors.vectors.view)
    }
    return hash.hexadecimal()
  }
}
