import CrossModal

extension FitStreams {
  /// The streams of a study of this configuration.
  init(_ configuration: StudyConfiguration) {
    self.init(seed: configuration.seed, dataset: configuration.dataset.name)
  }
}
