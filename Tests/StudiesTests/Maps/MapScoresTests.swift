import CrossModal
import Dense
import StudyTestSupport
import Testing
import VectorFiles

@testable import Studies

/// `measures.also`: f(X) against X and Y by measures of spaces and of retrieval.
@Suite struct MapScoresTests {
  private let measures: [MapMeasure] = [
    .comparison(.mutualNeighbors), .comparison(.debiasedKernelAlignment), .recall(1), .meanReciprocalRank,
  ]

  private func spaces(_ seed: UInt64) -> (x: Matrix<Float>, y: Matrix<Float>, mapped: Matrix<Float>) {
    var stream = RandomStream(StreamKey(seed: seed).adding("map scores"))
    let x = Matrix<Float>(rows: 60, columns: 4) { _, _ in Float(stream.normal()) }
    let y = Matrix<Float>(rows: 60, columns: 3) { _, _ in Float(stream.normal()) }
    return (x, y, Matrix(rows: 60, columns: 3) { y[$0, $1] + Float(0.02 * stream.normal()) })
  }

  private func scores(_ seed: UInt64, groups: [Int]? = nil) throws -> [MapScore] {
    let (x, y, mapped) = spaces(seed)
    var configuration = MeasuresConfiguration(k: 5)
    configuration.also = measures
    return try MapScores(x: x.view, y: y.view, mapped: mapped.view, groups: groups)
      .records(configuration, seed: 1)
  }

  @Test func namesAreRead() {
    for measure in MapMeasure.allCases { #expect(MapMeasure(rawValue: measure.rawValue) == measure) }
    #expect(MapMeasure(rawValue: "hubness-skewness-a") == nil && MapMeasure(rawValue: "recall-at-2") == nil)
  }

  @Test func aMapThatReachesItsTargetIsSeen() throws {
    let scores = try scores(1)
    #expect(scores.map(\.measure) == measures.map(\.rawValue))
    for score in scores.prefix(2) {
      let input = try #require(score.input)
      // f(X) is nearly Y, and X has nothing to do with either.
      #expect(try #require(score.target.value) > 0.8 && (try #require(score.target.calibrated)) > 0.7)
      #expect(try #require(score.target.p) == 1 / 201.0 && (try #require(input.value)) < 0.4)
    }
    #expect(scores[0].k == 5 && scores[1].k == nil && scores[2].input == nil)
    #expect(try #require(scores[2].target.value) > 0.9)
    #expect(abs((scores[2].target.chance ?? 0) - 1 / 60.0) < 1e-12)
    #expect(try #require(scores[3].target.value) > (try #require(scores[2].target.value)) - 1e-12)
    // By hand: the same as the comparison and the retrieval of the same rows.
    let (_, y, mapped) = spaces(1)
    let request = ComparisonRequest(
      measures: [.mutualNeighbors], counts: [5], key: StreamKey(seed: 1).adding("compare"))
    let compared = try SpaceComparison(
      ComparedSpace(name: "y", rows: MeasuredRows(y.view)),
      ComparedSpace(name: "f", rows: MeasuredRows(mapped.view)), request)
    #expect(compared.scores[0].value == scores[0].target.value)
    #expect(compared.scores[0].null?.threshold == scores[0].target.threshold)
    #expect(scores[2].target.value == RetrievalTargets(y.view).ranks(of: mapped.view).recall(at: 1))
  }

  @Test func groupsAreRelevantTogether() throws {
    let (_, y, mapped) = spaces(2)
    let groups = (0..<60).map { $0 / 3 }
    let score = try scores(2, groups: groups)[2]
    #expect(
      score.target.value == RetrievalTargets(y.view, groups: groups).ranks(of: mapped.view).recall(at: 1))
    // One of three own rows is drawn first of 60.
    #expect(abs((score.target.chance ?? 0) - 3 / 60.0) < 1e-12)
  }

  @Test func classesAreRelevantInBothDirections() throws {
    // Four items of two classes on a circle, and their maps, which lie the other way round.
    let y = Matrix<Float>(rows: 4, columns: 2, elements: [1, 0, 0.9, 0.1, 0, 1, 0.1, 0.9])
    let mapped = Matrix<Float>(rows: 4, columns: 2, elements: [1, 0, 0, 1, 0.1, 0.9, 0.8, 0.2])
    let labels = [["a"], ["a", "c"], ["b"], ["b"]]
    var configuration = MeasuresConfiguration(k: 1)
    configuration.also = [.meanAveragePrecision(isReversed: false), .meanAveragePrecision(isReversed: true)]
    func scores(_ labels: [[String]]?) throws -> [MapScore] {
      try MapScores(x: y.view, y: y.view, mapped: mapped.view, labels: labels)
        .records(configuration, seed: 1)
    }
    let found = try scores(labels)
    // By hand: f(1) finds 1 2 | 4 3, f(2) finds 3 4 | 2 1, f(3) finds its own first, f(4) last.
    let far = (1.0 / 3 + 2.0 / 4) / 2
    #expect(abs((found[0].target.value ?? 0) - (1 + far + 1 + far) / 4) < 1e-12)
    // From Y: of 1 and 2 the map of 1 is first and that of 2 last but one or last; likewise 3 and 4.
    #expect(found[1].measure == "mean-average-precision-reverse")
    let back = CrossRetrieval(mapped, y, relevance: .sharedLabel(first: labels, second: labels))
    #expect(found[1].target.value == back.fromSecond[0].meanAveragePrecision)
    // Two of four: all six orders of a random list, by hand (1 + 5/6 + 3/4 + 7/12 + 1/2 + 5/12) / 6.
    let chance = (1 + 5.0 / 6 + 3.0 / 4 + 7.0 / 12 + 1.0 / 2 + 5.0 / 12) / 6
    #expect(found.allSatisfy { abs(($0.target.chance ?? 0) - chance) < 1e-12 && $0.input == nil })
    #expect(try scores(nil).isEmpty)
  }

  @Test("further numbers of neighbors have mNNO and what else is measured, with their nulls")
  func furtherCounts() throws {
    let (x, y, mapped) = spaces(3)
    var configuration = MeasuresConfiguration(k: 5)
    configuration.also = [.comparison(.mutualNeighbors), .comparison(.debiasedKernelAlignment)]
    configuration.further = [.number(2), .percent(5)]
    let scores = try MapScores(x: x.view, y: y.view, mapped: mapped.view).records(configuration, seed: 1)
    #expect(
      scores.map(\.measure) == [
        "mnno", "mnno", "mnno", "mutual-knn", "mutual-knn", "mutual-knn", "cka-debiased",
      ])
    #expect(scores.map(\.k) == [5, 2, 3, 5, 2, 3, nil])
    #expect(scores.map(\.count) == [nil, "2", "5%", nil, "2", "5%", nil])
    let record = OverlapMeasurement(x: x.view, y: y.view, mapped: mapped.view)
      .records(MeasuresConfiguration(k: 3, metrics: [.cosine]))[0]
    #expect(abs((scores[2].target.value ?? 0) - record.target) < 1e-12 && scores[2].target.null != nil)
    #expect(abs((scores[2].target.chance ?? 0) - record.chance) < 1e-12)
    #expect(scores.score(.comparison(.mutualNeighbors))?.k == 5)
    // One number measures what it did.
    configuration.further = []
    let plain = try MapScores(x: x.view, y: y.view, mapped: mapped.view).records(configuration, seed: 1)
    #expect(plain.map(\.measure) == ["mutual-knn", "cka-debiased"] && plain[0] == scores[3])
  }

  @Test("no item of its own group stands in a list, and alignments exchange groups")
  func groupsStandApart() throws {
    let (x, y, _) = spaces(4)
    let groups = (0..<60).map { $0 / 3 }
    // Rows of a group nearly equal: without groups they would be each other's neighbors in all spaces.
    func near(_ rows: Matrix<Float>) -> Matrix<Float> {
      Matrix(rows: 60, columns: 3) { rows[$0 / 3, $1] + Float($0 % 3) * 1e-3 }
    }
    var configuration = MeasuresConfiguration(k: 2, metrics: [.euclidean])
    configuration.also = [.comparison(.mutualNeighbors)]
    let (one, two) = (near(x), near(y))
    let plain = try MapScores(x: one.view, y: two.view, mapped: two.view)
      .records(configuration, seed: 1)[0]
    let apart = try MapScores(x: one.view, y: two.view, mapped: two.view, groups: groups)
      .records(configuration, seed: 1)[0]
    let record = OverlapMeasurement(x: one.view, y: two.view, mapped: two.view, groups: groups)
      .records(configuration)[1]
    #expect(!record.includesSelf && apart.input?.value == record.input && apart.target.value == 1)
    #expect(plain.pair?.value == 1 && (apart.pair?.value ?? 1) < 0.3)
    #expect(abs((apart.pair?.chance ?? 0) - record.chance) < 1e-12)
    #expect(abs((apart.pair?.null ?? 0) - record.chance) < 0.03)
  }

  @Test func finalFitsHaveThemAndColumnsShowThem() throws {
    let small = try HandmadeStudy(models: "[lin]")
    try small.search()
    let ledger = try small.study.ledger()
    let runner = FitRunner(small.study, data: try MapData(small.study), path: .openblas)
    let unit = small.study.plan.unit(of: .final(cell: 0, repetition: 0))
    let plain = try #require(try runner.run(unit, ledger: ledger) { true }?.result)
    // Nothing is asked for, and nothing is kept.
    #expect(plain.measured == nil)
    var record = try small.record(
      .final(cell: 0, repetition: 0), overlaps: plain.overlaps)
    record.result?.measured = try scores(1)
    let line = BoundedBytes(copying: try JournalLine.bytes(of: JournalEntry.record(record)).dropLast())
    var reader = UnitRecordReader<FitResult>()
    #expect(JournalLine.entry(in: line, &reader) == .record(record))
    // An older version that measured less agrees.
    var older = try #require(record.result)
    older.measured = nil
    #expect(try #require(record.result).agrees(with: older))
    try small.append(record)
    let row = FitRow(.final(cell: 0, repetition: 0), record, in: try small.study.ledger())
    let columns = FitQuantities.all.map(\.column)
    for (column, value) in [
      ("y_f_mutual_knn", try scores(1)[0].target.value), ("x_f_cka_debiased", try scores(1)[1].input?.value),
      ("y_f_cka_debiased_calibrated", try scores(1)[1].target.calibrated),
      ("y_f_recall_at_1", try scores(1)[2].target.value),
    ] {
      let at = try #require(columns.firstIndex(of: column))
      #expect(FitQuantities.all[at].value(row) == .number(try #require(value)), "\(column)")
    }
    #expect(Set(columns).count == columns.count)
  }

  @Test func theConfigurationAsksForThem() throws {
    let base = "version: 1\nname: m\ndataset: {name: d, image: {a: {file: a}}, text: {b: {file: b}}}\n"
    let plain = try StudyConfiguration.parse(base, file: "/x.yaml", currentDirectory: "/")
    let asked = try StudyConfiguration.parse(
      base + "measures: {also: [cka-debiased, recall-at-1]}", file: "/x.yaml", currentDirectory: "/")
    #expect(plain.measures.also.isEmpty && !plain.resolvedYAML.contains("also"))
    #expect(asked.measures.also == [.comparison(.debiasedKernelAlignment), .recall(1)])
    #expect(asked.identity == plain.identity && asked.firstConflict(with: plain) == nil)
    #expect(asked.differences(from: plain).map(\.effect) == [.measures])
    let counts = try StudyConfiguration.parse(
      base + "measures: {k: [20, 5, 1%]}", file: "/x.yaml", currentDirectory: "/")
    #expect(counts.measures.k == 20 && counts.measures.further == [.number(5), .percent(1)])
    #expect(counts.resolvedYAML.contains("k: [20, 5, 1%]") && plain.resolvedYAML.contains("k: 10\n"))
    #expect(
      try StudyConfiguration.parse(counts.resolvedYAML, file: "/x.yaml", currentDirectory: "/") == counts)
    for wrong in ["[1%]", "[1%, 10]", "[10, 10]", "1000001", "[10, 0%]", "[10, 101%]"] {
      #expect(throws: (any Error).self, "\(wrong)") {
        try StudyConfiguration.parse(
          base + "measures: {k: \(wrong)}", file: "/x.yaml", currentDirectory: "/")
      }
    }
    let error = #expect(throws: (any Error).self) {
      try StudyConfiguration.parse(
        base + "measures: {also: cka-debias}", file: "/x.yaml", currentDirectory: "/")
    }
    #expect("\(String(describing: error))".contains("did you mean"))
  }
}
