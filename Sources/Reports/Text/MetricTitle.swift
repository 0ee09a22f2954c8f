extension String {
  /// The metric as a word in running text: Euclidean is a name.
  var metricTitle: String { self == "euclidean" ? "Euclidean" : self }
}
