import Dense
import Foundation

/// What training an encoder minimizes, from scores a and the labels of the items:
///
/// - softmax cross-entropy, one label y an item: mean over items of log Σ exp(aⱼ) − a_y
/// - sigmoid cross-entropy, any number: mean over items and labels of log(1 + exp(aⱼ)) − yⱼ aⱼ
package enum ClassificationLoss: String, CaseIterable, Sendable {
  /// For exactly one label per item.
  case softmax
  /// For any number of labels per item.
  case sigmoid

  /// The loss summed over the items of a batch, in Double. `scores` (items × labels) is overwritten by the gradient of
  /// the sum over the batch divided by `items`.
  func evaluate<Scalar: RecurrentScalar>(
    _ scores: UnsafeMutablePointer<Scalar>, labels: Int, targets: [[Int]]
  ) -> Double {
    var sum = 0.0
    let scale = 1 / Double(max(1, targets.count))
    for (item, target) in targets.enumerated() {
      let row = UnsafeMutableBufferPointer(start: scores + item * labels, count: labels)
      switch self {
      case .softmax: sum += softmax(row, target.first ?? 0, scale)
      case .sigmoid: sum += sigmoid(row, target, scale)
      }
    }
    return sum
  }

  private func softmax<Scalar: RecurrentScalar>(
    _ row: UnsafeMutableBufferPointer<Scalar>, _ label: Int, _ scale: Double
  ) -> Double {
    let largest = row.map { Double($0) }.max() ?? 0
    let powers = row.map { exp(Double($0) - largest) }
    let total = powers.reduce(0, +)
    let loss = largest + log(total) - Double(row[label])
    for index in row.indices {
      row[index] = Scalar(scale * (powers[index] / total - (index == label ? 1 : 0)))
    }
    return loss
  }

  private func sigmoid<Scalar: RecurrentScalar>(
    _ row: UnsafeMutableBufferPointer<Scalar>, _ present: [Int], _ scale: Double
  ) -> Double {
    var targets = [Double](repeating: 0, count: row.count)
    for label in present { targets[label] = 1 }
    var loss = 0.0
    for index in row.indices {
      let score = Double(row[index])
      // log(1 + exp(a)) without overflow.
      loss += max(score, 0) + log1p(exp(-abs(score))) - targets[index] * score
      let probability = score >= 0 ? 1 / (1 + exp(-score)) : 1 - 1 / (1 + exp(score))
      row[index] = Scalar(scale / Double(row.count) * (probability - targets[index]))
    }
    return loss / Double(row.count)
  }
}
