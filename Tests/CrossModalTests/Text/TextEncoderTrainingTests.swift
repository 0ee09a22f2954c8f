import Testing

@testable import CrossModal
@testable import Dense
@testable import Layers

@Suite struct TextEncoderTrainingTests {
  /// Texts of 30 words in which the label decides a few words.
  private let sequences: [[Int32]]
  private let targets: [[Int]]

  init() {
    var stream = RandomStream(StreamKey(seed: 11))
    targets = (0..<120).map { _ in [stream.below(3)] }
    var sequences: [[Int32]] = []
    for target in targets {
      sequences.append(
        (0..<10 + stream.below(10)).map { _ in Int32(stream.below(4) == 0 ? target[0] : 3 + stream.below(17))
        })
    }
    self.sequences = sequences
  }

  private func weights(_ variant: GRUVariant, _ pooling: StatePooling) -> RecurrentEncoderWeights<Float> {
    let shape = RecurrentEncoderShape(
      vocabulary: 20, dimensions: 8, units: 8, labels: 3, variant: variant, pooling: pooling)
    return RecurrentEncoderWeights(shape: shape, key: StreamKey(seed: 12))
  }

  private func training(_ options: TextEncoderOptions, targets: [[Int]]? = nil) -> TextEncoderTraining<Float>
  {
    TextEncoderTraining(
      options: options, sequences: sequences, targets: targets ?? self.targets, trainingRows: Array(0..<80),
      heldOutRows: Array(80..<100), key: StreamKey(seed: 13))
  }

  @Test(arguments: Layers.GRUVariant.allCases, Layers.StatePooling.allCases)
  func learnsWhichWordsMatter(variant: Layers.GRUVariant, pooling: Layers.StatePooling) {
    let labels = LabelSets(targets.map { $0.map(String.init) }).selecting(Array(100..<120))
    func precision(_ weights: RecurrentEncoderWeights<Float>) -> Double {
      MeanAveragePrecision(weights.features(of: Array(sequences[100...])).view, labels: labels).value ?? 0
    }
    let first = weights(variant, pooling)
    let options = TextEncoderOptions(learningRate: 0.01, batchSize: 16, epochs: 25, patience: 25)
    let (trained, history) = training(options).run(first)
    #expect(history.divergedIn == nil && history.training.count == 25)
    #expect((history.training.last ?? 9) < 0.3 && history.training[0] > 0.9)
    #expect(history.heldOut[history.best - 1] == history.heldOut.min())
    #expect(precision(trained) > precision(first) + 0.2)
  }

  @Test func repeatsItself() {
    let options = TextEncoderOptions(learningRate: 0.01, batchSize: 16, epochs: 3, wordDropout: 0.2)
    let first = training(options).run(weights(.keras1, .last))
    let second = training(options).run(weights(.keras1, .last))
    #expect(first.history == second.history)
    #expect(first.weights.embedding == second.weights.embedding)
    #expect(first.weights.forward.recurrent == second.weights.forward.recurrent)
  }

  /// Kept after any epoch as arrays and text, and gone on with in another engine: the same bits as without a stop.
  @Test(arguments: Layers.GRUVariant.allCases, [true, false])
  func goesOnWhereItWasKept(variant: Layers.GRUVariant, trainsEmbedding: Bool) throws {
    let options = TextEncoderOptions(
      learningRate: 0.05, batchSize: 16, epochs: 6, patience: 6, trainsEmbedding: trainsEmbedding,
      wordDropout: 0.2)
    let first = weights(variant, .mean)
    var kept: [TextEncoderState<Float>] = []
    let whole = training(options).run(first, keep: { kept.append($0) })
    #expect(kept.count == 6 && kept.map(\.history.training.count) == Array(1...6))
    for state in kept {
      let (tensors, metadata) = state.file
      let read = try #require(TextEncoderState(tensors: tensors, metadata: metadata, initial: first))
      #expect(read.history == state.history)
      let rest = training(options).run(first, from: read)
      #expect(rest.history == whole.history)
      #expect(rest.weights.embedding == whole.weights.embedding && rest.weights.input == whole.weights.input)
      #expect(rest.weights.forward.recurrent == whole.weights.forward.recurrent)
      #expect(rest.weights.backward.recurrentBias == whole.weights.backward.recurrentBias)
      #expect(
        rest.weights.output == whole.weights.output && rest.weights.outputBias == whole.weights.outputBias)
    }
    // Of another shape, or with an array missing, it is none.
    let (tensors, metadata) = kept[2].file
    let other = RecurrentEncoderWeights<Float>(
      shape: RecurrentEncoderShape(vocabulary: 21, dimensions: 8, units: 8, labels: 3, variant: variant),
      key: StreamKey(seed: 12))
    #expect(TextEncoderState(tensors: tensors, metadata: metadata, initial: other) == nil)
    var fewer = tensors
    fewer["weights.input"] = nil
    #expect(TextEncoderState(tensors: fewer, metadata: metadata, initial: first) == nil)
    #expect(TextEncoderState(tensors: tensors, metadata: [:], initial: first) == nil)
  }

  @Test func stopsEarlyAndKeepsTheBest() {
    // Held-out rows with other labels than their words say: the better the training, the larger their loss.
    let wrong = targets.enumerated().map { row, target in row < 80 ? target : [(target[0] + 1) % 3] }
    let options = TextEncoderOptions(learningRate: 0.01, batchSize: 16, epochs: 50, patience: 2)
    let (_, history) = training(options, targets: wrong).run(weights(.current, .mean))
    #expect(history.training.count < 50)
    #expect(history.training.count == history.best + 2)
    var seen = 0
    let stopped = training(options).run(weights(.current, .mean)) { history in
      seen = history.training.count
      return seen < 2
    }
    #expect(seen == 2 && stopped.history.training.count == 2)
  }

  @Test func frozenEmbeddingsStay() {
    let first = weights(.keras1, .mean)
    let options = TextEncoderOptions(learningRate: 0.01, epochs: 2, trainsEmbedding: false)
    let (trained, _) = training(options).run(first)
    #expect(trained.embedding == first.embedding)
    #expect(trained.input != first.input)
  }

  @Test func notANumberIsReported() {
    var broken = weights(.keras1, .mean)
    broken.output[0, 0] = .nan
    let (_, history) = training(TextEncoderOptions(epochs: 3)).run(broken)
    #expect(history.divergedIn == 1 && history.best == 0)
  }
}
