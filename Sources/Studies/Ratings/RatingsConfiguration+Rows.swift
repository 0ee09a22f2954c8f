import CrossModal
import Dense

extension RatingsConfiguration {
  /// One thing to measure: a row of a table.
  package struct Row: Hashable, Sendable {
    /// Place of its vectors.
    package let vectors: Int
    /// The map; nil for the vectors themselves.
    package let map: UntrainedMap?
    /// Whether it is in table 10: the first value of every axis.
    package let isHeadline: Bool
  }

  /// Everything that is measured, vectors by vectors, the rows of table 10 first.
  package var rows: [Row] {
    vectors.indices.flatMap { place -> [Row] in
      let maps = models.map { family in
        initializers.flatMap { initializer in
          outputs.flatMap { outputs -> [UntrainedMap] in
            guard family != .lin else {
              return [UntrainedMap(family: .lin, outputs: outputs, initializer: initializer)]
            }
            return activations.flatMap { activation in
              hiddenUnits.map {
                UntrainedMap(
                  family: family, hiddenUnits: $0, outputs: outputs, activation: activation,
                  initializer: initializer)
              }
            }
          }
        }
      }
      return [Row(vectors: place, map: nil, isHeadline: true)]
        + maps.compactMap { $0.first.map { Row(vectors: place, map: $0, isHeadline: true) } }
        + maps.flatMap { $0.dropFirst().map { Row(vectors: place, map: $0, isHeadline: false) } }
    }
  }
}
