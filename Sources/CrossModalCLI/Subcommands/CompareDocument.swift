import CrossModal
import Dense
import Studies

/// What `compare --json` prints.
struct CompareDocument: Encodable {
  struct Space: Encodable {
    var name: String
    var dimensions: Int
    var repeatedRows: Int
    var zeroRows: Int
    var tiedRows: Int?
  }

  struct Null: Encodable {
    var mean: Double
    var sd: Double
    var threshold: Double
  }

  struct Interval: Encodable {
    var from: Double
    var to: Double
  }

  struct Measure: Encodable {
    var name: String
    var k: Int?
    var value: Double?
    var values: [Double]?
    var chance: Double?
    var null: Null?
    var p: Double?
    var calibrated: Double?
    var interval: Interval?
    var note: String?

    init(_ score: MeasuredScore) {
      (name, k, value, values) = (score.measure.rawValue, score.k, score.value, score.values)
      chance = score.chance
      null = score.null.map { Null(mean: $0.mean, sd: $0.standardDeviation, threshold: $0.threshold) }
      p = score.null?.p
      calibrated = score.calibrated
      interval = score.interval.map { Interval(from: $0.lowerBound, to: $0.upperBound) }
      note = score.note
    }
  }

  struct Pair: Encodable {
    var a: String
    var b: String
    var measures: [Measure]
  }

  struct Aggregate: Encodable {
    var a: String
    var b: String
    var measure: String
    var k: Int?
    var value: Double
    var threshold: Double
    var calibrated: Double
    var p: Double
    var pairs: Int
  }

  var items: Int
  /// The first number of neighbors.
  var k: Int
  var metric: String
  var permutations: Int
  var spaces: [Space]
  var pairs: [Pair]
  var aggregate: [Aggregate]?

  init(_ compared: ComparedPairs, spaces: [ComparedSpace], request: ComparisonRequest) {
    items = spaces[0].items
    k = request.counts[0]
    metric = request.metric.rawValue
    permutations = request.permutations
    let length = request.listLength(items: items)
    let hasLists = request.measures.contains { $0.usesNeighbors }
    self.spaces = spaces.map { space in
      Space(
        name: space.name, dimensions: space.dimensions, repeatedRows: space.facts.repeatedRows,
        zeroRows: space.facts.zeroRows,
        tiedRows: hasLists
          ? space.lists(request.metric, length: length, threads: request.threads).tiedRows(request.counts[0])
          : nil)
    }
    pairs = compared.pairs.map {
      Pair(a: spaces[$0.first].name, b: spaces[$0.second].name, measures: $0.scores.map(Measure.init))
    }
    let best = compared.best.map {
      Aggregate(
        a: spaces[$0.first].name, b: spaces[$0.second].name, measure: $0.measure.rawValue, k: $0.k,
        value: $0.scores.observed, threshold: $0.scores.threshold, calibrated: $0.scores.calibrated,
        p: $0.scores.p, pairs: $0.candidates)
    }
    aggregate = best.isEmpty ? nil : best
  }

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
