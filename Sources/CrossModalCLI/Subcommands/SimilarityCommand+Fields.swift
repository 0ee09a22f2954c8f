import Studies

extension RatingsMeasurement {
  /// The keys of `similarity --json`.
  static let fields: [DocumentField] = [
    .text("vectors", "The file of the vectors."),
    .integer("words", "Words in the file.", unit: .words, isOptional: true),
    .integer("dimension", "Dimension of the vectors.", unit: .columns, isOptional: true),
    .text("map", "The untrained map: none, lin or nn."),
    DocumentField(
      "setting",
      .object([
        .text("initializer", "glorot-uniform, uniform or normal."),
        .number("scale", "Scale of uniform and normal.", isOptional: true),
        .text("activation", "Activation of nn.", isOptional: true),
        .integer("hiddenUnits", "Hidden units of nn.", isOptional: true),
        .integer("outputs", "Dimension of f(x).", unit: .columns),
      ]), "How the map is drawn; missing for none.", isOptional: true),
    .integer("draws", "Number of maps that were drawn.", unit: .maps, isOptional: true),
    DocumentField("results", .objects(result), "One entry for each file of ratings, in their order."),
  ]

  private static let result: [DocumentField] = [
    .text("ratings", "The file of the ratings."),
    .integer("pairs", "Pairs of words in the file.", unit: .pairs),
    .integer("covered", "Pairs of which both words have vectors; only these count.", unit: .pairs),
    .number(
      "cosine",
      "Spearman’s correlation of cosine similarity and ratings, mean over the draws; larger agrees better. Missing where "
        + "it is not defined.",
      unit: .correlation, isOptional: true),
    .number(
      "euclidean", "The same of Euclidean similarity, which is −distance.", unit: .correlation,
      isOptional: true),
    DocumentField(
      "sd",
      .object([
        .number("cosine", "Of the cosine correlation.", isOptional: true),
        .number("euclidean", "Of the Euclidean correlation.", isOptional: true),
      ]), "Standard deviations over the draws; missing without a map.", isOptional: true),
    DocumentField(
      "interval",
      .object([
        DocumentField(
          "cosine", .values(.number), "Of the cosine correlation.", unit: .correlation, isOptional: true),
        DocumentField(
          "euclidean", .values(.number), "Of the Euclidean correlation.", unit: .correlation, isOptional: true
        ),
      ]), "95 % bootstrap intervals over the pairs: lower and upper end.", isOptional: true),
  ]
}
