import Dense

/// What makes the features of a set of texts.
protocol FeatureMaking {
  /// SHA-256 of everything that decides the features.
  var recipe: String { get }

  /// The features, kept in the study's `data/`: those that an earlier attempt made of the same, or new ones.
  func features(
    in directory: StudyDirectory, stamps: [String?], onEvent: (EncodingEvent) -> Void
  ) throws -> MapInputs.Features
}

extension MapImport {
  /// What makes the features of a set, by its encoder; nothing is made yet.
  func making(
    _ input: FeatureInput, _ encoder: EncoderConfiguration, labels: [[String]]?, trainingItems: Int?
  ) throws -> any FeatureMaking {
    if let model = encoder.model {
      return try SentenceStep(input, model, keepsLength: encoder.keepsLength, kernels: kernels)
    }
    return try EncoderStep(
      input, encoder, labels: labels ?? [], trainingItems: trainingItems, seed: configuration.seed,
      kernels: kernels)
  }
}
