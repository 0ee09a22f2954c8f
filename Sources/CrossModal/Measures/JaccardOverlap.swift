extension NeighborOverlap {
  /// The mean Jaccard index of the two neighborhoods of each item.
  ///
  ///     J_K = 1/N · Σᵢ |A ∩ B| / |A ∪ B|,  A = NN_K^V(i), B = NN_K^Z(i), |A ∪ B| = 2K − |A ∩ B|,  range 0…1
  ///
  /// Jaccard 1901. Never above the mean overlap, equal to it where all neighbors are shared or none. 0 without items.
  public var jaccard: Double {
    guard items > 0 else { return 0 }
    return shared.reduce(0.0) { $0 + Double($1) / Double(2 * k - $1) } / Double(items)
  }
}
