import Dense

/// The numbers of a recurrent encoder.
///
/// Parts of a gate matrix are in the order z, r, n; the forward direction comes before the backward one.
package struct RecurrentEncoderWeights<Scalar: MatrixScalar>: Sendable {
  /// One direction's recurrent numbers.
  package struct Direction: Sendable {
    /// U, units × 3 units.
    package var recurrent: Matrix<Scalar>
    /// Bias of the recurrent product, 3 units; used by ``GRUVariant/current`` only.
    package var recurrentBias: [Scalar]

    /// A direction's numbers.
    package init(recurrent: Matrix<Scalar>, recurrentBias: [Scalar]) {
      (self.recurrent, self.recurrentBias) = (recurrent, recurrentBias)
    }
  }

  /// Dimensions and kinds.
  package let shape: RecurrentEncoderShape
  /// Word vectors, vocabulary × dimensions.
  package var embedding: Matrix<Scalar>
  /// W of both directions, dimensions × 6 units.
  package var input: Matrix<Scalar>
  /// Bias of the projected input, 6 units.
  package var inputBias: [Scalar]
  /// From the first word to the last.
  package var forward: Direction
  /// From the last word to the first.
  package var backward: Direction
  /// The fully connected layer, units × labels.
  package var output: Matrix<Scalar>
  /// Its bias.
  package var outputBias: [Scalar]

  /// Numbers for a shape, whose dimensions they must have.
  package init(
    shape: RecurrentEncoderShape, embedding: Matrix<Scalar>, input: Matrix<Scalar>, inputBias: [Scalar],
    forward: Direction, backward: Direction, output: Matrix<Scalar>, outputBias: [Scalar]
  ) {
    let units = shape.units
    func check(_ name: String, _ matrix: Matrix<Scalar>, _ rows: Int, _ columns: Int) {
      precondition(
        matrix.rows == rows && matrix.columns == columns,
        "\(name) \(matrix.rows)×\(matrix.columns), expected: \(rows)×\(columns)")
    }
    check("embedding", embedding, shape.vocabulary, shape.dimensions)
    check("input weights", input, shape.dimensions, 6 * units)
    check("recurrent weights", forward.recurrent, units, 3 * units)
    check("recurrent weights", backward.recurrent, units, 3 * units)
    check("output weights", output, units, shape.labels)
    precondition(
      inputBias.count == 6 * units && outputBias.count == shape.labels
        && forward.recurrentBias.count == 3 * units && backward.recurrentBias.count == 3 * units,
      "biases of \(inputBias.count), \(forward.recurrentBias.count), \(backward.recurrentBias.count), \(outputBias.count)"
    )
    self.shape = shape
    (self.embedding, self.input, self.inputBias) = (embedding, input, inputBias)
    (self.forward, self.backward) = (forward, backward)
    (self.output, self.outputBias) = (output, outputBias)
  }

  /// First weights, as Keras of the variant's time draws them.
  ///
  /// Embedding U(−0.05, 0.05); input and output weights Glorot uniform, input weights gate by gate with `keras1` and
  /// over the three together with `current`; recurrent weights orthogonal, likewise; biases zero.
  /// - Parameters:
  ///   - key: the fit's key; every part has its own stream.
  ///   - vectors: rows of the embedding to start from; rows that it gives nil are random.
  package init(
    shape: RecurrentEncoderShape, key: StreamKey, vectors: (Int) -> UnsafeBufferPointer<Float>? = { _ in nil }
  ) {
    let (units, dimensions) = (shape.units, shape.dimensions)
    var stream = RandomStream(key.adding("embedding"))
    var table = Matrix<Scalar>(rows: shape.vocabulary, columns: dimensions)
    table.withMutableElements { elements in
      for word in 0..<shape.vocabulary {
        let given = vectors(word)
        precondition(
          given.map { $0.count == dimensions } ?? true, "a vector of \(given?.count ?? 0) for \(dimensions)")
        for column in 0..<dimensions {
          let drawn = stream.uniform(-0.05, 0.05)
          elements[word * dimensions + column] = given.map { Scalar($0[column]) } ?? Scalar(drawn)
        }
      }
    }
    let fanOut = shape.variant == .keras1 ? units : 3 * units
    func glorot(_ name: String, _ rows: Int, _ columns: Int, fanOut: Int) -> Matrix<Scalar> {
      var stream = RandomStream(key.adding(name))
      return Matrix(rows: rows, columns: columns) { _, _ in
        Scalar(Initializer.glorotUniform.draw(inputs: rows, outputs: fanOut, from: &stream))
      }
    }
    func direction(_ name: String) -> Direction {
      var stream = RandomStream(key.adding(name))
      return Direction(
        recurrent: Self.orthogonal(units, variant: shape.variant, &stream),
        recurrentBias: Array(repeating: 0, count: 3 * units))
    }
    self.init(
      shape: shape, embedding: table, input: glorot("input", dimensions, 6 * units, fanOut: fanOut),
      inputBias: Array(repeating: 0, count: 6 * units), forward: direction("forward"),
      backward: direction("backward"),
      output: glorot("output", units, shape.labels, fanOut: shape.labels),
      outputBias: Array(repeating: 0, count: shape.labels))
  }

  // Rows orthonormal: each n×n part for keras1, the whole n×3n otherwise.
  private static func orthogonal(_ units: Int, variant: GRUVariant, _ stream: inout RandomStream)
    -> Matrix<Scalar>
  {
    let parts = variant == .keras1 ? 3 : 1
    let width = 3 * units / parts
    let blocks = (0..<parts).map { _ in RandomRotation.rows(units, width, &stream) }
    return Matrix(rows: units, columns: 3 * units) { row, column in
      Scalar(blocks[column / width][row, column % width])
    }
  }
}
