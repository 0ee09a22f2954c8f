/// How far a search is, on stderr.
final class SearchProgressLine: Sendable {
  private let line = PacedLine(delay: .seconds(2))
  private let start = ContinuousClock.now
  private let work: String

  /// The line of some work, as "searching neighbors".
  init(_ work: String = "searching neighbors") { self.work = work }

  /// Shows that this part of the work, 0 to 1, is done, if it is time to.
  func show(_ share: Double) {
    line.show {
      let elapsed = start.duration(to: .now)
      let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
      let left = share > 0.01 ? ", \((seconds * (1 - share) / share).asDuration) left" : ""
      return
        "\(work): \((100 * share).fixed(share < 0.1 ? 1 : 0)) %, \(seconds.asDuration)\(left)"
    }
  }

  /// The search is over.
  func finish() { line.clear() }
}
