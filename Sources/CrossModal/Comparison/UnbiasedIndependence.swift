/// The unbiased estimate of the Hilbert-Schmidt independence criterion of two kernels, HSIC₁ (Song et al. 2012):
///
///     HSIC₁(K, L) = [Σ K̃ ∘ L̃ᵀ + ΣK̃ ΣL̃ / ((n−1)(n−2)) − 2 · 1ᵀK̃L̃1 / (n−2)] / (n (n−3))
///
/// with K̃ and L̃ the kernels without their diagonals. Defined from four items on; it may be negative.
struct UnbiasedIndependence {
  /// HSIC₁.
  let value: Double

  /// From the sums of the formula.
  init(items n: Int, products: Double, firstSum: Double, secondSum: Double, chained: Double) {
    precondition(n >= 4, "HSIC₁ of \(n) items")
    let n = Double(n)
    value =
      (products + firstSum * secondSum / ((n - 1) * (n - 2)) - 2 * chained / (n - 2)) / (n * (n - 3))
  }

  /// Of kernels that share a sparse pattern without the diagonal: row i has the columns `items[starts[i]..<starts[i + 1]]`,
  /// with the numbers of both kernels next to them. Cost O(entries).
  init(starts: [Int], items: [Int32], first: [Double], second: [Double]) {
    let n = starts.count - 1
    var (firstSum, secondSum) = (0.0, 0.0)
    var columnSums = [Double](repeating: 0, count: n)
    var rowSums = columnSums
    // The entries of each column, by rows.
    var columns = [Int](repeating: 0, count: n + 1)
    for item in items { columns[Int(item) + 1] += 1 }
    for column in 0..<n { columns[column + 1] += columns[column] }
    var next = columns
    var (owners, numbers) = (
      [Int32](repeating: 0, count: items.count), [Double](repeating: 0, count: items.count)
    )
    for row in 0..<n {
      for position in starts[row]..<starts[row + 1] {
        let column = Int(items[position])
        firstSum += first[position]
        secondSum += second[position]
        columnSums[column] += first[position]
        rowSums[row] += second[position]
        owners[next[column]] = Int32(row)
        numbers[next[column]] = second[position]
        next[column] += 1
      }
    }
    // Σ K̃[i, j] L̃[j, i]: column i of L̃ is met by row i of K̃.
    var products = 0.0
    var owner = [Int32](repeating: -1, count: n)
    var number = [Double](repeating: 0, count: n)
    for row in 0..<n {
      for position in columns[row]..<columns[row + 1] {
        owner[Int(owners[position])] = Int32(row)
        number[Int(owners[position])] = numbers[position]
      }
      for position in starts[row]..<starts[row + 1] where owner[Int(items[position])] == Int32(row) {
        products += first[position] * number[Int(items[position])]
      }
    }
    let chained = (0..<n).reduce(0) { $0 + columnSums[$1] * rowSums[$1] }
    self.init(
      items: n, products: products, firstSum: firstSum, secondSum: secondSum, chained: chained)
  }
}
