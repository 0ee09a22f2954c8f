import Foundation
import Studies

/// The line that says how far a study is: in place on a terminal, else once a minute.
final class ProgressLine: Sendable {
  private let paced = PacedLine()
  private let units: String

  /// The line of a study whose units are called so.
  init(units: String) { self.units = units }

  /// Shows where the study stands, if it is time to.
  func show(_ progress: StudyProgress) {
    paced.show { line(progress, width: 79) }
  }

  /// A person has interrupted once, while so many units were running.
  func interrupted(running: Int) {
    if StandardError.isTerminal { StandardError.redraw("") }
    let work = running == 1 ? "1 of the \(units) is running" : "\(running) \(units) are running"
    StandardError.line("finishing: \(work); a second interrupt stops at once")
  }

  /// The last word.
  func finish(_ progress: StudyProgress, directory: String) {
    var words = ["\(directory): \(progress.done) of \(progress.total) \(units) have results"]
    if progress.diverged > 0 { words.append("\(progress.diverged) diverged") }
    if progress.failed > 0 { words.append("\(progress.failed) failed") }
    // The line that was written in place is blanked first.
    if StandardError.isTerminal { StandardError.redraw("") }
    StandardError.line(words.joined(separator: ", "))
  }

  private func line(_ progress: StudyProgress, width: Int) -> String {
    let bar = 20
    let filled = min(bar, max(0, Int((progress.share * Double(bar)).rounded(.down))))
    var text =
      "[" + String(repeating: "=", count: filled) + String(repeating: " ", count: bar - filled) + "] "
    text += "\(progress.done)/\(progress.total) \(units)"
    if let rate = progress.rate { text += ", \(rate.fixed(rate < 10 ? 2 : 0))/s" }
    if let left = progress.secondsLeft { text += ", \(left.asDuration) left" }
    if progress.diverged > 0 { text += ", \(progress.diverged) diverged" }
    if progress.failed > 0 { text += ", \(progress.failed) failed" }
    return String(text.prefix(width))
  }
}
