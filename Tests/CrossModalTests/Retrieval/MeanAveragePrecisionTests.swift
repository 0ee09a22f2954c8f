import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

@Suite struct MeanAveragePrecisionTests {
  @Test func byHand() {
    // On a line at 0, 1, 3, 7. Query 0 ranks 1 2 3, relevant 2: AP 1/2. Query 1 ranks 0 2 3, relevant 3: 1/3. Query 2
    // ranks 1 0 3, relevant 0: 1/2. Query 3 ranks 2 1 0, relevant 1: 1/2.
    let features = Matrix<Float>([[0], [1], [3], [7]])
    let labels = LabelSets([["a"], ["b"], ["a"], ["b"]])
    let result = MeanAveragePrecision(features.view, labels: labels, metric: .euclidean)
    #expect(abs((result.value ?? 0) - (0.5 + 1.0 / 3 + 0.5 + 0.5) / 4) < 1e-15)
    #expect(result.queries == 4 && result.excluded == 0)
  }

  @Test func queriesWithoutRelevantItems() {
    let features = Matrix<Float>([[1, 0], [1, 1], [0, 1]])
    let result = MeanAveragePrecision(features.view, labels: LabelSets([["a"], ["a", "b"], ["c"]]))
    // Query 0 meets item 1 first: AP 1. Query 1 meets its only relevant item, 0, tied with 2: (1 + 1/2) / 2.
    #expect(result.value == 0.875 && result.queries == 2 && result.excluded == 1)
    let none = MeanAveragePrecision(features.view, labels: LabelSets([["a"], ["b"], ["c"]]))
    #expect(none.value == nil && none.queries == 0 && none.excluded == 3)
  }

  @Test func tiesAreOneGroup() {
    let features = Matrix<Float>([[1, 0], [2, 2], [2, 2], [2, 2]])
    // Query 0 meets its only relevant item, 3, tied with 1 and 2: at place 1, 2 or 3. Query 3 meets 0 behind 1 and 2.
    let result = MeanAveragePrecision(features.view, labels: LabelSets([["a"], ["b"], ["c"], ["a"]]))
    #expect(abs((result.value ?? 0) - ((1 + 1.0 / 2 + 1.0 / 3) / 3 + 1.0 / 3) / 2) < 1e-15)
  }

  /// Twin: the mean over every order of every group of items at equal distance.
  @Test func theMeanOverAllOrdersOfTies() {
    var stream = RandomStream(StreamKey(seed: 3))
    for _ in 0..<60 {
      let count = 3 + stream.below(5)
      let numbers = (0..<count).map { _ in Float(stream.below(3)) }
      let classes = (0..<count).map { _ in stream.below(2) }
      let result = MeanAveragePrecision(
        Matrix<Float>(rows: count, columns: 1) { row, _ in numbers[row] }.view,
        labels: LabelSets(classes.map { ["\($0)"] }), metric: .euclidean)
      var values: [Double] = []
      for query in 0..<count {
        let others = (0..<count).filter { $0 != query }
        guard others.contains(where: { classes[$0] == classes[query] }) else { continue }
        let groups = Dictionary(grouping: others) { abs(numbers[$0] - numbers[query]) }
        let orders = groups.keys.sorted().reduce([[Int]]([[]])) { orders, distance in
          let group = Self.permutations(groups[distance] ?? [])
          return orders.flatMap { order in group.map { order + $0 } }
        }
        values.append(
          orders.reduce(0) { sum, order in
            let ranks = order.indices.filter { classes[order[$0]] == classes[query] }
            let precisions = ranks.enumerated().map { Double($0.offset + 1) / Double($0.element + 1) }
            return sum + precisions.reduce(0, +) / Double(ranks.count)
          } / Double(orders.count))
      }
      #expect(result.queries == values.count)
      if !values.isEmpty {
        #expect(abs((result.value ?? 0) - values.reduce(0, +) / Double(values.count)) < 1e-12)
      }
    }
  }

  private static func permutations(_ items: [Int]) -> [[Int]] {
    if items.isEmpty { return [[]] }
    return items.flatMap { first in permutations(items.filter { $0 != first }).map { [first] + $0 } }
  }

  @Test func agreesWithScikitLearn() throws {
    let cases: [MeasureGolden.Precision] = try MeasureGolden.read("precision")
    #expect(cases.count == 1000)
    for entry in cases {
      let labels = LabelSets(entry.labels.map { LabelFile.split($0) })
      let result = MeanAveragePrecision(Matrix(entry.features).view, labels: labels)
      #expect(result.excluded == entry.excluded)
      #expect((result.value == nil) == (entry.value == nil))
      if let value = result.value, let expected = entry.value { #expect(abs(value - expected) < 1e-12) }
    }
  }

  @Test func standardizedColumns() {
    let matrix = Matrix<Float>([[1, 5, 2], [3, 5, 4], [5, 5, 9]])
    let result = Matrix(standardizingColumnsOf: matrix.view)
    let unit = Float(1.5.squareRoot())
    #expect(result[0, 0] == -unit && result[1, 0] == 0 && result[2, 0] == unit)
    #expect((0..<3).allSatisfy { result[$0, 1] == 0 })
    #expect(abs(result.view.columnMeans[2]) < 1e-7)
  }

  /// Twin: every distance exact, everything sorted. Rows with repeated, opposite, zero and nearly equal ones; the same bits.
  @Test(arguments: Metric.allCases) func agreesToTheBitWithSortingExactDistances(metric: Metric) {
    var stream = RandomStream(StreamKey(seed: 12))
    for round in 0..<6 {
      let count = 150 + stream.below(200)
      // Products of wide rows are quick ones, where the processor has them.
      let columns = round / 2 % 2 == 0 ? 9 : 70
      var features = Matrix<Float>(rows: count, columns: columns) { _, _ in
        round % 2 == 0 ? Float(stream.normal()) : Float(stream.below(3))
      }
      for column in 0..<columns {
        features[4, column] = features[3, column]
        features[5, column] = -features[3, column]
        features[6, column] = 0
        features[7, column] = features[8, column].nextUp
      }
      let labels = LabelSets((0..<count).map { _ in ["\(stream.below(round < 4 ? 5 : 80))"] })
      let result = MeanAveragePrecision(features.view, labels: labels, metric: metric)
      let expected = Self.sorted(features, labels, metric)
      #expect(result.value == expected)
      #expect(MeanAveragePrecision(features.view, labels: labels, metric: metric, threads: 3) == result)
    }
  }

  private static func sorted(_ features: Matrix<Float>, _ labels: LabelSets, _ metric: Metric) -> Double? {
    var values: [Double] = []
    for query in 0..<features.rows {
      let ranking = (0..<features.rows).filter { $0 != query }.map {
        (distance: exactDistance(features.view.row(query), features.view.row($0), metric), item: $0)
      }.sorted { $0.distance < $1.distance }
      var (precision, start) = (AveragePrecision(), 0)
      while start < ranking.count {
        let end =
          ranking[start...].firstIndex { $0.distance != ranking[start].distance } ?? ranking.count
        precision.add(
          items: end - start, relevant: ranking[start..<end].count { labels.share(query, $0.item) })
        start = end
      }
      if precision.found > 0 { values.append(precision.sum / Double(precision.found)) }
    }
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
