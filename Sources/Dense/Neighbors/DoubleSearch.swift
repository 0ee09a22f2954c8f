/// Nearest neighbors of single rows by products in Double, for rows whose scores in Float decide nothing.
///
/// Products with blocks of items by `dgemm`, the k-th best score of a row with its error bound, then
/// ``exactDistance(_:_:_:)`` for every item that may reach it. Cost 2 m d for each row with m items, in Double.
struct DoubleSearch {
  private let sides: SearchSides
  private let k: Int

  private static let itemBlock = 512
  // Scores of a block of rows: 32 MB.
  private static let scores = 1 << 22

  /// A search for the `k` nearest of the items.
  init(_ sides: SearchSides, k: Int) { (self.sides, self.k) = (sides, k) }

  /// How many rows share one pass over the items.
  var rowBlock: Int { max(1, min(64, Self.scores / max(1, sides.items.rows))) }

  /// The k nearest items of each of at most `rowBlock` rows.
  func nearest(_ chosen: [Int]) -> [[Int32]] {
    let (count, depth) = (sides.items.rows, sides.items.columns)
    let queries = sides.rows.selecting(chosen)
    var products = Matrix<Double>(rows: chosen.count, columns: count)
    for first in stride(from: 0, to: count, by: Self.itemBlock) {
      let block = sides.items.selecting(first..<min(count, first + Self.itemBlock))
      products.withMutableElements { elements in
        guard let base = elements.baseAddress, depth > 0 else { return }
        Double.gemm(
          transposeA: false, transposeB: true, m: chosen.count, n: block.rows, k: depth, alpha: 1,
          a: queries.view.base, strideA: depth, b: block.view.base, strideB: depth, beta: 0, c: base + first,
          strideC: count)
      }
    }
    return chosen.indices.map { place in
      nearest(chosen[place], products: products.view.row(place))
    }
  }

  private func nearest(_ row: Int, products: UnsafeBufferPointer<Double>) -> [Int32] {
    let excluded = sides.excludedShift.map { row + $0 }
    let own = sides.rowNorms.pointer[row]
    let unit = Double(sides.items.columns + 16) * 0x1p-52
    // Bounds of each item's score from both sides.
    var lower = [Double](repeating: -.infinity, count: products.count)
    var upper = lower
    for item in 0..<products.count where item != excluded {
      let norm = sides.itemNorms.pointer[item]
      let (score, error): (Double, Double)
      switch sides.metric {
      case .cosine:
        let norms = own * norm
        (score, error) = norms > 0 ? (products[item] / norms, unit) : (0, 0)
      case .euclidean: (score, error) = (2 * products[item] - norm * norm, unit * (own * own + norm * norm))
      case .innerProduct: (score, error) = (products[item], unit * own * norm)
      }
      lower[item] = score - error
      upper[item] = score + error
    }
    let reached = kthLargest(lower)
    var close: [(distance: Double, index: Int32)] = []
    for item in 0..<products.count where upper[item] >= reached && item != excluded {
      let distance = sides.exactDistance(row, item)
      close.append((distance, Int32(item)))
    }
    close.sort { $0.distance < $1.distance || ($0.distance == $1.distance && $0.index < $1.index) }
    return close.prefix(k).map(\.index)
  }

  // Hoare's selection on a copy; -infinity where fewer than k numbers are finite.
  private func kthLargest(_ numbers: [Double]) -> Double {
    var values = numbers
    var (low, high) = (0, values.count - 1)
    let target = k - 1
    while low < high {
      let pivot = values[(low + high) / 2]
      var (left, right) = (low, high)
      while left <= right {
        while values[left] > pivot { left += 1 }
        while values[right] < pivot { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if target <= right { high = right } else if target >= left { low = left } else { break }
    }
    return values[target]
  }
}
