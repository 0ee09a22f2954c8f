/// How the variance of a number over the settings of a full grid divides among the axes: the functional analysis of
/// variance (Hutter, Hoos, Leyton-Brown 2014), exact, because every setting of the grid has its number.
///
/// With v̄ the mean over all n settings, v̄_a(i) that over the settings with the i-th value of axis a, and v̄_ab(i, j) that
/// over those with two values, the sums of squares are
///
///     total  Σ (v − v̄)²
///     a      n/L_a Σ_i (v̄_a(i) − v̄)²
///     a × b  n/(L_a L_b) Σ_ij (v̄_ab(i, j) − v̄_a(i) − v̄_b(j) + v̄)²
///
/// and a share is one of them over the total. What is left belongs to three and more axes together; all shares sum to 1.
package struct VarianceShares: Equatable, Sendable {
  /// What two axes do together beyond what each does alone.
  package struct Interaction: Equatable, Sendable {
    /// The two axes.
    package let first, second: Int
    /// Its share of the variance.
    package let share: Double
  }

  /// The share of each axis alone.
  package let axes: [Double]
  /// The shares of each two axes, in the order of the axes.
  package let interactions: [Interaction]
  /// The share of three and more axes together.
  package let higher: Double

  /// The shares of a number whose values are in the order of the grid's settings; nil if they do not vary beyond
  /// rounding. Takes settings × axes² additions.
  package init?(_ values: [Double], on grid: FactorialGrid) {
    precondition(values.count == grid.settings, "\(values.count) values of \(grid.settings) settings")
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let deviations = values.map { $0 - mean }
    let total = deviations.reduce(0) { $0 + $1 * $1 }
    let rounding = values.reduce(0) { max($0, abs($1)) } * 1e-14
    guard total.isFinite, total > count * rounding * rounding else { return nil }

    let means = grid.places.indices.map { axis in
      Self.means(deviations, grid.places[axis], levels: grid.levels[axis])
    }
    let axes = zip(means, grid.levels).map { means, levels in
      means.reduce(0) { $0 + $1 * $1 } * count / Double(levels) / total
    }
    var interactions: [Interaction] = []
    for first in grid.levels.indices {
      for second in grid.levels.indices.dropFirst(first + 1) {
        let (rows, columns) = (grid.levels[first], grid.levels[second])
        let places = zip(grid.places[first], grid.places[second]).map { $0 * columns + $1 }
        let pairs = Self.means(deviations, places, levels: rows * columns)
        let sum = pairs.enumerated().reduce(0.0) { sum, pair in
          let rest = pair.element - means[first][pair.offset / columns] - means[second][pair.offset % columns]
          return sum + rest * rest
        }
        interactions.append(
          Interaction(
            first: first, second: second, share: sum * count / Double(rows * columns) / total))
      }
    }
    (self.axes, self.interactions) = (axes, interactions)
    let known = axes.reduce(0, +) + interactions.reduce(0) { $0 + $1.share }
    // Of two axes nothing is left but rounding.
    higher = grid.levels.count < 3 ? 0 : max(0, 1 - known)
  }

  // The mean at each place; every place has as many settings.
  private static func means(_ values: [Double], _ places: [Int], levels: Int) -> [Double] {
    var sums = Array(repeating: 0.0, count: levels)
    for (value, place) in zip(values, places) { sums[place] += value }
    let count = Double(values.count / levels)
    return sums.map { $0 / count }
  }
}
