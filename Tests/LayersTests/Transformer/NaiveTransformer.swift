import Foundation

@testable import Dense
@testable import Layers

/// A transformer encoder written from the formulas, number by number, in Double.
struct NaiveTransformer {
  let weights: TransformerWeights<Double>

  func states(_ text: [Int32]) -> [[Double]] {
    var x = text.enumerated().map { place, token in
      norm(
        (0..<weights.width).map {
          weights.tokens[Int(token), $0] + weights.places[place, $0] + weights.segment[$0]
        }, weights.inputNorm)
    }
    for layer in weights.layers {
      let parts = x.map { apply(layer.attention, $0) }
      let size = weights.width / weights.heads
      let attended = parts.map { query -> [Double] in
        var out = [Double](repeating: 0, count: weights.width)
        for head in 0..<weights.heads {
          let columns = head * size..<(head + 1) * size
          let scores = parts.map { key in
            columns.reduce(0) { $0 + query[$1] * key[weights.width + $1] } / Double(size).squareRoot()
          }
          let shares = scores.map { exp($0) }
          let sum = shares.reduce(0, +)
          for (share, value) in zip(shares, parts) {
            for column in columns { out[column] += share / sum * value[2 * weights.width + column] }
          }
        }
        return out
      }
      let middle = zip(x, attended).map { norm(added($0, apply(layer.output, $1)), layer.attentionNorm) }
      x = middle.map { row in
        let inner = apply(layer.inner, row).map(gate)
        return norm(added(row, apply(layer.outer, inner)), layer.norm)
      }
    }
    return x
  }

  func pooled(_ text: [Int32], _ pooling: TokenPooling) -> [Double] {
    let states = states(text)
    switch pooling {
    case .first: return states[0]
    case .mean:
      return (0..<weights.width).map { c in states.reduce(0) { $0 + $1[c] } / Double(states.count) }
    case .largest: return (0..<weights.width).map { column in states.map { $0[column] }.max() ?? 0 }
    }
  }

  private func gate(_ z: Double) -> Double {
    switch weights.gate {
    case .gelu: z * (1 + erf(z / 2.0.squareRoot())) / 2
    case .geluByTanh: z * (1 + tanh((2 / Double.pi).squareRoot() * (z + 0.044715 * z * z * z))) / 2
    case .relu: max(0, z)
    }
  }

  private func apply(_ product: TransformerWeights<Double>.Product, _ x: [Double]) -> [Double] {
    (0..<product.weights.rows).map { row in
      x.indices.reduce(product.bias[row]) { $0 + product.weights[row, $1] * x[$1] }
    }
  }

  private func added(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 + $1 } }

  private func norm(_ x: [Double], _ norm: TransformerWeights<Double>.Norm) -> [Double] {
    let mean = x.reduce(0, +) / Double(x.count)
    let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count)
    return x.indices.map {
      (x[$0] - mean) / (variance + weights.epsilon).squareRoot() * norm.gain[$0] + norm.shift[$0]
    }
  }
}
