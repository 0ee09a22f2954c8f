import Studies

/// How much a configuration of ratings measures.
package struct RatingsPlan {
  private let rows: Int
  private let vectors: Int
  private let ratings: Int
  private let maps: Int

  /// The counts of a configuration.
  package init(_ configuration: RatingsConfiguration) {
    let all = configuration.rows
    (rows, vectors, ratings) = (all.count, configuration.vectors.count, configuration.ratings.count)
    maps = all.count { $0.map != nil } * configuration.draws
  }

  /// For people.
  var text: String {
    func counted(_ number: Int, _ noun: String) -> String {
      "\(number) \(number == 1 ? "set" : "sets") of \(noun)"
    }
    return "\(rows) rows of correlations with \(counted(ratings, "ratings")): "
      + "\(counted(vectors, "vectors")), plain and behind \(maps) untrained maps\n"
  }

  /// What ``json`` tells.
  private static let quantities: [Quantity<RatingsPlan>] = [
    Quantity(
      "rows", "Rows", "Rows of correlations: sets of vectors, plain and behind each kind of map.",
      unit: .rows, integer: { $0.rows }),
    Quantity("vectors", "Vectors", "Sets of word vectors.", integer: { $0.vectors }),
    Quantity("ratings", "Ratings", "Sets of human ratings.", integer: { $0.ratings }),
    Quantity("maps", "Maps", "Untrained maps that are drawn.", unit: .maps, integer: { $0.maps }),
  ]

  /// The fields of ``json``.
  package static var fields: [DocumentField] { [.version] + quantities.map(\.field) }

  /// The counts as a JSON document.
  var json: String { QuantityTable<RatingsPlan>.document(of: self, Self.quantities) }
}
