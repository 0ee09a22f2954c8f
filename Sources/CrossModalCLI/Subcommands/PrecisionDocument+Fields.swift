import Documents
import Studies

extension PrecisionDocument {
  /// The keys of `retrieval FILE --json`.
  static let fields: [DocumentField] = [
    .integer("items", "Rows of the file.", unit: .items),
    .integer("labels", "Distinct labels."),
    .text("metric", "Metric of the ranking: cosine or euclidean; the nearest rows come first."),
    .flag("standardized", "Whether the columns were standardized first."),
    .integer("queries", "Rows that were queries: those that share a label with another row.", unit: .items),
    .integer("excluded", "Rows without a relevant row, which are left out.", unit: .items),
    .number(
      "meanAveragePrecision",
      "Mean over the queries of the average precision; 1: all relevant rows come first. Larger is better; missing "
        + "without a query.", unit: .share, isOptional: true),
  ]
}
