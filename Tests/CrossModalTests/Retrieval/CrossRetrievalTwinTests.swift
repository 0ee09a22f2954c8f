import Dense
import Foundation
import TestSupport
import Testing

@testable import CrossModal

/// All pairs, sorted, with nothing shared with the real thing.
private struct Twin {
  var ranks: [Double] = []
  var precisions: [Double] = []
  var precisionsAtR: [Double] = []
  var excluded = 0

  init(
    _ queries: [[Double]], _ items: [[Double]], _ metric: RetrievalMetric, nearest: Int,
    tie: Double, isRelevant: (Int, Int) -> Bool
  ) {
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    func cosine(_ a: [Double], _ b: [Double]) -> Double {
      let lengths = (dot(a, a) * dot(b, b)).squareRoot()
      return lengths > 0 ? dot(a, b) / lengths : 0
    }
    func mean(_ item: [Double]) -> Double {
      queries.map { cosine($0, item) }.sorted(by: >).prefix(nearest).reduce(0, +) / Double(nearest)
    }
    let means = items.map(mean)
    for (place, query) in queries.enumerated() {
      let scores = items.enumerated().map { number, item in
        switch metric {
        case .cosine: cosine(query, item)
        case .euclidean: -zip(query, item).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        case .csls: 2 * cosine(query, item) - means[number]
        }
      }
      let relevant = items.indices.filter { isRelevant(place, $0) }
      guard let best = relevant.map({ scores[$0] }).max() else {
        excluded += 1
        continue
      }
      let others = items.indices.filter { !relevant.contains($0) }.map { scores[$0] }
      ranks.append(
        1 + Double(others.count { $0 > best + tie }) + Double(others.count { abs($0 - best) <= tie }) / 2)
      // The expected precision at each relevant item: over all places it may take among those that are as near.
      var (sum, first) = (0.0, 0.0)
      for item in relevant {
        let before = items.indices.filter { scores[$0] > scores[item] + tie }
        let equal = items.indices.filter { abs(scores[$0] - scores[item]) <= tie }
        let found = before.count { relevant.contains($0) }
        let equalFound = equal.count { relevant.contains($0) }
        for offset in 0..<equal.count {
          let share = Double(equalFound - 1) / Double(max(1, equal.count - 1))
          let expected = Double(found + 1) + Double(offset) * share
          let rank = before.count + offset + 1
          let term = expected / Double(rank) / Double(equal.count)
          sum += term
          if rank <= relevant.count { first += term }
        }
      }
      precisions.append(sum / Double(relevant.count))
      precisionsAtR.append(first / Double(relevant.count))
    }
  }
}

@Suite struct CrossRetrievalTwinTests {
  private static let columns = 3

  // Small whole numbers, so that many items are as near.
  private func lattice(_ rows: Int, seed: UInt64) -> Matrix<Double> {
    var stream = RandomStream(StreamKey(seed: seed).adding("lattice"))
    return Matrix(rows: rows, columns: Self.columns) { _, _ in Double(stream.below(4)) - 1 }
  }

  private func rows(_ matrix: Matrix<Double>, _ kept: [Int]) -> [[Double]] {
    kept.map { matrix.numbers(ofRow: $0) }
  }

  private func check(
    _ scores: RetrievalScores, _ queries: [[Double]], _ items: [[Double]], nearest: Int,
    tie: Double = 1e-11, isRelevant: (Int, Int) -> Bool
  ) {
    let twin = Twin(queries, items, scores.metric, nearest: nearest, tie: tie, isRelevant: isRelevant)
    #expect(scores.ranks.values == twin.ranks && scores.excluded == twin.excluded, "\(scores.metric)")
    let count = Double(twin.ranks.count)
    #expect(abs((scores.meanAveragePrecision ?? -1) - twin.precisions.reduce(0, +) / count) < 1e-12)
    #expect(abs((scores.meanAveragePrecisionAtR ?? -1) - twin.precisionsAtR.reduce(0, +) / count) < 1e-12)
  }

  @Test(arguments: [false, true]) func equalsAllPairs(_ isLattice: Bool) {
    let (first, second) =
      isLattice
      ? (lattice(70, seed: 1), lattice(140, seed: 2))
      : (normalMatrix(70, Self.columns, seed: 1), normalMatrix(140, Self.columns, seed: 2))
    let groups = ((0..<70).map { $0 % 20 }, (0..<140).map { ($0 * 7) % 23 })
    func kept(_ rows: Matrix<Double>, _ groups: [Int]) -> [Int] {
      groups.indices.filter { row in
        !(0..<row).contains {
          groups[$0] == groups[row] && rows.numbers(ofRow: $0) == rows.numbers(ofRow: row)
        }
      }
    }
    let (one, two) = (kept(first, groups.0), kept(second, groups.1))
    let relevance = Relevance.sameGroup(first: groups.0, second: groups.1)
    let retrieval = CrossRetrieval(first, second, relevance: relevance, metrics: RetrievalMetric.allCases)
    #expect(retrieval.repeatedInFirst == 70 - one.count && retrieval.repeatedInSecond == 140 - two.count)
    #expect(!isLattice || retrieval.repeatedInSecond > 0)
    for place in RetrievalMetric.allCases.indices {
      check(retrieval.fromFirst[place], rows(first, one), rows(second, two), nearest: 10) {
        groups.0[one[$0]] == groups.1[two[$1]]
      }
      check(retrieval.fromSecond[place], rows(second, two), rows(first, one), nearest: 10) {
        groups.1[two[$0]] == groups.0[one[$1]]
      }
    }
    // In Float, which holds a lattice.
    if isLattice {
      let float = CrossRetrieval(
        first.converted(to: Float.self), second.converted(to: Float.self), relevance: relevance,
        metrics: RetrievalMetric.allCases)
      #expect(float == retrieval)
    }
  }

  @Test func sharedLabelsEqualAllPairs() {
    let (first, second) = (lattice(60, seed: 3), lattice(60, seed: 4))
    let labels = (0..<60).map { row in row % 7 == 0 ? ["lonely\(row)"] : ["a\(row % 5)", "b\(row % 11)"] }
    let others = labels.map { $0[0].hasPrefix("lonely") ? ["nobody"] : $0 }
    let retrieval = CrossRetrieval(
      first, second, relevance: .sharedLabel(first: labels, second: others), metrics: [.cosine, .euclidean])
    let all = Array(0..<60)
    for scores in retrieval.fromFirst {
      check(scores, rows(first, all), rows(second, all), nearest: 10) {
        !Set(labels[$0]).isDisjoint(with: others[$1])
      }
      #expect(scores.excluded == 9)
    }
    for scores in retrieval.fromSecond {
      check(scores, rows(second, all), rows(first, all), nearest: 10) {
        !Set(others[$0]).isDisjoint(with: labels[$1])
      }
    }
  }

  // So wide that products are quick ones, which are right to a bound.
  @Test(arguments: [RetrievalMetric.cosine, .euclidean, .csls], [false, true])
  func quickProductsEqualAllPairs(_ metric: RetrievalMetric, isTied: Bool) {
    let labels = (0..<150).map { ["c\($0 * 7 % 6)"] }
    var (first, second) = (
      normalMatrix(90, 64, seed: 8, as: Double.self), normalMatrix(150, 64, seed: 9, as: Double.self)
    )
    if isTied {
      // Signs, as codes of 64 bits: most items are as near as others.
      first = Matrix(rows: 90, columns: 64) { first[$0, $1] < 0 ? -1 : 1 }
      second = Matrix(rows: 150, columns: 64) { second[$0, $1] < 0 ? -1 : 1 }
    } else {
      // Pairs of items that differ by less than the bound, and whose labels differ.
      first = Matrix(rows: 90, columns: 64) { $1 == 3 ? 1 + abs(first[$0, 3]) : first[$0, $1] }
      second = Matrix(rows: 150, columns: 64) { row, column in
        column == 3 ? (row % 2 == 1 ? 1e-7 : 0) : second[row / 2 * 2, column]
      }
    }
    for relevance in [
      Relevance.sharedLabel(first: Array(labels.prefix(90)), second: labels),
      .sameGroup(first: Array(0..<90), second: Array(0..<150)),
    ] {
      let retrieval = CrossRetrieval(first, second, relevance: relevance, metrics: [metric])
      let (one, two) = (Array(0..<90), Array(0..<150))
      func isRelevant(_ row: Int, _ other: Int) -> Bool {
        if case .sameGroup = relevance { row == other } else { labels[row] == labels[other] }
      }
      // Scores by CSLS come as near to each other as its own tolerance.
      let tie = metric == .csls ? 2e-12 : 1e-11
      check(retrieval.fromFirst[0], rows(first, one), rows(second, two), nearest: 10, tie: tie) {
        isRelevant($0, $1)
      }
      check(retrieval.fromSecond[0], rows(second, two), rows(first, one), nearest: 10, tie: tie) {
        isRelevant($1, $0)
      }
    }
  }

  @Test func theOrderOfRowsAndTheThreadsChangeNothing() {
    let (first, second) = (lattice(300, seed: 5), lattice(300, seed: 6))
    let groups = (0..<300).map { $0 / 3 }
    var stream = RandomStream(StreamKey(seed: 7))
    let order = stream.permutation(300)
    let metrics = RetrievalMetric.allCases
    let plain = CrossRetrieval(
      first, second, relevance: .sameGroup(first: groups, second: groups), metrics: metrics)
    let moved = CrossRetrieval(
      first, Matrix(second, selecting: order),
      relevance: .sameGroup(first: groups, second: order.map { groups[$0] }), metrics: metrics)
    for (one, two) in zip(plain.fromFirst, moved.fromFirst) { #expect(one.ranks == two.ranks) }
    for threads in [2, 3] {
      let shared = CrossRetrieval(
        first, second, relevance: .sameGroup(first: groups, second: groups), metrics: metrics,
        threads: threads)
      #expect(shared == plain)
    }
  }

  @Test func withEqualMeansCSLSIsTheOrderOfTheCosine() {
    // Points of a circle at equal steps: every one has the same cosines to all.
    let count = 24
    func circle(_ turn: Double) -> Matrix<Double> {
      Matrix(rows: count, columns: 2) { row, column in
        let angle = 2 * Double.pi * (Double(row) + turn) / Double(count)
        return column == 0 ? cos(angle) : sin(angle)
      }
    }
    let scores = CrossRetrieval(circle(0), circle(2.3), metrics: [.cosine, .csls]).fromFirst
    #expect(scores[0].ranks == scores[1].ranks && scores[0].ranks.values.allSatisfy { $0 == 5 })
  }
}
