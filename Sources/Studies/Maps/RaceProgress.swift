/// How far the race of a cell is: which settings are in which rung, as far as complete rungs have decided it.
package struct RaceProgress: Equatable, Sendable {
  // By setting, the number of rungs that it is in.
  private var reached: [Int]
  /// Rungs whose settings are decided; at least the first.
  package private(set) var rungs = 1
  /// Whether every fit of the last rung has a result.
  package internal(set) var isComplete = false
  // Whether it follows from all results that are known.
  var isCurrent = false

  /// All settings are in the first rung.
  init(settings: Int) { reached = Array(repeating: 1, count: settings) }

  /// The settings of a rung, ascending; none where that is not decided.
  package func settings(in rung: Int) -> [Int] { reached.indices.filter { reached[$0] > rung } }

  /// The number of rungs that a setting is in by what is decided.
  package func rungs(of setting: Int) -> Int { reached[setting] }

  /// Whether a setting stopped before a rung.
  package func isStopped(_ setting: Int, before rung: Int) -> Bool {
    rung < rungs && reached[setting] <= rung
  }

  /// These settings of the last rung go on.
  mutating func goOn(_ settings: [Int]) {
    rungs += 1
    for setting in settings { reached[setting] = rungs }
  }

  /// A result of a rung came or went: what it decided is decided anew.
  mutating func reopen(_ rung: Int) {
    (isCurrent, isComplete) = (false, false)
    guard rung + 1 < rungs else { return }
    rungs = rung + 1
    for setting in reached.indices { reached[setting] = min(reached[setting], rungs) }
  }
}
