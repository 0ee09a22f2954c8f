import Studies

extension RatingsTable {
  /// One correlation, as a line of ``csv`` tells of it.
  struct Line: Sendable {
    let vectors: String
    let map: String
    let ratings: String
    let similarity: String
    let correlation: Correlation
    let measured: Measurement.Result?
  }

  /// The table with one line for each correlation (RFC 4180).
  package var csv: String {
    let lines = rows.flatMap { row in
      ratings.flatMap { ratings in
        zip(["cosine", "euclidean"], pair(row, ratings)).map { similarity, correlation in
          Line(
            vectors: row.vectors, map: row.map, ratings: ratings, similarity: similarity,
            correlation: correlation, measured: measured(row, ratings))
        }
      }
    }
    return QuantityTable(Self.quantities, rows: lines).csv
  }

  /// What a line tells.
  static let quantities: [Quantity<Line>] = [
    Quantity("table", "Table", "Name of the table: table-10.", text: { _ in "table-10" }),
    Quantity("vectors", "Vectors", "Name of the word vectors.", text: { $0.vectors }),
    Quantity("map", "Map", "The untrained map: none, lin or nn.", text: { $0.map }),
    Quantity("ratings", "Ratings", "Name of the human ratings.", text: { $0.ratings }),
    Quantity(
      "similarity", "Similarity", "cosine, or euclidean (−distance): larger is closer.",
      text: { $0.similarity }),
    Quantity(
      "spearman", "Spearman",
      "Spearman’s correlation of the similarity with the ratings, mean over the draws of the map; larger agrees better.",
      unit: .correlation, isOptional: true, digits: 3, number: { $0.correlation.value }),
    Quantity(
      "pairs", "Pairs", "Pairs of words in the ratings.", unit: .pairs, isOptional: true,
      integer: { $0.measured?.pairs }),
    Quantity(
      "covered", "Covered", "Pairs of which both words have vectors.", unit: .pairs, isOptional: true,
      integer: { $0.measured?.covered }),
    Quantity(
      "paper spearman", "The paper’s Spearman", "The paper’s number.", unit: .correlation, isOptional: true,
      digits: 3, number: { $0.correlation.paperValue }),
  ]
}
