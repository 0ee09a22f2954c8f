import Dense
import Layers
import VectorFiles

/// A text encoder between two epochs: all that the next epoch depends on besides texts, options and key.
package struct TextEncoderState<Scalar: MatrixScalar>: Sendable {
  /// The weights as they are.
  package let weights: RecurrentEncoderWeights<Scalar>
  /// The optimizer's running averages.
  package let averages: [[Scalar]]
  /// The weights of the best epoch so far.
  package let best: RecurrentEncoderWeights<Scalar>
  /// The losses so far.
  package let history: TextEncoderHistory

  /// What a training came to.
  package init(
    weights: RecurrentEncoderWeights<Scalar>, averages: [[Scalar]], best: RecurrentEncoderWeights<Scalar>,
    history: TextEncoderHistory
  ) {
    (self.weights, self.averages, self.best, self.history) = (weights, averages, best, history)
  }
}

extension TextEncoderState<Float> {
  private typealias Tensor = SafetensorsFile.Tensor

  /// The state as named arrays and text, bit for bit. The best weights are left out where they are the last.
  package var file: (tensors: [String: SafetensorsFile.Tensor], metadata: [String: String]) {
    var tensors = weights.tensors("weights.")
    for (place, numbers) in averages.enumerated() where !numbers.isEmpty {
      tensors["averages.\(place)"] = Tensor(shape: [numbers.count], numbers: numbers)
    }
    if history.best < history.training.count { tensors.merge(best.tensors("best.")) { $1 } }
    tensors["history.training"] = Tensor(shape: [history.training.count], doubles: history.training)
    if !history.heldOut.isEmpty {
      tensors["history.held-out"] = Tensor(shape: [history.heldOut.count], doubles: history.heldOut)
    }
    return (tensors, ["best": "\(history.best)", "averages": "\(averages.count)"])
  }

  /// The state that ``file`` gave, of an encoder of the shape of `initial`; nil for anything else.
  package init?(
    tensors: [String: SafetensorsFile.Tensor], metadata: [String: String],
    initial: RecurrentEncoderWeights<Float>
  ) {
    guard let training = tensors["history.training"]?.doubles, !training.isEmpty,
      let bestEpoch = metadata["best"].flatMap({ Int($0) }), (1...training.count).contains(bestEpoch),
      let count = metadata["averages"].flatMap({ Int($0) }), (0...100).contains(count),
      let weights = RecurrentEncoderWeights(tensors, "weights.", like: initial)
    else { return nil }
    let heldOut = tensors["history.held-out"]?.doubles ?? []
    guard heldOut.isEmpty || heldOut.count == training.count else { return nil }
    let isLast = bestEpoch == training.count
    guard let best = isLast ? weights : RecurrentEncoderWeights(tensors, "best.", like: initial) else {
      return nil
    }
    self.init(
      weights: weights, averages: (0..<count).map { tensors["averages.\($0)"]?.numbers ?? [] }, best: best,
      history: TextEncoderHistory(training: training, heldOut: heldOut, best: bestEpoch))
  }
}

extension RecurrentEncoderWeights<Float> {
  // Every array under its name, in a fixed order.
  private var parts: [(name: String, matrix: Matrix<Float>)] {
    func row(_ vector: [Float]) -> Matrix<Float> {
      Matrix(rows: 1, columns: vector.count, elements: vector)
    }
    return [
      ("embedding", embedding), ("input", input), ("input-bias", row(inputBias)),
      ("forward", forward.recurrent), ("forward-bias", row(forward.recurrentBias)),
      ("backward", backward.recurrent), ("backward-bias", row(backward.recurrentBias)),
      ("output", output), ("output-bias", row(outputBias)),
    ]
  }

  fileprivate func tensors(_ prefix: String) -> [String: SafetensorsFile.Tensor] {
    Dictionary(parts.map { (prefix + $0.name, SafetensorsFile.Tensor($0.matrix)) }) { first, _ in first }
  }

  // Nil if an array is missing or has another shape.
  fileprivate init?(
    _ tensors: [String: SafetensorsFile.Tensor], _ prefix: String, like model: RecurrentEncoderWeights
  ) {
    var found: [String: Matrix<Float>] = [:]
    for (name, matrix) in model.parts {
      guard let tensor = tensors[prefix + name], tensor.shape == [matrix.rows, matrix.columns],
        let read = tensor.matrix
      else { return nil }
      found[name] = read
    }
    guard let embedding = found["embedding"], let input = found["input"], let inputBias = found["input-bias"],
      let forward = found["forward"], let forwardBias = found["forward-bias"],
      let backward = found["backward"], let backwardBias = found["backward-bias"],
      let output = found["output"], let outputBias = found["output-bias"]
    else { return nil }
    self.init(
      shape: model.shape, embedding: embedding, input: input, inputBias: inputBias.elements,
      forward: Direction(recurrent: forward, recurrentBias: forwardBias.elements),
      backward: Direction(recurrent: backward, recurrentBias: backwardBias.elements), output: output,
      outputBias: outputBias.elements)
  }
}
