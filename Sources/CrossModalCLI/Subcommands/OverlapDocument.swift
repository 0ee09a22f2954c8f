import CrossModal
import Dense

/// What `overlap` prints: the measures asked for, from the neighbor lists of two sets.
struct OverlapDocument: Encodable {
  /// Which measures.
  struct Request {
    var counts: [Int]
    var includesSelf: Bool
    var details: Bool
    var permutations: Int
    /// What `--bootstrap` said; 0 where it was not given.
    var bootstrap: Int
    var asksForInterval: Bool
    var isSample: Bool
    var seed: UInt64

    var asksForDetails: Bool { details || permutations > 0 || asksForInterval || isSample }
  }

  struct Values: Encodable {
    var cosine: Double?
    var euclidean: Double?
  }

  struct Point: Encodable {
    var k: Int
    var chance: Double
    var cosine: Double?
    var euclidean: Double?
  }

  struct Interval: Encodable {
    var lower: Double
    var upper: Double
    var method: String
  }

  struct Permutation: Encodable {
    var mean: Double
    var sd: Double
    var p: Double
  }

  struct Occurrence: Encodable {
    var skewness: Double?
    var maximum: Int
    var never: Int

    init(_ occurrence: NeighborOccurrence) {
      (skewness, maximum, never) = (occurrence.skewness, occurrence.maximum, occurrence.never)
    }
  }

  struct Occurrences: Encodable {
    var first: Occurrence
    var second: Occurrence
  }

  struct Other: Encodable {
    var chance: Double
    var overlap: Double
  }

  struct Detail: Encodable {
    var k: Int
    var metric: String
    var chance: Double
    var overlap: Double
    var interval: Interval?
    /// Why there is no interval, where one was asked for.
    var noInterval: String?
    var permutation: Permutation?
    var jaccard: Double?
    var excludingSelf: Other?
    var occurrence: Occurrences?
  }

  /// The overlap by one definition at one number of neighbors.
  struct Beside: Encodable {
    var k: Int
    var cosine: Double?
    var euclidean: Double?
  }

  struct Space: Encodable {
    var name: String
    var dimensions: Int
    var repeatedRows: Int
    var zeroRows: Int
    var tiedRows: Int
  }

  var k: Int
  var items: Int
  /// Items with lists, where these are not all.
  var measured: Int?
  var includesSelf: Bool
  var chance: Double
  var overlap: Values
  /// mNNO with the item itself, and the mutual k-NN of one neighbor less: each follows from the other.
  var mnno: Beside?
  var mutual: Beside?
  var curve: [Point]?
  var permutations: Int?
  var bootstrap: Int?
  var details: [Detail]?
  var spaces: [Space]?

  /// All points, also where there is only one.
  let points: [Point]

  private enum CodingKeys: CodingKey {
    case k, items, measured, includesSelf, chance, overlap, mnno, mutual, curve
    case permutations, bootstrap, details, spaces
  }

  init(_ neighbors: PairedNeighbors, _ request: Request) {
    let pairs = neighbors.lists.map {
      NeighborPair($0, rows: neighbors.rows, includesSelf: request.includesSelf)
    }
    let curves = pairs.map { OverlapCurve($0.first, $0.second) }
    func chance(_ k: Int) -> Double {
      NeighborOverlap.chance(k: k, items: neighbors.items, includesSelf: request.includesSelf)
    }
    func value(_ metric: Metric, _ k: Int) -> Double? {
      neighbors.lists.firstIndex { $0.metric == metric }.map { curves[$0].mean(k) }
    }
    points = request.counts.map {
      Point(k: $0, chance: chance($0), cosine: value(.cosine, $0), euclidean: value(.euclidean, $0))
    }
    k = points[0].k
    items = neighbors.items
    measured = neighbors.isComplete ? nil : neighbors.rows.count
    includesSelf = request.includesSelf
    self.chance = points[0].chance
    overlap = Values(cosine: points[0].cosine, euclidean: points[0].euclidean)
    curve = points.count > 1 ? points : nil
    permutations = request.permutations > 0 ? request.permutations : nil
    bootstrap = request.bootstrap > 0 ? request.bootstrap : nil
    if k > 1 || !includesSelf {
      let count = includesSelf ? k : k + 1
      func beside(_ k: Int, _ overlap: (NeighborPair) -> Double) -> Beside {
        func value(_ metric: Metric) -> Double? {
          neighbors.lists.firstIndex { $0.metric == metric }.map { overlap(pairs[$0]) }
        }
        return Beside(k: k, cosine: value(.cosine), euclidean: value(.euclidean))
      }
      mnno = beside(count) { $0.overlap(count, includesSelf: true).mean }
      mutual = beside(count - 1) { $0.overlap(count - 1, includesSelf: false).mean }
    }
    spaces = Self.spaces(neighbors, request)
    guard request.asksForDetails else { return }
    details = zip(neighbors.lists, pairs).flatMap { lists, pair in
      pair.details(
        request, metric: lists.metric, items: neighbors.items, isComplete: neighbors.isComplete,
        chance: chance)
    }
  }
}

extension OverlapDocument {
  /// The two sets with the rows that leave neighbors to the row order, tied at the first number of neighbors asked for;
  /// nil where the lists say nothing of ties.
  private static func spaces(_ neighbors: PairedNeighbors, _ request: Request) -> [Space]? {
    let ties = neighbors.lists.compactMap(\.ties)
    guard let spaces = neighbors.spaces, ties.count == neighbors.lists.count, let k = request.counts.first
    else { return nil }
    return zip(["first", "second"], zip(spaces, [ties.map(\.first), ties.map(\.second)])).map { name, entry in
      let (space, ties) = entry
      let tied = neighbors.rows.indices.count { list in
        ties.contains { $0.isTied(list, neighbors: k, includesSelf: request.includesSelf) }
      }
      return Space(
        name: name, dimensions: space.dimensions, repeatedRows: space.facts.repeatedRows,
        zeroRows: space.facts.zeroRows, tiedRows: tied)
    }
  }
}

/// The tables of two sets under one metric, cut for one treatment of self.
private struct NeighborPair {
  let first: NeighborTable
  let second: NeighborTable
  private let own: (first: NeighborTable, second: NeighborTable)
  private let others: (first: NeighborTable, second: NeighborTable)

  init(_ lists: PairedNeighbors.Lists, rows: [Int], includesSelf: Bool) {
    others = (lists.first.excludingSelf(rows: rows), lists.second.excludingSelf(rows: rows))
    own = (lists.first, lists.second)
    (first, second) = includesSelf ? own : others
  }

  func overlap(_ k: Int, includesSelf: Bool) -> NeighborOverlap {
    let lists = includesSelf ? own : others
    return NeighborOverlap(lists.first.nearest(k), lists.second.nearest(k))
  }

  func details(
    _ request: OverlapDocument.Request, metric: Metric, items: Int, isComplete: Bool, chance: (Int) -> Double
  ) -> [OverlapDocument.Detail] {
    let key = StreamKey(seed: request.seed).adding("overlap").adding(metric.rawValue)
    let largest = request.counts.max() ?? 1
    let null =
      request.permutations > 0
      ? PermutationNull(
        first.nearest(largest), second.nearest(largest), permutations: request.permutations,
        key: key.adding("permutations")) : nil
    return request.counts.map { k in
      let overlap = NeighborOverlap(first.nearest(k), second.nearest(k))
      var detail = OverlapDocument.Detail(
        k: k, metric: metric.rawValue, chance: chance(k), overlap: overlap.mean)
      if request.isSample {
        detail.interval = overlap.sampledInterval(population: items).map {
          .init(lower: $0.lowerBound, upper: $0.upperBound, method: "sample")
        }
      } else if request.asksForInterval {
        let interval =
          isComplete
          ? OverlapInterval.interval(
            first: others.first, second: others.second, k: k, includesSelf: request.includesSelf)
          : .none("an interval takes the neighbors of all \(items) items")
        detail.interval = interval.spread.map { .init(lower: $0.from, upper: $0.to, method: "score") }
        detail.noInterval = interval.reason
      }
      detail.permutation = null.map {
        let estimate = $0.estimate(k)
        return .init(mean: estimate.mean, sd: estimate.standardDeviation, p: estimate.p)
      }
      guard request.details else { return detail }
      detail.jaccard = overlap.jaccard
      let (one, two) = (others.first.nearest(k), others.second.nearest(k))
      if request.includesSelf {
        detail.excludingSelf = .init(
          chance: NeighborOverlap.chance(k: k, items: items, includesSelf: false),
          overlap: NeighborOverlap(one, two).mean)
      }
      detail.occurrence = .init(
        first: .init(NeighborOccurrence(one, items: items)),
        second: .init(NeighborOccurrence(two, items: items)))
      return detail
    }
  }
}
