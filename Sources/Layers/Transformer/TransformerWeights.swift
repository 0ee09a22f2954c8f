import Dense

/// The numbers of a transformer encoder of the kind of BERT (Devlin et al. 2019): layers of self-attention and a
/// feed-forward part, each followed by the norm of its sum with what went in.
///
/// Weight matrices are outputs × inputs, as PyTorch keeps them.
package struct TransformerWeights<Scalar: TransformerScalar>: Sendable {
  /// A layer norm: what multiplies and what is added behind it.
  package struct Norm: Sendable {
    /// What multiplies each dimension.
    package let gain: [Scalar]
    /// What is added to each dimension.
    package let shift: [Scalar]

    /// A norm over as many dimensions as both have.
    package init(gain: [Scalar], shift: [Scalar]) {
      precondition(gain.count == shift.count, "a norm of \(gain.count) gains and \(shift.count) shifts")
      (self.gain, self.shift) = (gain, shift)
    }
  }

  /// A product with its bias: W x + b.
  package struct Product: Sendable {
    /// W, outputs × inputs.
    package let weights: Matrix<Scalar>
    /// b, one for each output.
    package let bias: [Scalar]

    /// A product.
    package init(weights: Matrix<Scalar>, bias: [Scalar]) {
      precondition(weights.rows == bias.count, "\(weights) and \(bias.count) biases")
      (self.weights, self.bias) = (weights, bias)
    }
  }

  /// One layer.
  package struct Layer: Sendable {
    /// Queries, keys and values of all heads, one below the other: 3 width × width.
    package let attention: Product
    /// What brings the heads together: width × width.
    package let output: Product
    /// The norm behind the attention.
    package let attentionNorm: Norm
    /// The inner part: inner width × width.
    package let inner: Product
    /// The way back: width × inner width.
    package let outer: Product
    /// The norm behind the layer.
    package let norm: Norm

    /// A layer.
    package init(
      attention: Product, output: Product, attentionNorm: Norm, inner: Product, outer: Product, norm: Norm
    ) {
      let width = output.weights.rows
      precondition(
        attention.weights.rows == 3 * width && attention.weights.columns == width
          && output.weights.columns == width && attentionNorm.gain.count == width
          && inner.weights.columns == width && outer.weights.columns == inner.weights.rows
          && outer.weights.rows == width && norm.gain.count == width,
        "a layer of \(attention.weights), \(output.weights), \(inner.weights), \(outer.weights)")
      (self.attention, self.output, self.attentionNorm) = (attention, output, attentionNorm)
      (self.inner, self.outer, self.norm) = (inner, outer, norm)
    }
  }

  /// A vector for each token of the vocabulary: tokens × width.
  package let tokens: Matrix<Scalar>
  /// A vector for each place in a text: places × width.
  package let places: Matrix<Scalar>
  /// What is added to every token: the vector of a text's first segment.
  package let segment: [Scalar]
  /// The norm of the sum of the three.
  package let inputNorm: Norm
  /// The layers in order.
  package let layers: [Layer]
  /// Heads of the attention.
  package let heads: Int
  /// Added to the variances of the norms.
  package let epsilon: Double
  /// The activation of the inner part.
  package let gate: TokenGate

  /// Numbers of one width, which must be a multiple of the heads.
  package init(
    tokens: Matrix<Scalar>, places: Matrix<Scalar>, segment: [Scalar], inputNorm: Norm, layers: [Layer],
    heads: Int, epsilon: Double, gate: TokenGate
  ) {
    let width = tokens.columns
    precondition(
      places.columns == width && segment.count == width && inputNorm.gain.count == width
        && layers.allSatisfy { $0.output.weights.rows == width },
      "tokens \(tokens), places \(places), a segment of \(segment.count)")
    precondition(heads > 0 && width % heads == 0, "\(heads) heads of a width of \(width)")
    (self.tokens, self.places, self.segment, self.inputNorm) = (tokens, places, segment, inputNorm)
    (self.layers, self.heads, self.epsilon, self.gate) = (layers, heads, epsilon, gate)
  }

  /// Length of a token's vector.
  package var width: Int { tokens.columns }
}
