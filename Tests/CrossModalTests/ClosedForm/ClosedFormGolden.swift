import Foundation
import Testing

@testable import Dense

/// Sets with their solved maps by NumPy, SciPy and scikit-learn (scripts/reference/closed_form_golden.py).
struct ClosedFormGolden: Decodable {
  var x: [[Double]]
  var y: [[Double]]
  var penalties: [Double]
  /// Images of the first three rows, for each penalty.
  var ridge: [[[Double]]]
  var leastNorm: [[Double]]
  var leaveOneOut: [[Double]]
  var bestPenalties: [Double]
  var folds: [Double]
  var procrustes: [[Double]]
  var residual: Double
  var scaledResidual: Double
  /// With penalty 30.
  var correlations: [Double]
  /// Rank 2 of penalty 1.
  var reducedRank: [[Double]]

  static let names = ["tall", "wide", "deficient", "narrow"]

  static func read(_ name: String) throws -> ClosedFormGolden {
    let folder = try #require(Bundle.module.url(forResource: "Golden", withExtension: nil))
    let data = try Data(contentsOf: folder.appending(path: "closed-form/\(name).json"))
    return try JSONDecoder().decode(ClosedFormGolden.self, from: data)
  }

  var inputs: Matrix<Double> { Matrix(x) }
  var targets: Matrix<Double> { Matrix(y) }
  var firstInputs: Matrix<Double> { Matrix(Array(x.prefix(3))) }
}

/// Folds of consecutive rows, as numpy.array_split cuts them.
func consecutiveFolds(_ rows: Int, _ count: Int) -> [[Int32]] {
  var first = 0
  return (0..<count).map { fold in
    let size = rows / count + (fold < rows % count ? 1 : 0)
    defer { first += size }
    return (first..<(first + size)).map(Int32.init)
  }
}
