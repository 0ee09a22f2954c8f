/// The places of settings on the axes of a full grid: every combination of the axes' values, each once.
package struct FactorialGrid: Equatable, Sendable {
  /// By axis, the place of each setting's value among the axis' values, from 0.
  package let places: [[Int]]
  /// By axis, the number of its values; each at least 2.
  package let levels: [Int]
  /// Number of settings.
  package let settings: Int

  /// Why settings are no full grid.
  package enum Obstacle: Error, Equatable {
    /// There is at most one setting, or all are equal on all axes.
    case oneSetting
    /// Some combination is missing or appears more than once.
    case incomplete
  }

  /// The grid of settings, which are `values[axis][setting]`; axes of one value are left out, and `kept` are the others.
  /// - Throws: ``Obstacle``.
  package static func spanned<Value: Hashable>(
    by values: [[Value]]
  ) throws(Obstacle) -> (grid: FactorialGrid, kept: [Int]) {
    var (kept, places, levels): ([Int], [[Int]], [Int]) = ([], [], [])
    for (axis, values) in values.enumerated() {
      var known: [Value: Int] = [:]
      let own = values.map { value -> Int in
        let place = known[value] ?? known.count
        known[value] = place
        return place
      }
      guard known.count > 1 else { continue }
      kept.append(axis)
      places.append(own)
      levels.append(known.count)
    }
    guard let settings = places.first?.count else { throw .oneSetting }
    var combinations = 1.0
    for count in levels { combinations *= Double(count) }
    guard combinations == Double(settings) else { throw .incomplete }
    var seen = Set<Int>()
    for setting in 0..<settings {
      let code = zip(places, levels).reduce(0) { $0 * $1.1 + $1.0[setting] }
      guard seen.insert(code).inserted else { throw .incomplete }
    }
    return (FactorialGrid(places: places, levels: levels, settings: settings), kept)
  }
}
