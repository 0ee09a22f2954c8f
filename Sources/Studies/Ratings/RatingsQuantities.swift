import CrossModal

/// One row of a study of ratings: a set of vectors, plain or behind one kind of map, against one set of ratings.
package struct RatingsRow: Sendable {
  /// The record.
  package let record: UnitRecord<RatingsMeasurement>
  /// Name of the vectors.
  package let vectors: String
  /// The map; nil for the vectors themselves.
  package let map: UntrainedMap?
  /// What was measured; nil for a record without results.
  package let result: RatingsMeasurement.Result?

  /// How the map is drawn; nil for the vectors themselves.
  var setting: RatingsMeasurement.Setting? { map.map(RatingsMeasurement.Setting.init) }
}

extension RatingsExperiment {
  /// A row for each set of ratings.
  package typealias Row = RatingsRow

  /// The rows of a unit.
  package func rows(
    _ unit: Int, _ record: UnitRecord<RatingsMeasurement>, in ledger: RatingsLedger
  ) -> [RatingsRow] {
    let row = rows[unit]
    let name = configuration.vectors[row.vectors].name
    let results = record.result?.results.map(Optional.some) ?? [nil]
    return results.map { RatingsRow(record: record, vectors: name, map: row.map, result: $0) }
  }

  /// The columns of `results`.
  package static let quantities: [Quantity<RatingsRow>] =
    identity + setting + [RecordQuantities.state { $0.record }] + measures
    + [RecordQuantities.reason { $0.record }] + RecordQuantities.computing { $0.record }

  private static let identity: [Quantity<RatingsRow>] = [
    Quantity("row", "Row", "Name of the row.", text: { $0.record.unit }),
    Quantity("vectors", "Vectors", "Name of the word vectors.", text: { $0.vectors }), map,
  ]

  /// The family of the map.
  package static let map = Quantity<RatingsRow>(
    "map", "Map", "none: the vectors themselves. lin, nn: behind untrained maps of this family.",
    text: { $0.map?.family.rawValue ?? "none" })

  /// How the map is drawn.
  package static let setting: [Quantity<RatingsRow>] = [
    Quantity(
      "initializer", "Initializer", "Distribution of the weights.", isOptional: true,
      text: { $0.setting?.initializer }),
    Quantity(
      "scale", "Scale", "Scale of the weights, where the distribution has one.", isOptional: true,
      number: { $0.setting?.scale }),
    Quantity(
      "activation", "Activation", "Activation of the hidden layer.", isOptional: true,
      text: { $0.setting?.activation }),
    Quantity(
      "hidden units", "Hidden units", "Units of the hidden layer.", isOptional: true,
      integer: { $0.setting?.hiddenUnits }),
    Quantity(
      "outputs", "Outputs", "Dimension of f(x).", isOptional: true, integer: { $0.setting?.outputs }),
  ].map { $0.of(object: "setting") { $0 } }

  private static let measures: [Quantity<RatingsRow>] =
    [
      Quantity("ratings", "Ratings", "Name of the ratings.", isOptional: true, text: { $0.result?.ratings }),
      Quantity(
        "pairs", "Pairs", "Pairs of words in the ratings.", isOptional: true, integer: { $0.result?.pairs }),
      Quantity(
        "covered", "Covered", "Pairs of which both words have vectors: those that are correlated.",
        isOptional: true, integer: { $0.result?.covered }),
    ] + similarity("cosine", "cosine") { ($0.cosine, $0.sd?.cosine, $0.interval?.cosine) }
    + similarity("euclidean", "negative Euclidean distance") {
      ($0.euclidean, $0.sd?.euclidean, $0.interval?.euclidean)
    }

  private static func similarity(
    _ name: String, _ words: String,
    _ values: @escaping @Sendable (RatingsMeasurement.Result) -> (Double?, Double?, [Double]?)
  ) -> [Quantity<RatingsRow>] {
    let title = name.prefix(1).uppercased() + name.dropFirst()
    let base = QuantityName(name)
    return [
      Quantity(
        base, title,
        "Spearman’s correlation of the ratings with the \(words) of the words’ vectors, mean over the draws; −1 to 1, "
          + "larger is nearer to people’s judgment.", isOptional: true, digits: 3,
        number: { $0.result.flatMap { values($0).0 } }),
      Quantity(
        base.adding("sd"), "\(title), spread",
        "Standard deviation (n − 1) of that correlation over the draws.",
        isOptional: true, digits: 3, number: { $0.result.flatMap { values($0).1 } }),
      Quantity(
        base.adding("from"), "\(title), from", "Lower end of its 95 % bootstrap interval over the pairs.",
        isOptional: true, digits: 3, number: { $0.result.flatMap { values($0).2?.first } }),
      Quantity(
        base.adding("to"), "\(title), to", "Upper end of its 95 % bootstrap interval over the pairs.",
        isOptional: true, digits: 3, number: { $0.result.flatMap { values($0).2?.last } }),
    ]
  }
}
