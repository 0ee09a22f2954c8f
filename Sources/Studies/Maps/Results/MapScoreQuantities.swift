import CrossModal

/// The columns of measures that a configuration asks for besides the overlaps.
package enum MapScoreQuantities {
  /// The score of every measure between the three pairs of spaces, and what that of Y and f(X) is worth.
  package static let all: [Quantity<[MapScore]>] = MapMeasure.allCases.flatMap { measure in
    isComparison(measure) ? compared(measure) : [retrieval(measure)]
  }

  private static func isComparison(_ measure: MapMeasure) -> Bool {
    if case .comparison = measure { true } else { false }
  }

  private static func retrieval(_ measure: MapMeasure) -> Quantity<[MapScore]> {
    Quantity(
      QuantityName("y f").adding(measure.rawValue), "Y,f \(measure.rawValue)",
      "\(measure.sentence) Larger is better. Where `measures.also` has it.", unit: .share, isOptional: true,
      digits: 3, number: { $0.score(measure)?.target.value })
  }

  private static func compared(_ measure: MapMeasure) -> [Quantity<[MapScore]>] {
    let note =
      "Larger is more alike. Where `measures.also` has it; X, Y and f(X) of the held-out rows, without the item itself."
    func column(
      _ words: String, _ title: String, _ spaces: String,
      _ between: @escaping @Sendable (MapScore) -> MapScore.Between?
    ) -> Quantity<[MapScore]> {
      Quantity(
        QuantityName(words).adding(measure.rawValue), "\(title) \(measure.rawValue)",
        "\(measure.sentence) Between \(spaces). \(note)", isOptional: true, digits: 3,
        number: { $0.score(measure).flatMap(between)?.value })
    }
    return [
      column("x f", "X,f", "X and f(X)", { $0.input }), column("y f", "Y,f", "Y and f(X)", { $0.target }),
      column("x y", "X,Y", "X and Y", { $0.pair }),
      Quantity(
        QuantityName("y f").adding(measure.rawValue).adding("calibrated"),
        "Y,f \(measure.rawValue), calibrated",
        "The score between Y and f(X) beyond what unrelated spaces pass in 5 % of draws: 0 unrelated, 1 equal; 200 random "
          + "alignments.", unit: .share, isOptional: true, digits: 3,
        number: { $0.score(measure)?.target.calibrated }),
    ]
  }
}

extension [MapScore] {
  /// The score of a measure, at the number of neighbors in front; nil where it was not asked for.
  package func score(_ measure: MapMeasure) -> MapScore? {
    first { $0.measure == measure.rawValue && $0.count == nil }
  }

  /// The scores of a measure at every number of neighbors.
  package func scores(_ measure: MapMeasure) -> [MapScore] { filter { $0.measure == measure.rawValue } }
}
