import Dense

/// The neighbor overlap at every K from 1 to the tables' k at once, from one search.
///
///     mNNO_K = 1/(K N) · Σᵢ |NN_K^V(i) ∩ NN_K^Z(i)|,  K = 1, 2, …, k
///
/// A neighbor at place r of one list and s of the other is shared from K = max(r, s) on; so the curve is the running sum
/// of a histogram of these maxima. Cost O(N k) instead of O(N k²). Each value equals ``NeighborOverlap`` of the tables cut
/// to K. Collell and Moens 2018 (the measure).
public struct OverlapCurve: Equatable, Sendable {
  /// Number of lists compared.
  public let items: Int
  /// Whether an item counts as its own neighbor.
  public let includesSelf: Bool
  /// Σᵢ |NN_K^V(i) ∩ NN_K^Z(i)| for K = 1, 2, …
  public let shared: [Int]

  /// Compares two neighbor tables of the same items, k and treatment of self.
  public init(_ first: NeighborTable, _ second: NeighborTable) {
    self.init(first, second, labels: nil)
  }

  /// Compares the lists of item `labels[i]` in the first table with those of item i in the second, whose neighbors are
  /// renamed alike: the overlap of the sets aligned by a permutation of the items.
  init(_ first: NeighborTable, _ second: NeighborTable, labels: [Int]?) {
    precondition(
      first.items == second.items && first.k == second.k && first.includesSelf == second.includesSelf,
      "overlap of tables \(first.items)×\(first.k) and \(second.items)×\(second.k)")
    (items, includesSelf) = (first.items, first.includesSelf)
    let k = first.k
    // place[neighbor] is its place in the list of the item whose number is in owner[neighbor].
    let size = NeighborOverlap.indexBound(first, second)
    var owner = [Int32](repeating: -1, count: size)
    var place = [Int32](repeating: 0, count: size)
    var histogram = [Int](repeating: 0, count: k)
    let (left, right) = (first.indices, second.indices)
    for item in 0..<first.items {
      let start = (labels?[item] ?? item) * k
      for rank in 0..<k {
        let neighbor = Int(left[start + rank])
        owner[neighbor] = Int32(item)
        place[neighbor] = Int32(rank)
      }
      for rank in 0..<k {
        let found = Int(right[item * k + rank])
        let neighbor = labels?[found] ?? found
        if owner[neighbor] == Int32(item) { histogram[max(rank, Int(place[neighbor]))] += 1 }
      }
    }
    var sum = 0
    shared = histogram.map { count in
      sum += count
      return sum
    }
  }

  /// The mean overlap at K, 0…1; 0 without items. K from 1 to the tables' k.
  public func mean(_ k: Int) -> Double {
    precondition(k >= 1 && k <= shared.count, "K = \(k) of a curve up to \(shared.count)")
    return items == 0 ? 0 : Double(shared[k - 1]) / (Double(k) * Double(items))
  }
}
