import CrossModal
import Dense

/// The standard errors of the overlaps of X, Y and f(X) over the items of a final fit, from random halves of the items in
/// which all lists are made anew.
///
/// A difference of two overlaps is the mean of the items' differences, so it has a standard error of its own: what the two
/// share is not counted twice.
struct HalvedOverlaps {
  /// How often the items are cut.
  static let samples = 100

  private let k: Int
  private let includesSelf: Bool
  // Neighbors of a list without the item itself.
  private let others: Int
  /// The length that lists must have, the item itself counted where it is in them.
  let length: Int

  /// Nil where there are too few items for standard errors at k.
  /// - Parameter fellows: items of the largest group, 1 without groups.
  init?(k: Int, includesSelf: Bool, items: Int, fellows: Int) {
    let others = includesSelf ? k - 1 : k
    let (own, most) = (includesSelf ? 1 : 0, items - fellows)
    guard HalfSamples.allows(k: others, items: items), most >= HalfSamples.length(k: others, items: most + 1)
    else { return nil }
    (self.k, self.includesSelf, self.others) = (k, includesSelf, others)
    length = HalfSamples.length(k: others, items: most + 1) + own
  }

  /// The standard errors; nil where so few neighbors are shared, or not shared, that they say nothing.
  func errors(_ x: NeighborTable, _ y: NeighborTable, _ f: NeighborTable, groups: [Int]?) -> OverlapRecord
    .Errors?
  {
    let tables = [x, y, f].map { includesSelf ? $0.excludingSelf() : $0 }
    let (input, target, pair) = Self.overlaps(tables.map { $0.nearest(others) })
    for overlap in [input, target, pair] {
      let shared = overlap.shared.reduce(0, +)
      guard min(shared, overlap.items * others - shared) >= OverlapInterval.fewest else { return nil }
    }
    // The same cuts for all cells of a study: their errors differ only where their neighborhoods do.
    let halves = HalfSamples(
      tables, k: others, samples: Self.samples, key: StreamKey(seed: 1).adding("overlap errors"),
      groups: groups)
    let scale = Double(others) / Double(k)
    let errors = halves.standardErrors { tables in
      let (input, target, pair) = Self.overlaps(tables)
      return [
        input.shares, target.shares, zip(input.shares, target.shares).map { $0 - $1 },
        zip(target.shares, pair.shares).map { $0 - $1 },
      ]
    }.map { $0 * scale }
    return .init(input: errors[0], target: errors[1], inputTarget: errors[2], targetPair: errors[3])
  }

  private static func overlaps(_ tables: [NeighborTable]) -> (
    input: NeighborOverlap, target: NeighborOverlap, pair: NeighborOverlap
  ) {
    let (x, y, f) = (tables[0], tables[1], tables[2])
    return (NeighborOverlap(x, f), NeighborOverlap(y, f), NeighborOverlap(x, y))
  }
}
