import Dense

/// CKNNA: the debiased alignment of two kernels, of which only what both spaces call near counts.
///
///     HSIC₁(M∘K, M∘L) / √(HSIC₁(M_A∘K, M_A∘K) · HSIC₁(M_B∘L, M_B∘L))
///
/// K and L are the cosines of the rows, M_A[i, j] = 1 where j is one of the k nearest of i in A (never itself),
/// M = M_A ∘ M_B, and HSIC₁ is the unbiased estimate (``UnbiasedIndependence``). M is not symmetric, so the first sum of
/// HSIC₁ is that of X[i, j] · Y[j, i]. Huh, Cheung, Wang and Isola 2024, but the denominator is the exact root: their script
/// adds 1e-6 to it, which makes the score of a wide space with itself less than 1. Only n k cosines are kept. Cost
/// O(n k d) once, O(n k) for every alignment.
struct NeighborKernelAlignment: Sendable {
  private let first: ListedKernel
  private let second: ListedKernel
  private let denominator: Double

  /// Lists of equal shape with the kernels of their rows.
  init(_ first: ListedKernel, _ second: ListedKernel) {
    precondition(
      first.lists.items == second.lists.items && first.lists.k == second.lists.k,
      "lists \(first.lists.items)×\(first.lists.k) and \(second.lists.items)×\(second.lists.k)")
    (self.first, self.second) = (first, second)
    let product = first.own * second.own
    denominator = first.own > 0 && second.own > 0 ? product.squareRoot() : 0
  }

  /// Whether the score is defined: four items at least, and a denominator above 0.
  var isDefined: Bool { first.lists.items >= 4 && denominator > 0 }

  /// The score under an alignment, nil for the one as it is; only where it is defined.
  func score(_ alignment: [Int]? = nil) -> Double {
    let (n, k) = (first.lists.items, first.lists.k)
    var inverse: [Int32] = []
    if let alignment {
      inverse = [Int32](repeating: 0, count: n)
      for (item, partner) in alignment.enumerated() { inverse[partner] = Int32(item) }
    }
    // Row i of M∘K and M∘L: the shared neighbors, ascending by A's place, with both kernels.
    var starts = [0]
    starts.reserveCapacity(n + 1)
    var (items, kernels, others): ([Int32], [Double], [Double]) = ([], [], [])
    var owner = [Int32](repeating: -1, count: n)
    var place = [Int32](repeating: 0, count: n)
    for item in 0..<n {
      let mark = Int32(item)
      let partner = alignment?[item] ?? item
      for rank in 0..<k {
        let index = second.lists.indices[partner * k + rank]
        let neighbor = Int(alignment == nil ? index : inverse[Int(index)])
        owner[neighbor] = mark
        place[neighbor] = Int32(partner * k + rank)
      }
      for position in (item * k)..<((item + 1) * k) {
        let index = first.lists.indices[position]
        guard owner[Int(index)] == mark else { continue }
        items.append(index)
        kernels.append(first.cosines[position])
        others.append(second.cosines[Int(place[Int(index)])])
      }
      starts.append(items.count)
    }
    let estimate = UnbiasedIndependence(
      starts: starts, items: items, first: kernels, second: others
    ).value
    return estimate / denominator
  }
}

/// Neighbor lists of one space with the cosine of every item and its neighbors.
struct ListedKernel: Sendable {
  /// The lists.
  let lists: ListedNeighbors
  /// The cosine next to every index of the lists.
  let cosines: [Double]
  /// HSIC₁(M∘K, M∘K) of the lists' own mask; 0 for fewer than four items.
  let own: Double

  /// Takes the cosines of unit rows. Cost O(n k d).
  init(_ lists: ListedNeighbors, unitRows: Matrix<Double>, threads: Int) {
    self.lists = lists
    let (n, k) = (lists.items, lists.k)
    let blocks = (n + Self.block - 1) / Self.block
    let parts = SharedResults<[Double]>(count: blocks)
    SharedTasks(count: blocks, threads: threads).run { _, task in
      let rows = (task * Self.block)..<min(n, (task + 1) * Self.block)
      var cosines: [Double] = []
      cosines.reserveCapacity(rows.count * k)
      for item in rows {
        let row = unitRows.view.row(item)
        for position in (item * k)..<((item + 1) * k) {
          let other = unitRows.view.row(Int(lists.indices[position]))
          var sum = 0.0
          for column in 0..<row.count { sum += row[column] * other[column] }
          cosines.append(sum)
        }
      }
      parts.set(task, cosines)
    }
    let cosines = parts.values.flatMap { $0 }
    own =
      n < 4
      ? 0
      : UnbiasedIndependence(
        starts: (0...n).map { $0 * k }, items: lists.indices, first: cosines, second: cosines
      ).value
    self.cosines = cosines
  }

  private static let block = 256
}
