import CrossModal
import Dense

/// What `crossmodal_compare` gives: the document of `crossmodal compare --json`, key by key.
struct ComparisonText: Encodable {
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
      (chance, p, calibrated, note) = (score.chance, score.null?.p, score.calibrated, score.note)
      null = score.null.map { Null(mean: $0.mean, sd: $0.standardDeviation, threshold: $0.threshold) }
      interval = score.interval.map { Interval(from: $0.lowerBound, to: $0.upperBound) }
    }
  }

  struct Pair: Encodable {
    var a: String
    var b: String
    var measures: [Measure]
  }

  struct Best: Encodable {
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
  var k: Int
  var metric: String
  var permutations: Int
  var spaces: [Space]
  var pairs: [Pair]
  var aggregate: [Best]?

  /// The document of a comparison.
  init(_ compared: ComparedPairs, _ spaces: [ComparedSpace], _ request: ComparisonRequest) {
    (items, k, metric) = (spaces[0].items, request.counts[0], request.metric.rawValue)
    permutations = request.permutations
    let length = request.listLength(items: items)
    let hasLists = request.measures.contains { $0.usesNeighbors }
    self.spaces = spaces.map { space in
      let lists =
        hasLists ? space.lists(request.metric, length: length, threads: request.threads) : nil
      return Space(
        name: space.name, dimensions: space.dimensions, repeatedRows: space.facts.repeatedRows,
        zeroRows: space.facts.zeroRows, tiedRows: lists?.tiedRows(request.counts[0]))
    }
    pairs = compared.pairs.map {
      Pair(a: spaces[$0.first].name, b: spaces[$0.second].name, measures: $0.scores.map(Measure.init))
    }
    let best = compared.best.map {
      Best(
        a: spaces[$0.first].name, b: spaces[$0.second].name, measure: $0.measure.rawValue, k: $0.k,
        value: $0.scores.observed, threshold: $0.scores.threshold, calibrated: $0.scores.calibrated,
        p: $0.scores.p, pairs: $0.candidates)
    }
    aggregate = best.isEmpty ? nil : best
  }
}
