/// How far a long piece of work is, on stderr.
final class SearchProgressLine: Sendable {
  private let doing: String
  private let line = PacedLine(delay: .seconds(2))
  private let start = ContinuousClock.now

  /// Says what is being done.
  init(doing: String = "searching neighbors") { self.doing = doing }

  /// Shows that this part of the work, 0 to 1, is done, if it is time to.
  func show(_ share: Double) {
    line.show {
      let elapsed = start.duration(to: .now)
      let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
      let left = share > 0.01 ? ", \((seconds * (1 - share) / share).asDuration) left" : ""
      return
        "\(doing): \((100 * share).fixed(share < 0.1 ? 1 : 0)) %, \(seconds.asDuration)\(left)"
    }
  }

  /// The search is over.
  func finish() { line.clear() }
}
