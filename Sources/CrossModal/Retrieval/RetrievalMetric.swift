/// How near an item of one modality is to a query of another.
public enum RetrievalMetric: String, CaseIterable, Sendable {
  /// The cosine; 0 from and to a zero row.
  case cosine
  /// The Euclidean distance, smaller is nearer.
  case euclidean
  /// Cross-domain similarity local scaling, 2 cos(x, y) − r(x) − r(y), with r the mean cosine to the nearest rows of the other
  /// side: hubs, which are near to everything, are held back. Conneau et al. 2018.
  case csls
}
