import Dense
import Layers
import VectorFiles

/// The way from labeled texts to their features: vocabulary, first weights, training on some rows, features of all.
///
/// The loss is softmax cross-entropy if every training row has exactly one label, else sigmoid cross-entropy; labels that
/// no training row has are unknown to it. The same arguments give the same bits with the same kernels.
public struct TextEncoderFit: Sendable {
  /// The numbers of an encoder.
  package typealias Weights = RecurrentEncoderWeights<Float>

  /// Why no features came out.
  public enum Failure: Error, Equatable {
    /// No word of the texts is known.
    case noWords
    /// A loss was not finite in this epoch, from 1.
    case diverged(epoch: Int)
  }

  /// What the texts came to.
  public struct Counts: Codable, Hashable, Sendable {
    /// Number of texts.
    public var texts: Int
    /// Texts to learn from, those held out for early stopping included.
    public var trainingTexts: Int
    /// Words in the vocabulary.
    public var vocabulary: Int
    /// Words in all texts.
    public var words: Int
    /// Of these, the ones that are read: known, and not beyond the longest text.
    public var wordsRead: Int
    /// Texts of which no word is read; their features are zero.
    public var emptyTexts: Int
    /// Labels of the training rows.
    public var labels: Int
  }

  /// The counts.
  public let counts: Counts
  /// What is minimized.
  package let loss: ClassificationLoss
  /// The weights before training.
  package let initial: Weights
  private let recipe: TextEncoderRecipe
  private let sequences: [[Int32]]
  private let targets: [[Int]]
  private let labels: LabelSets
  private let trainingRows: [Int]
  private let key: StreamKey

  /// Prepares a fit.
  /// - Parameters:
  ///   - words: the tokenized texts.
  ///   - labels: the labels of each text.
  ///   - trainingRows: the texts to learn from, ascending; at least one.
  ///   - vectors: vectors to begin the embedding with; words without one begin random.
  /// - Throws: ``Failure/noWords``.
  public init(
    words: [[String]], labels: [[String]], trainingRows: [Int], vectors: WordVectors? = nil,
    recipe: TextEncoderRecipe, key: StreamKey
  ) throws(Failure) {
    precondition(words.count == labels.count, "\(words.count) texts with labels of \(labels.count)")
    precondition(!trainingRows.isEmpty, "an encoder without texts to learn from")
    // With frozen vectors a word is known if it has one; else if it is frequent enough in the training rows.
    let vocabulary: Vocabulary
    if let vectors, recipe.isFrozen {
      vocabulary = Vocabulary(words, limit: recipe.vocabulary) { vectors.row(of: $0) != nil }
    } else {
      vocabulary = Vocabulary(
        trainingRows.lazy.map { words[$0] }, minimumCount: recipe.minimumCount, limit: recipe.vocabulary)
    }
    guard vocabulary.count > 0 else { throw .noWords }
    let sequences = words.map { vocabulary.encode($0, longest: recipe.longest) }
    let names = Set(trainingRows.lazy.flatMap { labels[$0] }).sorted()
    let places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    loss = trainingRows.allSatisfy { labels[$0].count == 1 } ? .softmax : .sigmoid
    let shape = RecurrentEncoderShape(
      vocabulary: vocabulary.count, dimensions: vectors?.dimension ?? recipe.dimensions, units: recipe.units,
      labels: max(1, names.count), variant: recipe.variant, pooling: recipe.pooling)
    let table = vectors?.vectors.view
    initial = RecurrentEncoderWeights(shape: shape, key: key) { word in
      vectors?.row(of: vocabulary.words[word]).flatMap { table?.row($0) }
    }
    counts = Counts(
      texts: words.count, trainingTexts: trainingRows.count, vocabulary: vocabulary.count,
      words: words.reduce(0) { $0 + $1.count }, wordsRead: sequences.reduce(0) { $0 + $1.count },
      emptyTexts: sequences.count { $0.isEmpty }, labels: names.count)
    targets = labels.map { $0.compactMap { places[$0] } }
    self.labels = LabelSets(labels)
    (self.recipe, self.sequences, self.trainingRows, self.key) = (recipe, sequences, trainingRows, key)
  }

  /// Trains, and returns the weights of the epoch with the least held-out loss.
  /// - Parameters:
  ///   - state: what an earlier training of the same was kept at; it goes on there, to the same bits.
  ///   - onEpoch: called after each epoch; returning false ends the fit there.
  ///   - keep: called after each epoch, before `onEpoch`, with all that the next epoch depends on.
  /// - Throws: ``Failure/diverged(epoch:)``.
  package func train(
    from state: TextEncoderState<Float>? = nil, onEpoch: (TextEncoderHistory) -> Bool = { _ in true },
    keep: ((TextEncoderState<Float>) -> Void)? = nil
  ) throws(Failure) -> (weights: Weights, history: TextEncoderHistory) {
    var shuffled = trainingRows
    var stream = RandomStream(key.adding("held out"))
    stream.shuffle(&shuffled)
    let heldOut = min(Int((Double(shuffled.count) * recipe.heldOut).rounded()), shuffled.count - 1)
    let options = TextEncoderOptions(
      loss: loss, learningRate: recipe.learningRate, batchSize: recipe.batchSize, epochs: recipe.epochs,
      patience: recipe.patience, trainsEmbedding: !recipe.isFrozen, wordDropout: recipe.wordDropout)
    let training = TextEncoderTraining<Float>(
      options: options, sequences: sequences, targets: targets,
      trainingRows: shuffled.dropFirst(heldOut).sorted(), heldOutRows: shuffled.prefix(heldOut).sorted(),
      key: key)
    let (weights, history) = training.run(initial, from: state, onEpoch: onEpoch, keep: keep)
    if let epoch = history.divergedIn { throw .diverged(epoch: epoch) }
    return (weights, history)
  }

  /// Trains, and returns the features of all texts, one row each, with the history of the training.
  /// - Parameter onEpoch: called after each epoch; returning false ends the fit there.
  /// - Throws: ``Failure/diverged(epoch:)``.
  public func trainedFeatures(
    onEpoch: (TextEncoderHistory) -> Bool = { _ in true }
  ) throws(Failure) -> (features: Matrix<Float>, history: TextEncoderHistory) {
    let (weights, history) = try train(onEpoch: onEpoch)
    return (features(weights), history)
  }

  /// The features of all texts, one row each.
  package func features(_ weights: Weights) -> Matrix<Float> {
    weights.features(of: sequences)
  }

  /// The feature check: mean average precision inside the training rows, and inside the other rows if there are any.
  public func precision(
    of features: Matrix<Float>
  ) -> (training: MeanAveragePrecision, others: MeanAveragePrecision?) {
    func inside(_ rows: [Int]) -> MeanAveragePrecision {
      MeanAveragePrecision(Matrix(features.view, selecting: rows).view, labels: labels.selecting(rows))
    }
    let chosen = Set(trainingRows)
    let others = (0..<features.rows).filter { !chosen.contains($0) }
    return (inside(trainingRows), others.isEmpty ? nil : inside(others))
  }
}

extension StreamKey {
  /// The key of a text encoder's streams: the same for the command and for a study of this seed.
  public static func textEncoder(seed: UInt64) -> StreamKey { StreamKey(seed: seed).adding("encode") }
}
