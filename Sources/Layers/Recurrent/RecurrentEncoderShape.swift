/// The two gated recurrent units in use.
///
/// With input x, state h, ⊙ the elementwise product:
///
///     z = s(x W_z + h U_z + b_z)      r = s(x W_r + h U_r + b_r)      h′ = z ⊙ h + (1 − z) ⊙ n
public enum GRUVariant: String, CaseIterable, Sendable {
  /// Keras 1, the paper's time: n = tanh(x W_n + (r ⊙ h) U_n + b_n), s(v) = min(1, max(0, 0.2 v + 0.5)), one bias per
  /// gate. Cho et al. 2014.
  case keras1
  /// Keras 2 and later, PyTorch, cuDNN: n = tanh(x W_n + b_n + r ⊙ (h U_n + c_n)), s the logistic function, a second
  /// bias c for the recurrent product of each gate.
  case current
}

/// How the states of a direction become one vector.
public enum StatePooling: String, CaseIterable, Sendable {
  /// The state after the last word.
  case last
  /// The mean of the states after each word.
  case mean
}

/// The dimensions and kinds of a recurrent encoder of word sequences: words → embedding → bidirectional GRU → average of the two directions
/// (the feature) → fully connected layer → scores of the labels.
package struct RecurrentEncoderShape: Hashable, Sendable {
  /// Number of words that are known.
  package var vocabulary: Int
  /// Dimension of the embedding.
  package var dimensions: Int
  /// Units of each direction, the dimension of the feature.
  package var units: Int
  /// Number of labels.
  package var labels: Int
  /// Kind of unit.
  package var variant: GRUVariant
  /// How states become a vector.
  package var pooling: StatePooling

  /// A shape; every dimension must be positive.
  package init(
    vocabulary: Int, dimensions: Int, units: Int = 64, labels: Int, variant: GRUVariant = .keras1,
    pooling: StatePooling = .last
  ) {
    precondition(
      vocabulary > 0 && dimensions > 0 && units > 0 && labels > 0,
      "an encoder of \(vocabulary) words × \(dimensions) → \(units) → \(labels)")
    (self.vocabulary, self.dimensions, self.units, self.labels) = (vocabulary, dimensions, units, labels)
    (self.variant, self.pooling) = (variant, pooling)
  }
}
