import Foundation

@testable import Dense
@testable import Layers

/// The losses over pairs by their definitions: plain loops in Double.
enum NaiveContrast {
  static func cosine(_ a: [Double], _ b: [Double]) -> Double {
    func norm(_ v: [Double]) -> Double { max(v.reduce(0) { $0 + $1 * $1 }.squareRoot(), 1e-6) }
    return zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / (norm(a) * norm(b))
  }

  private static func rows<Scalar: MatrixScalar>(_ matrix: Matrix<Scalar>) -> [[Double]] {
    (0..<matrix.rows).map { row in (0..<matrix.columns).map { Double(matrix[row, $0]) } }
  }

  static func value<Scalar: PairScalar>(_ loss: Loss, _ batch: LossBatch<Scalar>) -> Double {
    let (p, t) = (rows(batch.predictions), rows(batch.targets))
    let n = p.count
    guard n > 1 else { return 0 }
    func counts(_ i: Int, _ j: Int) -> Bool {
      guard i != j, let labels = batch.labels else { return true }
      return Set(labels[i]).isDisjoint(with: labels[j])
    }
    var sum = 0.0
    for i in 0..<n {
      switch loss {
      case .infoNCE(let options):
        func entropy(_ cosine: (Int) -> Double) -> Double {
          let total = (0..<n).filter { counts(i, $0) }.reduce(0) {
            $0 + exp(cosine($1) / options.temperature)
          }
          return -log(exp(cosine(i) / options.temperature) / total)
        }
        let forward = entropy { cosine(p[i], t[$0]) }
        sum += options.direction == .forward ? forward : (forward + entropy { cosine(p[$0], t[i]) }) / 2
      case .sigmoid(let options):
        for j in 0..<n where counts(i, j) {
          let logit = options.temperature * cosine(p[i], t[j]) + options.bias
          sum += log(1 + exp(i == j ? -logit : logit))
        }
      default: return .nan
      }
    }
    return sum / Double(n)
  }

  static func structure<Scalar: PairScalar>(_ batch: LossBatch<Scalar>, _ inputs: Matrix<Scalar>) -> Double {
    let (p, x) = (rows(batch.predictions), rows(inputs))
    let n = p.count
    guard n > 1 else { return 0 }
    var sum = 0.0
    for i in 0..<n {
      for j in 0..<n where i != j {
        let difference = cosine(p[i], p[j]) - cosine(x[i], x[j])
        sum += difference * difference
      }
    }
    return sum / Double(n * (n - 1))
  }
}
