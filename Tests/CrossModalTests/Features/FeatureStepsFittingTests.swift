import Foundation
import TestSupport
import Testing

@testable import CrossModal
@testable import Dense

@Suite struct FeatureStepsFittingTests {
  private func z(_ steps: [FeatureStep], of x: Matrix<Float>, on rows: [Int32]) throws -> Matrix<Float> {
    try steps.fitted(on: x.view, rows: rows).applied(to: x.view)
  }

  @Test func byHand() throws {
    // Training rows 0 and 2; means (2, 5), deviations (1, 3).
    let x = Matrix<Float>([[1, 2], [7, 7], [3, 8]])
    #expect(
      try [FeatureStep.center].fitted(on: x.view, rows: [0, 2]) == [.scaling(shift: [2, 5], factor: [1, 1])])
    #expect(
      try [FeatureStep.standardize].fitted(on: x.view, rows: [2, 0])
        == [.scaling(shift: [2, 5], factor: [1, 1.0 / 3])])
    #expect(try [FeatureStep.unitLength].fitted(on: x.view, rows: [0]) == [.unitLength])
    #expect(try [FeatureStep]().fitted(on: x.view, rows: []).isEmpty)
    // One direction: (1, 3)/√10; along it the rows are at ∓√10, and row 1 at (5·1 + 2·3)/√10.
    let pca = try z([.principalComponents(dimensions: 1)], of: x, on: [0, 2])
    let expected = [-Float(10).squareRoot(), 11 / Float(10).squareRoot(), Float(10).squareRoot()]
    for row in 0..<3 { #expect(abs(pca[row, 0] - expected[row]) < 1e-6) }
    let white = try z([.whiten(dimensions: 1)], of: x, on: [0, 2])
    for row in 0..<3 { #expect(abs(white[row, 0] - expected[row] / Float(10).squareRoot()) < 1e-6) }
  }

  @Test func eachStepIsFittedOnWhatTheOnesBeforeMade() throws {
    let x = Matrix<Float>([[3, 4], [0, 2], [9, 9]])
    // At unit length the training rows are (0.6, 0.8) and (0, 1).
    guard
      case .scaling(let shift, _) = try [FeatureStep.unitLength, .center].fitted(on: x.view, rows: [0, 1])[1]
    else { return #expect(Bool(false)) }
    #expect(abs(shift[0] - 0.3) < 1e-15 && abs(shift[1] - 0.9) < 1e-15)
  }

  @Test func aConstantColumnBecomesZerosAndIsSaid() throws {
    // 0.1 has no exact mean in binary; after unit length the column is constant up to rounding only.
    let x = Matrix<Float>([[0.1, 1], [0.1, 5], [0.1, 9], [7, 0]])
    let steps = try [FeatureStep.standardize].fitted(on: x.view, rows: [0, 1, 2])
    #expect(steps.applied(to: x.view).numbers(ofRow: 3)[0] == 0)
    #expect(steps.notes == ["step 1: 1 column of 2 is constant in the training rows and becomes zeros"])
    let rays = Matrix<Float>(rows: 7, columns: 3) { Float([3, 7, 9][$1] * ($0 + 1)) }
    let ray = try [FeatureStep.unitLength, .standardize].fitted(on: rays.view, rows: [0, 1, 2, 3, 4, 5, 6])
    #expect(ray.notes == ["step 2: 3 columns of 3 are constant in the training rows and become zeros"])
    #expect(try [FeatureStep.center].fitted(on: x.view, rows: [0, 1, 2]).notes.isEmpty)
  }

  @Test func directionsBeyondTheRankAreZerosOrRefused() throws {
    // Rank 2 in 4 columns: small whole numbers, so that no product is rounded.
    let left = Matrix<Float>(rows: 20, columns: 2) { Float(($0 * 7 + $1 * 5) % 11 - 5) }
    let x = product(left, Matrix<Float>([[1, 2, 0, -3], [2, -1, 1, 1]]))
    for count in [Int32(5), 20] {
      let training = Array(0..<count)
      let steps = try [FeatureStep.principalComponents(dimensions: 3)].fitted(on: x.view, rows: training)
      #expect(
        steps.notes == ["step 1: the training rows vary in 2 directions; 1 of 3 dimensions become zeros"])
      #expect((0..<20).allSatisfy { steps.applied(to: x.view)[$0, 2] == 0 })
      #expect(throws: FeatureStepError.rank(.init(number: 1, step: .whiten(dimensions: 3)), rank: 2)) {
        try [FeatureStep.whiten(dimensions: 3)].fitted(on: x.view, rows: training)
      }
      #expect(try [FeatureStep.whiten(dimensions: 2)].fitted(on: x.view, rows: training).count == 1)
    }
    // At unit length all rows are one point: what differs is rounding.
    let rays = Matrix<Float>(rows: 7, columns: 3) { Float([3, 7, 9][$1] * ($0 + 1)) }
    #expect(throws: FeatureStepError.rank(.init(number: 2, step: .whiten(dimensions: 1)), rank: 0)) {
      try [FeatureStep.unitLength, .whiten(dimensions: 1)].fitted(on: rays.view, rows: [0, 1, 2, 3, 4, 5, 6])
    }
  }

  @Test func whatCannotBeFittedIsRefused() {
    let x = Matrix<Float>([[1, 2], [7, .nan], [3, 8]])
    #expect(throws: FeatureStepError.noRows) { try [FeatureStep.center].fitted(on: x.view, rows: []) }
    #expect(throws: FeatureStepError.notFinite(.init(number: 1, step: .center), row: 1, column: 1)) {
      try [FeatureStep.center].fitted(on: x.view, rows: [0, 1])
    }
    #expect(
      throws: FeatureStepError.dimensions(
        .init(number: 1, step: .principalComponents(dimensions: 2)), rows: 2, columns: 2)
    ) { try [FeatureStep.principalComponents(dimensions: 2)].fitted(on: x.view, rows: [0, 2]) }
  }

  /// Property: nothing of a row that is not trained on reaches a step.
  @Test func otherRowsChangeNoBit() throws {
    var x: Matrix<Float> = matrixOfNoise(rows: 90, columns: 12)
    let rows = (0..<90).filter { $0 % 3 != 0 }.map { Int32($0) }
    let chains: [[FeatureStep]] = [
      [.standardize, .unitLength, .principalComponents(dimensions: 5), .standardize],
      [.center, .unitLength, .whiten(dimensions: 12)],
      [.principalComponents(dimensions: 9), .whiten(dimensions: 4)],
    ]
    let before = try chains.map { try $0.fitted(on: x.view, rows: rows) }
    for row in Swift.stride(from: 0, to: 90, by: 3) {
      for column in 0..<12 { x[row, column] = row % 2 == 0 ? .nan : 1e30 }
    }
    #expect(try chains.map { try $0.fitted(on: x.view, rows: rows) } == before)
    #expect(try chains.map { try $0.fitted(on: x.view, rows: rows.reversed()) } == before)
    // And what they are trained on does.
    x[1, 1] += 1
    for (chain, steps) in zip(chains, before) { #expect(try chain.fitted(on: x.view, rows: rows) != steps) }
  }

  /// Property: whitened training rows have the identity as covariance.
  @Test(arguments: [(20, 9), (200, 9)]) func whitenedRowsAreWhite(rows: Int, columns: Int) throws {
    let x: Matrix<Float> = matrixOfNoise(rows: rows, columns: columns)
    let training = (0..<Int32(rows)).map { $0 }
    let steps = try [FeatureStep.standardize, .whiten(dimensions: 6)].fitted(on: x.view, rows: training)
    let z = steps.applied(to: x.converted(to: Double.self).view)
    let gram = product(z, z, transposingFirst: true)
    for row in 0..<6 {
      #expect(abs(z.columnMeans[row]) < 1e-12)
      for column in 0..<6 {
        #expect(abs(gram[row, column] / Double(rows) - (row == column ? 1 : 0)) < 1e-10)
      }
    }
  }

  /// Both ways to the directions: rows below and above twice the columns, by the rows and by their squares.
  @Test func directionsAreTheSameByRowsAndBySquares() throws {
    let x: Matrix<Double> = normalMatrix(40, 8, seed: 1)
    let scaled = Matrix(rows: 40, columns: 8) { x[$0, $1] * Double(1 << (7 - $1)) / 16 }
    // Twice as many columns, half of them zeros, are too many for the squares.
    let wide = Matrix(rows: 40, columns: 24) { $1 % 3 == 0 ? scaled[$0, $1 / 3] : 0 }
    let (bySquares, byRows) = (
      try PrincipalDirections(scaled.view, dimensions: 5), try PrincipalDirections(wide.view, dimensions: 5)
    )
    for index in 0..<5 {
      #expect(abs(bySquares.deviations[index] / byRows.deviations[index] - 1) < 1e-12)
      for column in 0..<8 {
        #expect(abs(bySquares.directions[column, index] - byRows.directions[3 * column, index]) < 1e-11)
      }
    }
    #expect(abs(bySquares.keptVariance - byRows.keptVariance) < 1e-13 && bySquares.keptVariance < 1)
  }

  private struct Golden: Decodable {
    let rows, columns: Int
    let numbers, result: [Double]
    let training: [Int32]
    let steps: [String]
  }

  @Test func agreesWithNumPy() throws {
    let folder = try #require(Bundle.module.url(forResource: "Golden", withExtension: nil))
    let data = try Data(contentsOf: folder.appending(path: "features/steps.json"))
    let cases = try JSONDecoder().decode([Golden].self, from: data)
    #expect(cases.count == 44)
    for golden in cases {
      let x = Matrix<Double>(rows: golden.rows, columns: golden.columns, elements: golden.numbers)
      let steps = FeatureStepsOrderTests.steps(
        golden.steps.map { $0.replacing(" ", with: ":") }.joined(separator: " "))
      let fitted = try steps.fitted(on: x.converted(to: Float.self).view, rows: golden.training)
      let result = fitted.applied(to: x.view)
      let largest = zip(result.elements, golden.result).map { abs($0 - $1) }.max() ?? .infinity
      #expect(result.elements.count == golden.result.count && largest < 1e-9, "\(golden.steps): \(largest)")
      let rounded = fitted.applied(to: x.converted(to: Float.self).view)
      #expect(largestDifference(rounded, result) < 1e-5)
    }
  }
}
