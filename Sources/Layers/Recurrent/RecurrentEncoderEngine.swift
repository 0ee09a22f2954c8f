import Dense

/// Computes with a recurrent encoder: features, scores, loss, gradients, updates. One object serves one fit on one thread;
/// its memory grows to that of the largest batch.
package final class RecurrentEncoderEngine<Scalar: RecurrentScalar>: SequenceEngine {
  let shape: RecurrentEncoderShape
  let loss: ClassificationLoss
  let embedding: EncoderParameter<Scalar>
  let input: EncoderParameter<Scalar>
  let inputBias: EncoderParameter<Scalar>
  let directions: [RecurrentLayer<Scalar>]
  let output: EncoderParameter<Scalar>
  let outputBias: EncoderParameter<Scalar>
  private let trainsEmbedding: Bool
  private var places: [Int32]
  private let vectors = GrowingBuffer<Scalar>()
  private let projected = GrowingBuffer<Scalar>()
  private let projectedGradient = GrowingBuffer<Scalar>()
  private let pooled = GrowingBuffer<Scalar>()
  private let features = GrowingBuffer<Scalar>()
  private let scores = GrowingBuffer<Scalar>()

  /// An engine with these numbers.
  package init(_ weights: RecurrentEncoderWeights<Scalar>, loss: ClassificationLoss, trainsEmbedding: Bool) {
    (shape, self.loss, self.trainsEmbedding) = (weights.shape, loss, trainsEmbedding)
    embedding = EncoderParameter(weights.embedding, isTrained: trainsEmbedding)
    input = EncoderParameter(weights.input)
    inputBias = EncoderParameter(weights.inputBias)
    directions = [weights.forward, weights.backward].map {
      RecurrentLayer($0, variant: weights.shape.variant)
    }
    output = EncoderParameter(weights.output)
    outputBias = EncoderParameter(weights.outputBias)
    places = Array(repeating: -1, count: weights.shape.vocabulary)
  }

  package var weights: RecurrentEncoderWeights<Scalar> {
    let parts = directions.map {
      RecurrentEncoderWeights<Scalar>.Direction(recurrent: $0.recurrent.matrix, recurrentBias: $0.bias.vector)
    }
    return RecurrentEncoderWeights(
      shape: shape, embedding: embedding.matrix, input: input.matrix, inputBias: inputBias.vector,
      forward: parts[0], backward: parts[1], output: output.matrix, outputBias: outputBias.vector)
  }

  /// Everything that training changes.
  var parameters: [EncoderParameter<Scalar>] {
    var all = [input, inputBias, output, outputBias] + directions.map(\.recurrent)
    if shape.variant == .current { all += directions.map(\.bias) }
    return trainsEmbedding ? [embedding] + all : all
  }

  package var averages: [[Scalar]] { parameters.flatMap(\.averages) }

  package func setAverages(_ averages: [[Scalar]]) {
    precondition(
      averages.count == 2 * parameters.count, "\(averages.count) averages for \(parameters.count) arrays")
    for (place, parameter) in parameters.enumerated() {
      parameter.setAverages(Array(averages[2 * place..<2 * place + 2]))
    }
  }

  package func features(of sequences: [[Int32]], batchSize: Int) -> Matrix<Scalar> {
    var result = Matrix<Scalar>(rows: sequences.count, columns: shape.units)
    result.withMutableElements { elements in
      guard let base = elements.baseAddress else { return }
      for first in stride(from: 0, to: sequences.count, by: batchSize) {
        let batch = Array(sequences[first..<min(first + batchSize, sequences.count)])
        (base + first * shape.units).update(
          from: forward(PackedSequences(batch, places: &places)), count: batch.count * shape.units)
      }
    }
    return result
  }

  package func evaluate(_ sequences: [[Int32]], targets: [[Int]], isTraining: Bool) -> Double {
    let batch = PackedSequences(sequences, places: &places)
    let (count, units, labels) = (sequences.count, shape.units, shape.labels)
    let features = forward(batch)
    let scores = self.scores.pointer(count * labels)
    for item in 0..<count { (scores + item * labels).update(from: outputBias.pointer, count: labels) }
    Scalar.gemm(
      transposeA: false, transposeB: false, m: count, n: labels, k: units, alpha: 1, a: features,
      strideA: units,
      b: output.pointer, strideB: labels, beta: 1, c: scores, strideC: labels)
    let value = loss.evaluate(scores, labels: labels, targets: targets)
    guard isTraining else { return value }
    Scalar.gemm(
      transposeA: true, transposeB: false, m: units, n: labels, k: count, alpha: 1, a: features,
      strideA: units,
      b: scores, strideB: labels, beta: 0, c: output.gradient.pointer, strideC: labels)
    outputBias.gradient.clear()
    Scalar.columnSums(outputBias.gradient.pointer, scores, stride: labels, rows: count, columns: labels)
    // The features' own gradient; half of it goes to each direction.
    Scalar.gemm(
      transposeA: false, transposeB: true, m: count, n: units, k: labels, alpha: 0.5, a: scores,
      strideA: labels,
      b: output.pointer, strideB: labels, beta: 0, c: features, strideC: units)
    backward(batch, gradient: features)
    return value
  }

  package func update(_ step: OptimizerStep) {
    for parameter in parameters { parameter.update(step) }
  }

  private func forward(_ batch: PackedSequences) -> UnsafeMutablePointer<Scalar> {
    let (count, units, dimensions) = (batch.order.count, shape.units, shape.dimensions)
    let distinct = batch.words.count
    let vectors = self.vectors.pointer(distinct * dimensions)
    let projected = self.projected.pointer(distinct * 6 * units)
    for (place, word) in batch.words.enumerated() {
      (vectors + place * dimensions).update(
        from: embedding.pointer + Int(word) * dimensions, count: dimensions)
      (projected + place * 6 * units).update(from: inputBias.pointer, count: 6 * units)
    }
    if distinct > 0 {
      Scalar.gemm(
        transposeA: false, transposeB: false, m: distinct, n: 6 * units, k: dimensions, alpha: 1, a: vectors,
        strideA: dimensions, b: input.pointer, strideB: 6 * units, beta: 1, c: projected, strideC: 6 * units)
    }
    let pooled = self.pooled.pointer(2 * count * units)
    pooled.update(repeating: 0, count: 2 * count * units)
    for (index, layer) in directions.enumerated() {
      withWords(batch, direction: index) { words in
        layer.forward(
          batch, words: words, inputs: projected + index * 3 * units, stride: 6 * units,
          pooling: shape.pooling,
          pooled: pooled + index * count * units)
      }
    }
    let features = self.features.pointer(count * units)
    for (place, item) in batch.order.enumerated() {
      let row = pooled + place * units
      Scalar.combine(features + item * units, 0.5, row, 0.5, row + count * units, count: units)
    }
    return features
  }

  private func backward(_ batch: PackedSequences, gradient: UnsafePointer<Scalar>) {
    let (count, units, dimensions) = (batch.order.count, shape.units, shape.dimensions)
    let distinct = batch.words.count
    let projectedGradient = self.projectedGradient.pointer(distinct * 6 * units)
    projectedGradient.update(repeating: 0, count: distinct * 6 * units)
    let pooled = self.pooled.pointer(2 * count * units)
    for (index, layer) in directions.enumerated() {
      layer.recurrent.gradient.clear()
      layer.bias.gradient.clear()
      for (place, item) in batch.order.enumerated() {
        (pooled + place * units).update(from: gradient + item * units, count: units)
      }
      withWords(batch, direction: index) { words in
        layer.backward(
          batch, words: words, inputGradient: projectedGradient + index * 3 * units, stride: 6 * units,
          pooling: shape.pooling, gradient: pooled)
      }
    }
    inputBias.gradient.clear()
    input.gradient.clear()
    embedding.gradient.clear()
    guard distinct > 0 else { return }
    Scalar.columnSums(
      inputBias.gradient.pointer, projectedGradient, stride: 6 * units, rows: distinct, columns: 6 * units)
    let vectors = self.vectors.pointer(distinct * dimensions)
    Scalar.gemm(
      transposeA: true, transposeB: false, m: dimensions, n: 6 * units, k: distinct, alpha: 1, a: vectors,
      strideA: dimensions, b: projectedGradient, strideB: 6 * units, beta: 0, c: input.gradient.pointer,
      strideC: 6 * units)
    guard trainsEmbedding else { return }
    Scalar.gemm(
      transposeA: false, transposeB: true, m: distinct, n: dimensions, k: 6 * units, alpha: 1,
      a: projectedGradient, strideA: 6 * units, b: input.pointer, strideB: 6 * units, beta: 0, c: vectors,
      strideC: dimensions)
    for (place, word) in batch.words.enumerated() {
      (embedding.gradient.pointer + Int(word) * dimensions).update(
        from: vectors + place * dimensions, count: dimensions)
    }
  }

  private func withWords(
    _ batch: PackedSequences, direction: Int, _ body: (UnsafePointer<Int32>) -> Void
  ) {
    (direction == 0 ? batch.forward : batch.backward).withUnsafeBufferPointer { words in
      // Without a word there is no step.
      if let base = words.baseAddress { body(base) }
    }
  }
}
