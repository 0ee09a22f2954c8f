import Foundation

/// What the local measures are on average where lists are drawn at random: k of the other n − 1 items for every item.
struct LocalChance {
  /// k / (n − 1).
  let mutual: Double
  /// The mean of m / (2k − m), m hypergeometric.
  let jaccard: Double
  /// 1 − (1 − k/(n − 1))^k.
  let cycle: Double

  /// Of lists of k, 1 ≤ k < items.
  init(items: Int, k: Int) {
    precondition(k >= 1 && k < items, "lists of \(k) of \(items) items")
    let others = items - 1
    mutual = Double(k) / Double(others)
    cycle = 1 - pow(1 - mutual, Double(k))
    func choose(_ n: Int, _ m: Int) -> Double {
      lgamma(Double(n + 1)) - lgamma(Double(m + 1)) - lgamma(Double(n - m + 1))
    }
    let whole = choose(others, k)
    jaccard = (max(0, 2 * k - others)...k).reduce(0) { sum, m in
      let probability = exp(choose(k, m) + choose(others - k, k - m) - whole)
      return sum + probability * Double(m) / Double(2 * k - m)
    }
  }
}
