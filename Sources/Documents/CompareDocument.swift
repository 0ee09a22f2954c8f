import CrossModal
import Dense

/// What `compare --json` prints, and what `crossmodal_compare` gives.
package struct CompareDocument: Encodable, Sendable {
  /// A space and its rows.
  package struct Space: Encodable, Sendable {
    var name: String
    var dimensions: Int
    var repeatedRows: Int
    var zeroRows: Int
    /// Rows whose k-th neighbor is as far as the next one; nil where no measure has neighbors.
    package var tiedRows: Int?
  }

  /// Scores of random alignments.
  package struct Null: Encodable, Sendable {
    var mean: Double
    var sd: Double
    var threshold: Double
  }

  /// Where the score lies in 95 % of samples.
  package struct Interval: Encodable, Sendable {
    var from: Double
    var to: Double
  }

  /// A measure of two spaces.
  package struct Measure: Encodable, Sendable {
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
      (chance, p, calibrated, note) = (score.chance, score.null?.p, score.calibrated, score.note)
      null = score.null.map { Null(mean: $0.mean, sd: $0.standardDeviation, threshold: $0.threshold) }
      interval = score.interval.map { Interval(from: $0.lowerBound, to: $0.upperBound) }
    }
  }

  /// Two spaces and what was measured of them.
  package struct Pair: Encodable, Sendable {
    var a: String
    var b: String
    var measures: [Measure]
  }

  /// The best pair by a measure.
  package struct Aggregate: Encodable, Sendable {
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

  /// The overlap of subsets of the items.
  package struct Cell: Encodable, Sendable {
    var items: Int
    var k: Int
    var measure: String
    var value: Double
    var chance: Double
    var from: Double?
    var to: Double?
  }

  /// Rows of every space.
  package var items: Int
  /// The first number of neighbors.
  package var k: Int
  var metric: String
  var permutations: Int
  /// The spaces, in their order.
  package var spaces: [Space]
  var pairs: [Pair]
  var aggregate: [Aggregate]?
  var surface: [Cell]?

  /// The document of a comparison.
  package init(
    _ compared: ComparedPairs, spaces: [ComparedSpace], request: ComparisonRequest,
    surface: OverlapSurface? = nil
  ) {
    self.surface = surface?.cells.map {
      Cell(
        items: $0.items, k: $0.k, measure: ComparisonMeasure.mutualNeighbors.rawValue, value: $0.value,
        chance: $0.chance, from: $0.interval?.lowerBound, to: $0.interval?.upperBound)
    }
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
}
