import CrossModal
import Dense

/// What `retrieval FILE --json` prints, and what `crossmodal_retrieval` gives of one set: mean average precision by labels.
package struct PrecisionDocument: Encodable, Sendable {
  var items: Int
  var labels: Int
  var metric: String
  var standardized: Bool
  var queries: Int
  var excluded: Int
  var meanAveragePrecision: Double?

  /// The document of a measurement.
  package init(
    _ precision: MeanAveragePrecision, labels: LabelSets, metric: Metric, isStandardized: Bool = false
  ) {
    (items, self.labels, self.metric) = (labels.items, labels.labels.count, metric.rawValue)
    (standardized, queries, excluded) = (isStandardized, precision.queries, precision.excluded)
    meanAveragePrecision = precision.value
  }
}
