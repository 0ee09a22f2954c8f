/// The parts of a comparison with the share of the time that each is expected to take.
struct ComparisonSteps: Sendable {
  enum Step: Int, CaseIterable {
    case firstLists, secondLists, localNull, unitProduct, coordinates, product, cosineRanks, euclideanRanks
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
    let coordinates = request.asksForDirections
    let products = coordinates || request.asks(.kernelAlignment, .debiasedKernelAlignment)
    let units = request.asks(.kernelAlignmentOfUnitRows, .debiasedKernelAlignmentOfUnitRows)
    let decomposition = coordinates ? 6 * n * (p * min(n, p) + q * min(n, q)) / 3e10 : 0
    // Seconds by rough rates of one core. Spaces are decomposed alongside the products of unit rows.
    let costs: [Double] = [
      lists ? n * n * p / 1e11 : 0, lists ? n * n * q / 1e11 : 0,
      lists ? m * n * Double(request.counts.reduce(0, +)) * 1e-8 : 0,
      units ? m * 2 * n * min(n, p) * min(n, q) / 8e10 + decomposition : 0,
      units ? 0 : decomposition,
      products ? m * 2 * n * min(n, p) * min(n, q) / 8e10 : 0,
      request.asks(.cosineRankCorrelation) ? (m + 40) * n * n * 1e-9 : 0,
      request.asks(.euclideanRankCorrelation) ? (m + 40) * n * n * 1e-9 : 0,
    ]
    let whole = max(costs.reduce(0, +), 1e-12)
    starts = costs.reduce(into: [0.0]) { $0.append($0[$0.count - 1] + $1 / whole) }
  }

  /// Says how much of a step is done, from 0 to 1.
  func hear(_ step: Step, _ part: Double) {
    hearing(step)?(part)
  }

  /// Says how many permutations of a step are done.
  func hear(_ step: Step, _ done: Int, _ request: ComparisonRequest) {
    let whole = request.permutations * (step == .localNull ? request.counts.count : 1)
    hear(step, Double(done) / Double(max(whole, 1)))
  }

  /// What hears the parts of a step.
  func hearing(_ step: Step) -> (@Sendable (Double) -> Void)? {
    ProgressPart.of(progress, from: starts[step.rawValue], to: starts[step.rawValue + 1])
  }
}
