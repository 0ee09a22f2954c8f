import Foundation
import Messages
import Reports
import Studies

/// The status of a study for people: 80 columns, color only on a terminal that wants it.
struct StatusScreen {
  static let width = 80
  let status: StudyStatus
  let usesColor: Bool
  /// Lines of the screen; all is said if nil.
  var rows: Int?

  /// All of it.
  var text: String {
    var lines = [bold(cut("\(status.name): \(summary)"))]
    lines += [cut("[\(bar)] \((100 * status.progress.share).fixed(1)) % of the cost")]
    lines += [cut(speed)]
    lines += status.encoders.flatMap {
      [cut("text features \($0.features): \($0.encoding.training)"), cut("  \($0.encoding.check)")]
    }
    lines += status.notes.flatMap(wrapped)
    if status.hidden > 0 {
      lines.append(cut("not shown: \(status.hidden) results of an earlier configuration or choice"))
    }
    let remarks = CellChoice.remarks(status.best.filter { $0.done == $0.fits })
    if rows != nil, !remarks.isEmpty {
      // A screen has no room for sentences.
      lines.append(
        cut("to know: \(remarks.count) remark\(remarks.count == 1 ? "" : "s"), see 'crossmodal best'"))
    }
    let torn = status.tornJournals.map { cut("ignored: a torn line at the end of \($0)") }
    let room = room(beside: lines.count + torn.count)
    if !status.workers.isEmpty {
      lines += ["", bold("at work, and the age of the last sign of life")] + workers(room.workers)
    }
    if !status.best.isEmpty {
      lines += ["", bold("cell".rightPadded(46) + "    search    loss of the best")] + cells(room.cells)
    }
    if rows == nil, !remarks.isEmpty {
      lines += ["", bold("to know")] + remarks.flatMap { wrapped("! " + $0).map { cut("  " + $0) } }
    }
    if !status.failures.isEmpty { lines += ["", bold("failures")] + failures(room.failures) }
    lines += torn
    let text = lines.joined(separator: "\n") + "\n"
    return usesColor ? TerminalColors.markingRemarks(text) : text
  }

  // A sentence on as many lines as it takes.
  private func wrapped(_ text: String) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      let line = lines[lines.count - 1]
      if line.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if line.count + 3 + word.count <= Self.width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append("  " + word)
      }
    }
    return lines.map(cut)
  }

  /// One line, for logs.
  var line: String { cut("\(status.name): \(summary), \(speed)") }

  private var summary: String {
    let progress = status.progress
    var words = ["\(progress.done) of \(progress.total) \(status.units)"]
    if progress.diverged > 0 { words.append("\(progress.diverged) diverged") }
    if progress.failed > 0 { words.append("\(progress.failed) failed") }
    return words.joined(separator: ", ")
  }

  private var bar: String {
    let filled = min(40, max(0, Int((status.progress.share * 40).rounded(.down))))
    return String(repeating: "=", count: filled) + String(repeating: " ", count: 40 - filled)
  }

  private var speed: String {
    let progress = status.progress
    if progress.done == progress.total { return "complete, \(status.computed.asDuration) of computing" }
    if let rate = progress.rate, let left = progress.secondsLeft {
      return "\(rate.fixed(rate < 10 ? 2 : 0)) \(status.units)/s, about \(left.asDuration) left"
    }
    let left = status.secondsLeftForOneWorker.map { ", \($0.asDuration) of computing left" } ?? ""
    return "nothing was finished in the last 10 minutes" + left
  }

  // How many lines of each list fit on the screen: workers and failures take a part, the cells what is left.
  private func room(beside lines: Int) -> (workers: Int, cells: Int, failures: Int) {
    let (workers, failures) = (status.workers.count, status.failures.count)
    guard let rows else { return (.max, .max, 10) }
    // Two lines of title for each list, one that says how many more there are, and the line of the cursor.
    let free = rows - 1 - lines - 3 - (workers > 0 ? 3 : 0) - (failures > 0 ? 3 : 0)
    let shown = (min(workers, max(2, free / 3)), min(failures, max(2, free / 4), 10))
    return (shown.0, max(2, free - shown.0 - shown.1), shown.1)
  }

  private func workers(_ most: Int) -> [String] {
    let shown = status.workers.prefix(most).map { worker in
      let state = worker.lives == false ? ", dead" : ""
      return cut(
        "  \(worker.worker.escapingControlCharacters.fitted(28)) \(worker.unit.fitted(38)) \(worker.secondsSinceSign.asDuration)\(state)"
      )
    }
    return shown + more(status.workers.count - shown.count)
  }

  private func cells(_ most: Int) -> [String] {
    let shown = shownCells(most).map { choice in
      var text = choice.cell.id.fitted(46) + "\(choice.done)/\(choice.fits)".leftPadded(12) + "  "
      if let loss = choice.loss, let deviation = choice.deviation {
        text += "\(loss.fixed(5)) ± \(deviation.fixed(5))"
      } else {
        text += "none yet"
      }
      return cut(text)
    }
    return shown + more(status.best.count - shown.count)
  }

  // Where not all have room: those under way, then those that are complete, in the order of the plan.
  private func shownCells(_ most: Int) -> [CellChoice] {
    func rank(_ choice: CellChoice) -> Int { choice.done == 0 ? 2 : choice.done < choice.fits ? 0 : 1 }
    let cells = status.best
    guard cells.count > most else { return cells }
    return cells.indices.sorted { (rank(cells[$0]), $0) < (rank(cells[$1]), $1) }.prefix(most).sorted()
      .map { cells[$0] }
  }

  private func failures(_ most: Int) -> [String] {
    let shown = status.failures.prefix(most).map { failure in
      red(
        cut(
          "  \(failure.unit.count > 42 ? failure.unit.fitted(42) : failure.unit) \(failure.state): \(failure.reason)"
        ))
    }
    let rest = status.failures.count - shown.count
    return shown + (rest > 0 ? ["  … and \(rest) more, see 'crossmodal results'"] : [])
  }

  private func more(_ count: Int) -> [String] { count > 0 ? ["  … and \(count) more"] : [] }

  private func cut(_ text: String) -> String { String(text.escapingControlCharacters.prefix(Self.width)) }
  private func bold(_ text: String) -> String { usesColor ? TerminalColors.bold(text) : text }
  private func red(_ text: String) -> String { usesColor ? TerminalColors.red(text) : text }
}

extension String {
  /// This text in exactly so many characters: padded, or with its middle left out.
  fileprivate func fitted(_ width: Int) -> String {
    guard count > width else { return rightPadded(width) }
    let tail = (width - 1) * 2 / 3
    return prefix(width - 1 - tail) + "…" + suffix(tail)
  }
}
