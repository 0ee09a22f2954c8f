import Documents
import Studies

extension CrossRetrievalDocument {
  /// The keys of `retrieval A B --json`.
  static let fields: [DocumentField] = [
    .integer("items", "Rows of the first file.", unit: .items),
    .integer(
      "itemsOfSecond", "Rows of the second file, where it has another number.", unit: .items, isOptional: true
    ),
    .integer(
      "groups",
      "Different groups in both files; without groups the rows, each a group of its own; by label the different labels."
    ),
    .text(
      "relevance",
      "What is relevant to a query: row, the item of the same row; group, every item of its group; label, every item that "
        + "shares a label."),
    DocumentField(
      "repeatedRows",
      .object([
        .integer("first", "In the first file.", unit: .items),
        .integer("second", "In the second file.", unit: .items),
      ]), "Rows that equal an earlier one of their group and count as one with it, as item and as query."),
    .integer(
      "nearest", "Rows of the other side that the means of CSLS are over, where it was measured.",
      isOptional: true),
    DocumentField(
      "directions", .objects(direction),
      "Each metric in both directions, the first file's rows as queries before the second's."),
  ]

  private static let direction: [DocumentField] = [
    .text("from", "The file of the queries, as it was given."),
    .text("to", "The file of the items that are ranked."),
    .text(
      "metric",
      "cosine, euclidean, or csls: 2 cos(x, y) less the mean cosine of each to its nearest on the other side."
    ),
    .integer("queries", "Different rows that have a relevant item.", unit: .items),
    .integer("excluded", "Those that have none and are left out.", unit: .items),
    .integer("items", "Different rows that are ranked for each query.", unit: .items),
    depths(
      "recallAt",
      "Share of queries with a relevant item at rank 1, 5 or 10 at most. Rank = 1 + irrelevant items that are nearer than the "
        + "nearest relevant one + half of those that are as near."),
    depths("chanceRecallAt", "The same of items in random order."),
    .number("medianRank", "Median of the ranks; smaller is better."),
    .number("meanReciprocalRank", "Mean of 1 / rank.", unit: .share),
    .number(
      "meanAveragePrecision",
      "Mean over queries of the precision at the rank of each relevant item; items that are as near: the mean over their orders.",
      unit: .share),
    .number(
      "meanAveragePrecisionAtR",
      "mAP@R: of R relevant items only those among the first R count, the others as 0. 1: all relevant items come first.",
      unit: .share),
  ]

  private static func depths(_ key: String, _ definition: String) -> DocumentField {
    DocumentField(
      key, .object(depths.map { .number("\($0)", "Rank \($0) at most.", unit: .share) }), definition)
  }
}
