import Dense

/// Runs a transformer encoder over texts of different lengths without padding: the tokens of a batch are one below the
/// other, so that every product is one of all tokens, and only the attention goes text by text.
///
/// Not for several threads at once: it keeps the memory of a batch. Products: `?gemm`, six a layer, and two for each head
/// of each text. Cost for t tokens of width w and inner width v: 2 t (4 w² + 2 w v) a layer, besides 4 Σ length² w.
package final class TransformerEngine<Scalar: TransformerScalar> {
  private let weights: TransformerWeights<Scalar>
  private let states = GrowingBuffer<Scalar>()
  private let following = GrowingBuffer<Scalar>()
  private let projected = GrowingBuffer<Scalar>()
  private let inner = GrowingBuffer<Scalar>()
  private let scores = GrowingBuffer<Scalar>()

  /// An engine with these numbers.
  package init(_ weights: TransformerWeights<Scalar>) { self.weights = weights }

  /// One vector for each text: texts × width.
  ///
  /// The texts are token numbers below the vocabulary's size; none is empty or longer than the places (precondition).
  package func encode(_ texts: [[Int32]], pooling: TokenPooling) -> Matrix<Scalar> {
    let (width, places) = (weights.width, weights.places.rows)
    var offsets = [0]
    for text in texts {
      precondition(!text.isEmpty && text.count <= places, "a text of \(text.count) tokens for \(places)")
      offsets.append(offsets[offsets.count - 1] + text.count)
    }
    let count = offsets[texts.count]
    var x = states.pointer(count * width)
    var y = following.pointer(count * width)
    embed(texts, into: x, scratch: y, count: count)
    for layer in weights.layers {
      attend(layer, x, into: y, offsets: offsets)
      norm(y, layer.output.bias, residual: x, layer.attentionNorm, rows: count)
      swap(&x, &y)
      feedForward(layer, x, into: y, rows: count)
      norm(y, layer.outer.bias, residual: x, layer.norm, rows: count)
      swap(&x, &y)
    }
    var pooled = Matrix<Scalar>(rows: texts.count, columns: width)
    pooled.withMutableElements { out in
      guard let base = out.baseAddress else { return }
      for (index, text) in texts.enumerated() {
        pool(x + offsets[index] * width, text.count, pooling, into: base + index * width)
      }
    }
    return pooled
  }

  private func embed(
    _ texts: [[Int32]], into x: UnsafeMutablePointer<Scalar>, scratch: UnsafeMutablePointer<Scalar>,
    count: Int
  ) {
    let width = weights.width
    let (tokens, places) = (weights.tokens.view, weights.places.view)
    var row = 0
    for text in texts {
      for (place, token) in text.enumerated() {
        precondition(
          token >= 0 && Int(token) < tokens.rows, "token \(token) of a vocabulary of \(tokens.rows)")
        (x + row * width).update(from: tokens.base + Int(token) * tokens.stride, count: width)
        (scratch + row * width).update(from: places.base + place * places.stride, count: width)
        row += 1
      }
    }
    norm(x, weights.segment, residual: scratch, weights.inputNorm, rows: count)
  }

  // out ← (heads of the attention) · Wᵀ, without the bias
  private func attend(
    _ layer: TransformerWeights<Scalar>.Layer, _ x: UnsafeMutablePointer<Scalar>,
    into out: UnsafeMutablePointer<Scalar>, offsets: [Int]
  ) {
    let (width, heads) = (weights.width, weights.heads)
    let (rows, size) = (offsets[offsets.count - 1], width / heads)
    let parts = projected.pointer(rows * 4 * width)
    let context = parts + rows * 3 * width
    for row in 0..<rows { fill(parts + row * 3 * width, layer.attention.bias) }
    multiply(x, layer.attention.weights, beta: 1, into: parts, rows: rows)
    for (start, end) in zip(offsets, offsets.dropFirst()) {
      let length = end - start
      let scores = self.scores.pointer(length * length)
      for head in 0..<heads {
        let queries = parts + start * 3 * width + head * size
        Scalar.gemm(
          transposeA: false, transposeB: true, m: length, n: length, k: size,
          alpha: 1 / Scalar(size).squareRoot(), a: queries, strideA: 3 * width, b: queries + width,
          strideB: 3 * width, beta: 0, c: scores, strideC: length)
        Scalar.softmaxRows(scores, stride: length, rows: length, columns: length)
        Scalar.gemm(
          transposeA: false, transposeB: false, m: length, n: size, k: length, alpha: 1, a: scores,
          strideA: length, b: queries + 2 * width, strideB: 3 * width, beta: 0,
          c: context + start * width + head * size, strideC: width)
      }
    }
    multiply(context, layer.output.weights, beta: 0, into: out, rows: rows)
  }

  // out ← g(x W₁ᵀ + b₁) W₂ᵀ, without the second bias
  private func feedForward(
    _ layer: TransformerWeights<Scalar>.Layer, _ x: UnsafeMutablePointer<Scalar>,
    into out: UnsafeMutablePointer<Scalar>, rows: Int
  ) {
    let columns = layer.inner.weights.rows
    let hidden = inner.pointer(rows * columns)
    multiply(x, layer.inner.weights, beta: 0, into: hidden, rows: rows)
    layer.inner.bias.withUnsafeBufferPointer { bias in
      guard let bias = bias.baseAddress else { return }
      Scalar.biasGate(hidden, bias: bias, rows: rows, columns: columns, weights.gate)
    }
    multiply(hidden, layer.outer.weights, beta: 0, into: out, rows: rows)
  }

  // out ← beta · out + a Wᵀ
  private func multiply(
    _ a: UnsafePointer<Scalar>, _ matrix: Matrix<Scalar>, beta: Scalar,
    into out: UnsafeMutablePointer<Scalar>, rows: Int
  ) {
    let view = matrix.view
    Scalar.gemm(
      transposeA: false, transposeB: true, m: rows, n: view.rows, k: view.columns, alpha: 1, a: a,
      strideA: view.columns, b: view.base, strideB: view.stride, beta: beta, c: out, strideC: view.rows)
  }

  private func norm(
    _ x: UnsafeMutablePointer<Scalar>, _ bias: [Scalar], residual: UnsafePointer<Scalar>,
    _ norm: TransformerWeights<Scalar>.Norm, rows: Int
  ) {
    bias.withUnsafeBufferPointer { bias in
      norm.gain.withUnsafeBufferPointer { gain in
        norm.shift.withUnsafeBufferPointer { shift in
          guard let bias = bias.baseAddress, let gain = gain.baseAddress, let shift = shift.baseAddress
          else { return }
          Scalar.residualNorm(
            x, bias: bias, residual: residual, gain: gain, shift: shift, epsilon: weights.epsilon, rows: rows,
            columns: norm.gain.count)
        }
      }
    }
  }

  private func fill(_ row: UnsafeMutablePointer<Scalar>, _ numbers: [Scalar]) {
    numbers.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return }
      row.update(from: base, count: source.count)
    }
  }

  private func pool(
    _ tokens: UnsafePointer<Scalar>, _ count: Int, _ pooling: TokenPooling,
    into out: UnsafeMutablePointer<Scalar>
  ) {
    let width = weights.width
    out.update(from: tokens, count: width)
    switch pooling {
    case .first: return
    case .mean:
      for token in 1..<max(1, count) {
        Scalar.combine(out, 1, out, 1, tokens + token * width, count: width)
      }
      Scalar.combine(out, 1 / Double(count), out, 0, out, count: width)
    case .largest:
      for token in 1..<max(1, count) {
        for column in 0..<width { out[column] = max(out[column], tokens[token * width + column]) }
      }
    }
  }
}
