/// Nearest neighbors by the exact distance of every pair. For Double rows, small sets and as the reference.
struct ExhaustiveSearch<Scalar: ExactDistanceScalar> {
  let queries: MatrixView<Scalar>
  let items: MatrixView<Scalar>
  let metric: Metric
  private let queryNorms: AlignedBuffer<Double>
  private let itemNorms: AlignedBuffer<Double>

  /// Prepares the search of rows of `items` (m×d) for rows of `queries` (n×d).
  init(of queries: MatrixView<Scalar>, among items: MatrixView<Scalar>, metric: Metric) {
    (self.queries, self.items, self.metric) = (queries, items, metric)
    queryNorms = queries.norms()
    itemNorms = items.norms()
  }

  /// The k nearest items of one query, nearest first, ties by lower index. `excluded` (or −1) is passed over.
  func nearest(_ query: Int, k: Int, excluding excluded: Int) -> [Int32] {
    var best: [(distance: Double, index: Int32)] = []
    best.reserveCapacity(k + 1)
    let row = queries.base + query * queries.stride
    for item in 0..<items.rows where item != excluded {
      let distance = Scalar.exactDistance(
        row, queryNorms.pointer[query], items.base + item * items.stride, itemNorms.pointer[item],
        items.columns, metric)
      // Items come by rising index: among equals the later one stands behind.
      if best.count == k, distance >= best[k - 1].distance { continue }
      if best.count == k { best.removeLast() }
      var (low, high) = (0, best.count)
      while low < high {
        let middle = (low + high) / 2
        if best[middle].distance <= distance { low = middle + 1 } else { high = middle }
      }
      best.insert((distance, Int32(item)), at: low)
    }
    return best.map(\.index)
  }
}
