import Dense

/// Everything that is measured of two row-aligned spaces.
package struct SpaceComparison: Sendable {
  /// The scores: local ones and hubs for every number of neighbors in turn, then global ones.
  package let scores: [MeasuredScore]

  /// Compares two spaces of the same items.
  ///
  /// What a space is alone (lists, coordinates) is made once and kept by it. Cost of all measures of 9,251×300 and
  /// 9,251×2,048 with 200 permutations: docs/MEASURES.md.
  /// - Parameter progress: hears the part of the whole that is done, from 0 to 1.
  /// - Throws: ``LinearAlgebraError``, ``ClosedFormError`` for numbers that are not finite.
  package init(
    _ first: ComparedSpace, _ second: ComparedSpace, _ request: ComparisonRequest,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws {
    precondition(
      first.items == second.items && first.items >= 2,
      "a comparison of \(first.items) and \(second.items) items")
    precondition(
      request.counts.allSatisfy { $0 >= 1 && $0 < first.items },
      "\(request.counts) neighbors of \(first.items) items")
    let steps = ComparisonSteps(first, second, request, progress)
    var scores: [MeasuredScore] = []
    if request.asks(for: .local) || request.asks(for: .hubs) {
      let length = request.listLength(items: first.items)
      _ = first.lists(
        request.metric, length: length, threads: request.threads, progress: steps.hearing(.firstLists))
      _ = second.lists(
        request.metric, length: length, threads: request.threads, progress: steps.hearing(.secondLists))
      scores += LocalComparison(first, second, request) { steps.hear(.localNull, $0, request) }.scores
    }
    if request.asks(for: .global) {
      scores += try GlobalMeasures(first, second, request, steps).scores
    }
    self.scores = scores
  }

  /// The score of a measure, at its number of neighbors or the first one.
  package func score(_ measure: ComparisonMeasure, k: Int? = nil) -> MeasuredScore? {
    scores.first { $0.measure == measure && (k == nil || $0.k == k) }
  }
}

/// The parts of a comparison with the share of the time that each is expected to take.
struct ComparisonSteps: Sendable {
  enum Step: Int, CaseIterable {
    case firstLists, secondLists, localNull, coordinates, product, unitProduct, cosineRanks, euclideanRanks
  }

  private let starts: [Double]
  private let progress: (@Sendable (Double) -> Void)?

  init(
    _ first: ComparedSpace, _ second: ComparedSpace, _ request: ComparisonRequest,
    _ progress: (@Sendable (Double) -> Void)?
  ) {
    self.progress = progress
    let n = Double(first.items)
    let (p, q) = (Double(first.dimensions), Double(second.dimensions))
    let m = Double(request.permutations + 1)
    let lists = request.asks(for: .local) || request.asks(for: .hubs)
    let coordinates = request.asks(
      .procrustesSimilarity, .procrustesAngle, .meanCorrelation, .meanSquaredCorrelation, .firstCorrelations,
      .singularVectorCorrelation)
    let products = coordinates || request.asks(.kernelAlignment, .debiasedKernelAlignment)
    let units = request.asks(.kernelAlignmentOfUnitRows, .debiasedKernelAlignmentOfUnitRows)
    // Seconds by rough rates of one core.
    let costs: [Double] = [
      lists ? n * n * p / 1e11 : 0, lists ? n * n * q / 1e11 : 0,
      lists ? m * n * Double(request.counts.reduce(0, +)) * 1e-8 : 0,
      coordinates ? 6 * n * (p * min(n, p) + q * min(n, q)) / 3e10 : 0,
      products ? m * 2 * n * min(n, p) * min(n, q) / 8e10 : 0,
      units ? m * 2 * n * min(n, p) * min(n, q) / 8e10 : 0,
      request.asks(.cosineRankCorrelation) ? (m + 40) * n * n * 1e-9 : 0,
      request.asks(.euclideanRankCorrelation) ? (m + 40) * n * n * 1e-9 : 0,
    ]
    let whole = max(costs.reduce(0, +), 1e-12)
    starts = costs.reduce(into: [0.0]) { $0.append($0[$0.count - 1] + $1 / whole) }
  }

  /// Says how much of a step is done, from 0 to 1.
  func hear(_ step: Step, _ part: Double) {
    let (start, end) = (starts[step.rawValue], starts[step.rawValue + 1])
    progress?(start + (end - start) * part)
  }

  /// Says how many permutations of a step are done.
  func hear(_ step: Step, _ done: Int, _ request: ComparisonRequest) {
    let whole = request.permutations * (step == .localNull ? request.counts.count : 1)
    hear(step, Double(done) / Double(max(whole, 1)))
  }

  /// What hears the parts of a step.
  func hearing(_ step: Step) -> (@Sendable (Double) -> Void)? {
    guard let progress else { return nil }
    let (start, end) = (starts[step.rawValue], starts[step.rawValue + 1])
    return { progress(start + (end - start) * $0) }
  }
}
