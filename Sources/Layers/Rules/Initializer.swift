import Dense

/// The distribution of initial weights.
public enum Initializer: Hashable, Sendable {
  /// U(−l, l) with l = √(6 / (inputs + outputs)). Glorot and Bengio 2010; the default of Keras.
  case glorotUniform
  /// U(−scale, scale).
  case uniform(scale: Double)
  /// N(0, scale²).
  case normal(scale: Double)

  /// One weight of a layer with these dimensions.
  package func draw(inputs: Int, outputs: Int, from stream: inout RandomStream) -> Double {
    switch self {
    case .glorotUniform:
      let limit = (6 / Double(inputs + outputs)).squareRoot()
      return stream.uniform(-limit, limit)
    case .uniform(let scale): return stream.uniform(-scale, scale)
    case .normal(let scale): return scale * stream.normal()
    }
  }
}
