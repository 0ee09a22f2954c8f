import Documents
import Studies

extension CompareDocument {
  /// The keys of the document.
  static let fields: [DocumentField] = [
    .integer("items", "Rows of every space.", unit: .items),
    .integer("k", "Number of neighbors; the first of several.", unit: .neighbors),
    .text("metric", "cosine or euclidean: which rows are neighbors."),
    .integer(
      "permutations", "Random alignments that the nulls were drawn from; the same for all measures and pairs."
    ),
    DocumentField(
      "spaces",
      .objects([
        .text("name", "The file, with the layer where an array has layers."),
        .integer("dimensions", "Columns of the vectors."),
        .integer("repeatedRows", "Rows that equal another row, all of them counted.", unit: .items),
        .integer(
          "zeroRows", "Rows of zeros; by cosine they are at distance 1 from everything.", unit: .items),
        .integer(
          "tiedRows", "Rows whose k-th neighbor is as far as the next one, so that the row order decides.",
          unit: .items, isOptional: true),
      ]), "The spaces, in the order of the files."),
    DocumentField(
      "pairs",
      .objects([
        .text("a", "The first space."), .text("b", "The second space."),
        DocumentField("measures", .objects(measure), "What was measured of the two."),
      ]), "All pairs of spaces."),
    DocumentField(
      "aggregate",
      .objects([
        .text("a", "The first space of the best pair."), .text("b", "The second space."),
        .text("measure", "The measure."),
        .integer("k", "Number of neighbors, of measures that have one.", unit: .neighbors, isOptional: true),
        .number("value", "The largest score of all pairs."),
        .number("threshold", "What the largest score of all pairs passes in 5 % of random alignments."),
        .number("calibrated", "The largest score beyond that threshold: 0 unrelated, 1 equal.", unit: .share),
        .number("p", "Probability that unrelated spaces have so large a largest score.", unit: .share),
        .integer("pairs", "Pairs that the largest was taken of."),
      ]),
      "The best pair by each measure, where there are several: the same permutation for all pairs, the largest score of each, "
        + "then calibrated.", isOptional: true),
    DocumentField(
      "surface",
      .objects([
        .integer("items", "Items of the subsets.", unit: .items),
        .integer("k", "Number of neighbors.", unit: .neighbors),
        .text("measure", "mutual-knn."), .number("value", "Its mean over random subsets.", unit: .share),
        .number("chance", "That of unrelated spaces of so many items.", unit: .share),
        .number("from", "Lower end of the 95 % interval.", unit: .share, isOptional: true),
        .number("to", "Upper end.", unit: .share, isOptional: true),
      ]), "The overlap over the number of items, with `--surface` or `-o`.", isOptional: true),
  ]

  private static let measure: [DocumentField] = [
    .text("name", "Name of the measure: `crossmodal compare --explain NAME`."),
    .integer("k", "Number of neighbors, of measures that have one.", unit: .neighbors, isOptional: true),
    .number("value", "The score; missing where it is undefined.", isOptional: true),
    DocumentField(
      "values", .values(.number), "The first three correlations, of cca-first.", isOptional: true),
    .number("chance", "The mean score of unrelated spaces, where a formula gives it.", isOptional: true),
    DocumentField(
      "null",
      .object([
        .number("mean", "Mean over the permutations."),
        .number("sd", "Standard deviation over them (denominator m − 1)."),
        .number("threshold", "What unrelated spaces pass in 5 % of all draws."),
      ]), "Scores of random alignments.", isOptional: true),
    .number("p", "Probability that unrelated spaces score as high.", unit: .share, isOptional: true),
    .number(
      "calibrated", "max(0, (value − threshold) / (1 − threshold)), of measures whose best is 1.",
      unit: .share,
      isOptional: true),
    DocumentField(
      "interval",
      .object([.number("from", "Lower end."), .number("to", "Upper end.")]),
      "95 % interval over samples of as many items, of measures for which it was shown to hold.",
      isOptional: true),
    .text("note", "Why there is no value, or what must be known of it.", isOptional: true),
  ]
}
