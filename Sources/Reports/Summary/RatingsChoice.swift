import Messages
import Studies

/// The kind of map that comes nearest to table 10's pattern on one set of vectors: of those that cost little of the cosine
/// correlation, the one that closes the largest share of the gap to the Euclidean one.
struct RatingsChoice {
  /// Name of the vectors.
  let vectors: String
  /// The vectors themselves.
  let plain: RatingsSettingsTable.Row?
  /// The map; nil where none is measured, or where there is no gap to close.
  let best: RatingsSettingsTable.Row?
  /// Kinds of maps that are measured.
  let maps: Int

  /// The choices, one for each set of vectors that has a result.
  static func all(_ measurements: [RatingsMeasurement]) -> [RatingsChoice] {
    let rows = RatingsSettingsTable(measurements).rows
    return measurements.map(\.vectors).firstOccurrences.map { vectors in
      let own = rows.filter { $0.vectors == vectors }
      let maps = own.filter { $0.map != "none" }
      let cheap = maps.filter {
        ($0.cost ?? .infinity) <= RatingsSettingsTable.largestCost && $0.closed != nil
      }
      let best = cheap.max { ($0.closed ?? 0, $1.cost ?? 0) < ($1.closed ?? 0, $0.cost ?? 0) }
      return RatingsChoice(
        vectors: vectors, plain: own.first { $0.map == "none" }, best: best, maps: maps.count)
    }
  }

  /// What `best` tells of a set of vectors.
  static let quantities: [Quantity<RatingsChoice>] = [
    Quantity("vectors", "Vectors", "Name of the word vectors.", text: { $0.vectors }),
    Quantity(
      "map", "Map",
      "The kind of map that closes most of the gap between cosine and Euclidean correlation and costs at most "
        + "\(format(RatingsSettingsTable.largestCost, 2)) of the former.",
      isOptional: true, text: { $0.best?.map }),
    Quantity("setting text", "Setting", "How it is drawn.", isOptional: true, text: { $0.best?.setting }),
    Quantity(
      "gap closed", "Gap closed", RatingsSettingsTable.legend, unit: .share, isOptional: true, digits: 3,
      number: { $0.best?.closed }),
    Quantity(
      "cosine lost", "Cosine lost", "What the cosine correlation lost behind the map.", isOptional: true,
      digits: 3, number: { $0.best?.cost }),
    Quantity(
      "cosine", "Cosine", "Cosine correlation of the vectors themselves, mean over the ratings.",
      isOptional: true, digits: 3, number: { $0.plain?.cosine }),
    Quantity(
      "euclidean", "Euclidean", "Euclidean correlation of the vectors themselves, mean over the ratings.",
      isOptional: true, digits: 3, number: { $0.plain?.euclidean }),
    Quantity("maps", "Maps", "Kinds of maps that are measured.", integer: { $0.maps }),
  ]

  /// The choices as `best` says them.
  static func answer(_ choices: [RatingsChoice]) -> BestAnswer {
    let lines = choices.flatMap { choice -> [String] in
      var plain = ""
      if let own = choice.plain {
        plain = ": cosine \(format(own.cosine, 3)), Euclidean \(format(own.euclidean, 3))"
      }
      guard let best = choice.best, let closed = best.closed, let cost = best.cost else {
        let why =
          choice.plain == nil
          ? "no ratings of which \(RatingsSettingsTable.fewestPairs) pairs are covered"
          : "no gap to close, or no map that closes it (\(choice.maps) measured)"
        return [choice.vectors + plain, "    \(why)"]
      }
      return [
        choice.vectors + plain,
        "    \(best.map), \(best.setting): closes \(format(100 * closed, 0)) % of the gap, costs \(format(cost, 3))",
      ]
    }
    let text = lines.isEmpty ? "nothing is measured yet\n" : lines.joined(separator: "\n") + "\n"
    return BestAnswer(
      text: text, json: QuantityTable(quantities, rows: choices).json(named: "vectors"))
  }
}
