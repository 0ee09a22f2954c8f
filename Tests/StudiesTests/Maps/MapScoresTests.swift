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
    #expect(try #require(scores[2].target.value) > 0.9 && scores[2].target.chance == 1 / 60.0)
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
    #expect(scores[2].target.value == PairedRetrieval(mapped.view, in: y.view).recall(at: 1))
  }

  @Test func groupsAreRelevantTogether() throws {
    let (_, y, mapped) = spaces(2)
    let groups = (0..<60).map { $0 / 3 }
    let score = try scores(2, groups: groups)[2]
    #expect(score.target.value == PairedRetrieval(mapped.view, in: y.view, groups: groups).recall(at: 1))
    #expect(score.target.chance == nil)
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
    let error = #expect(throws: (any Error).self) {
      try StudyConfiguration.parse(
        base + "measures: {also: cka-debias}", file: "/x.yaml", currentDirectory: "/")
    }
    #expect("\(String(describing: error))".contains("did you mean"))
  }
}
