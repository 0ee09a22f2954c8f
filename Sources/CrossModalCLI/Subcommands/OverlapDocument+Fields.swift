import Studies

extension OverlapDocument {
  /// The keys of `overlap --json`.
  static let fields: [DocumentField] = [
    .integer("k", "Number of neighbors; the first of several.", unit: .neighbors),
    .integer("items", "Rows of both files.", unit: .items),
    .integer(
      "measured", "Rows whose neighbors were searched, where these are not all.", unit: .items,
      isOptional: true),
    .flag("includesSelf", "Whether an item counts as its own neighbor, as in the paper."),
    chance,
    DocumentField(
      "overlap", .object(values),
      "mNNO of the two files at k, by metric: 0 none in common, 1 all; compare with chance."),
    DocumentField(
      "mnno", .object(beside),
      "mNNO_K with the item itself, the measure of the paper; K is k, or k + 1 where the item itself is not counted. Missing "
        + "at K = 1.", isOptional: true),
    DocumentField(
      "mutual", .object(beside),
      "The mutual k-NN of today at K − 1, without the item itself: mNNO_K = (1 + (K − 1) · mutual_{K−1}) / K.",
      isOptional: true),
    DocumentField(
      "curve", .objects([.integer("k", "Number of neighbors.", unit: .neighbors), chance] + values),
      "The same at all numbers of neighbors, where several were asked for.", isOptional: true),
    .integer("permutations", "Random alignments that were drawn.", isOptional: true),
    .integer(
      "bootstrap", "What --bootstrap asked for; intervals no longer depend on it.", isOptional: true),
    DocumentField(
      "details", .objects(detail), "More measures, one entry for each metric and number of neighbors.",
      isOptional: true),
    DocumentField(
      "spaces", .objects(space),
      "The two files, first and second, and the rows of each that leave neighbors to the row order. Missing where lists "
        + "were read that do not say it.", isOptional: true),
  ]

  private static let space: [DocumentField] = [
    .text("name", "first or second: the place of the file."),
    .integer("dimensions", "Columns of the vectors."),
    .integer(
      "repeatedRows", "Rows that equal another row, all of them counted: three equal rows are 3.",
      unit: .items),
    .integer(
      "zeroRows", "Rows of zeros; by cosine they are at distance 1 from everything.", unit: .items),
    .integer(
      "tiedRows",
      "Rows whose k-th neighbor is as far as the next one (by one of the metrics), so that the row order decides; of the "
        + "rows that were measured.", unit: .items),
  ]

  private static let chance = DocumentField.number(
    "chance", "The overlap of unrelated spaces with so many items.", unit: .share)

  private static let values: [DocumentField] = [
    .number("cosine", "mNNO with cosine neighbors.", unit: .share, isOptional: true),
    .number("euclidean", "mNNO with Euclidean neighbors.", unit: .share, isOptional: true),
  ]

  private static let beside: [DocumentField] =
    [.integer("k", "Number of neighbors.", unit: .neighbors)] + values

  private static let occurrence: [DocumentField] = [
    .number(
      "skewness",
      "Skewness of how often items are neighbors; above 1: there are hubs. Missing where all are equal.",
      isOptional: true),
    .integer("maximum", "How often the most frequent neighbor is one."),
    .integer("never", "Items that are no other item’s neighbor.", unit: .items),
  ]

  private static let detail: [DocumentField] = [
    .integer("k", "Number of neighbors.", unit: .neighbors),
    .text("metric", "cosine or euclidean."),
    chance,
    .number("overlap", "mNNO.", unit: .share),
    DocumentField(
      "interval",
      .object([
        .number("lower", "Lower end.", unit: .share), .number("upper", "Upper end.", unit: .share),
        .text(
          "method",
          "score: Wilson's score interval over samples of as many items. sample: of the rows that were drawn, against all."
        ),
      ]), "95 % interval of the overlap.", isOptional: true),
    .text("noInterval", "Why there is no interval, where one was asked for.", isOptional: true),
    DocumentField(
      "permutation",
      .object([
        .number("mean", "Mean overlap of random alignments of the items.", unit: .share),
        .number("sd", "Their standard deviation."),
        .number(
          "p", "Share of alignments that overlap at least as much; small: not by chance.", unit: .share),
      ]), "The null distribution of random alignments.", isOptional: true),
    .number(
      "jaccard", "Mean Jaccard index of the neighbor sets: shared over all.", unit: .share, isOptional: true),
    DocumentField(
      "excludingSelf",
      .object([
        .number("chance", "The overlap of unrelated spaces, without the item itself.", unit: .share),
        .number("overlap", "mNNO without the item itself.", unit: .share),
      ]), "The same without the item itself.", isOptional: true),
    DocumentField(
      "occurrence",
      .object([
        DocumentField("first", .object(occurrence), "In the first file."),
        DocumentField("second", .object(occurrence), "In the second file."),
      ]), "Hubness: how often items are among the k neighbors of others.", isOptional: true),
  ]

  /// The columns of `overlap --per-item`.
  static let itemColumns: [DocumentField] = [
    .integer("row", "Number of the item, from 1."),
    .text("name", "Its name, where a file has names.", isOptional: true),
    .number(
      "cosine_k10", "Share of its neighbors that both files have in common; a column for each metric and K.",
      unit: .share),
  ]
}
