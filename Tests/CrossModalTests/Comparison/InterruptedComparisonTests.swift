import Dense
import TestSupport
import Testing

@testable import CrossModal

/// Long work of the science that is interrupted at every question that it asks: it ends, and nothing of it is kept.
@Suite struct InterruptedComparisonTests {
  private let x: Matrix<Float> = normalMatrix(150, 6, seed: 1)
  private let y: Matrix<Float> = normalMatrix(150, 9, seed: 2)

  /// Interrupts work that throws at many places.
  private func checkThrowing<Result: Equatable>(_ work: () throws -> Result, atLeast: Int) throws {
    let (count, whole) = try InterruptedWork.questions(work)
    #expect(count >= atLeast)
    for place in InterruptedWork.places(of: count) {
      #expect(throws: Interrupted.self) { try InterruptedWork.run(interruptedAt: place, work) }
    }
    #expect(try work() == whole)
  }

  @Test("comparisons end after an alignment", arguments: [1, 3]) func comparisons(threads: Int) throws {
    for measures: [ComparisonMeasure] in [
      [.mutualNeighbors, .neighborAlignment, .hubnessOfFirst], [.procrustesSimilarity, .firstCorrelations],
      [.debiasedKernelAlignment, .kernelAlignmentOfUnitRows], [.euclideanRankCorrelation],
    ] {
      let request = ComparisonRequest(measures: measures, counts: [5, 3], permutations: 4, threads: threads)
      try checkThrowing(
        {
          let spaces = [x, y, x].map { ComparedSpace(name: "space", rows: MeasuredRows($0.view)) }
          return try ComparedPairs(spaces, sources: [0, 1, 2], request).pairs.map(\.scores)
        }, atLeast: 20)
    }
  }

  @Test("retrieval ends after a block of queries", arguments: [1, 3]) func retrieval(threads: Int) {
    let labels = LabelSets((0..<150).map { ["\($0 % 7)"] })
    let wide: Matrix<Float> = normalMatrix(150, 6, seed: 3)
    let both = {
      CrossRetrieval(x, wide, metrics: RetrievalMetric.allCases, nearest: 4, threads: threads)
    }
    let (count, whole) = InterruptedWork.questions(both)
    #expect(count > 8)
    for place in InterruptedWork.places(of: count) { _ = InterruptedWork.run(interruptedAt: place, both) }
    #expect(both() == whole)
    let one = { MeanAveragePrecision(x, labels: labels, threads: threads) }
    // Of two blocks the first.
    #expect(InterruptedWork.run(interruptedAt: 0, one).result.queries == 0)
    #expect(InterruptedWork.run(interruptedAt: 1, one).result.queries < 150)
    let csls = {
      NeighborLists(csls: MeasuredRows(x.view), k: 3, nearest: 4, threads: threads).table.indices
    }
    for place in InterruptedWork.places(of: InterruptedWork.questions(csls).count) {
      #expect(InterruptedWork.run(interruptedAt: place, csls).result.count == 450)
    }
  }

  @Test("solved maps end between decompositions and products", arguments: ClosedFormFamily.allCases)
  func solvedMaps(family: ClosedFormFamily) throws {
    guard family != .mean && family != .random else { return }
    try checkThrowing(
      {
        let solver = try ClosedFormSolver(
          family, x: x.view, y: y.view, rows: (0..<150).map(Int32.init), stream: StreamKey(seed: 1))
        return try solver.solve(penalty: 1, rank: nil).map.weights.elements
      }, atLeast: 2)
  }

  @Test("a penalty is chosen no further") func penalties() throws {
    try checkThrowing({ try RidgePath(x: x, y: y).bestPenalty(of: [0.1, 1, 10]) }, atLeast: 3)
  }

  @Test("training ends after a batch") func training() {
    var stream = RandomStream(StreamKey(seed: 1))
    let shape = NetworkShape(inputs: 6, hidden: [4], outputs: 9, activation: .relu)
    let network = Network<Float>(shape: shape, stream: &stream)
    let training = Training(
      options: TrainingOptions(batchSize: 50, epochs: 4), data: PairedData(inputs: x, targets: y),
      order: BatchOrder(rows: (0..<150).map(Int32.init), key: nil), streams: StreamKey(seed: 2))
    // Before each of three batches, and after the epoch.
    for place in 0..<16 {
      let (later, fit) = InterruptedWork.run(interruptedAt: place) { training.run(network) }
      #expect(fit.history.training.count == place / 4 && later <= 1)
    }
  }
}
