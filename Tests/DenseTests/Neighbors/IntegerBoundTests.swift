import DenseKernels
import TestSupport
import Testing

@testable import Dense

/// What rounding to whole numbers takes from a score stays within the bound, whatever the data.
@Suite struct IntegerBoundTests {
  /// Rounds a set and gives what the search would compare.
  static func scores(_ rows: Matrix<Float>, _ metric: Metric, _ width: IntegerWidth) -> IntegerScores {
    let source = SourceRows.float(rows.view)
    let norms = source.norms(threads: 1)
    let scaling = RowScaling(source, metric: metric, largestNorm: norms.array.max() ?? 0)
    let frame = IntegerFrame(source, norms: norms, scaling: scaling)
    let rounded = IntegerRows(source, norms: norms, frame: frame, width: width, threads: 1)
    return IntegerScores(rows: rounded, items: rounded, frame: frame)
  }

  /// The whole numbers of a row, out of its panel.
  static func numbers(_ rows: IntegerRows, _ row: Int) -> [Int] {
    let all = IntegerPanel(
      words: rows.numbers.pointer + row / 64 * 64 * rows.words, count: rows.words,
      bits: Int(rows.width.rawValue),
      byTiles: rows.width.goesByTiles(columns: rows.source.columns)
    ).numbers(row % 64)
    #expect(all.dropFirst(rows.source.columns).allSatisfy { $0 == 0 })
    return Array(all.prefix(rows.source.columns))
  }

  @Test(arguments: NeighborData.allCases, [IntegerWidth.bits8, .bits16])
  func noScoreIsFartherFromTheExactOneThanItsBound(_ data: NeighborData, width: IntegerWidth) {
    for columns in [1, 7, 67] {
      let rows = data.rows(70, columns)
      for metric in Metric.allCases {
        let scores = Self.scores(rows, metric, width)
        let all = (0..<70).map { Self.numbers(scores.rows, $0) }
        for i in stride(from: 0, to: 70, by: 5) {
          #expect(scores.rows.starts.pointer[i] == Int32(width == .bits8 ? -128 * all[i].reduce(0, +) : 0))
          for j in 0..<70 {
            let product = zip(all[i], all[j]).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(abs(product) < 1 << 31)
            let steps = Double(scores.rows.steps.pointer[i]) * Double(scores.rows.steps.pointer[j])
            let score = Double(product) * steps + Double(scores.itemTerms.pointer[j])
            let distance = plainDistance(rows.view.row(i), rows.view.row(j), metric)
            // A row of zeros is at cosine distance 1 by rule, and is not searched.
            if metric == .cosine && rows.view.row(i).allSatisfy({ $0 == 0 }) { continue }
            let exact = scores.origins.pointer[i] - scores.bounds.slope * distance
            let (error, other) = (Double(scores.rowErrors.pointer[i]), Double(scores.itemErrors.pointer[j]))
            #expect(
              exact <= score + error && score - exact <= error + 2 * other, "\(data) \(metric) \(i) \(j)")
          }
        }
      }
    }
  }

  // Without the residuals the bound would be the roundings alone, and nearly every product would break it.
  @Test func theBoundIsNotFarAway() {
    let rows = NeighborData.normal.rows(70, 64)
    let scores = Self.scores(rows, .cosine, .bits8)
    let all = (0..<70).map { Self.numbers(scores.rows, $0) }
    var largest = 0.0
    for i in 0..<70 {
      for j in 0..<70 {
        let steps = Double(scores.rows.steps.pointer[i]) * Double(scores.rows.steps.pointer[j])
        let product = steps * Double(zip(all[i], all[j]).reduce(0) { $0 + $1.0 * $1.1 })
        let exact =
          scores.origins.pointer[i]
          - scores.bounds.slope * plainDistance(rows.view.row(i), rows.view.row(j), .cosine)
        let middle =
          product + Double(scores.itemTerms.pointer[j]) - Double(scores.itemErrors.pointer[j])
        let bound = Double(scores.rowErrors.pointer[i] + scores.itemErrors.pointer[j])
        largest = max(largest, abs(exact - middle) / bound)
      }
    }
    #expect(largest > 0.1 && largest <= 1)
  }

  // Two numbers of 16 bits that are the largest, in every row: sums next to 2³¹, of either sign.
  @Test func sumsAtTheEndOf32Bits() {
    for columns in [1, 2, 3, 300, 2048] {
      let rows = Matrix<Float>(rows: 6, columns: columns) { row, _ in row % 2 == 0 ? 1 : -1 }
      let scores = Self.scores(rows, .innerProduct, .bits16)
      let numbers = Self.numbers(scores.rows, 0)
      let square = numbers.reduce(0) { $0 + $1 * $1 }
      #expect(square < 1 << 31)
      if columns > 1 { #expect(Double(square) > 0.99 * 0x1p31) }
      for path in NeighborPath.allCases.filter(\.isAvailable) {
        var search = NeighborSearch(k: 6, metric: .innerProduct)
        search.path = path
        #expect(Array(search.neighbors(of: rows)[1]) == [1, 3, 5, 0, 2, 4])
      }
    }
  }

  @Test func theStepsByHand() {
    // The largest number of a row becomes 127, or 32,767: 46,340 − √2/2 for the whole row is more.
    let rows = Matrix<Float>([[2, -0.5], [0, -1]])
    for (width, expected) in [
      (IntegerWidth.bits8, [[127, -32], [0, -127]]), (.bits16, [[32_767, -8192], [0, -32_767]]),
    ] {
      let scores = Self.scores(rows, .innerProduct, width)
      #expect((0..<2).map { Self.numbers(scores.rows, $0) } == expected)
      // −0.5 is 31.75 steps of 2/127, or 8,191.75 of 2/32,767; the scale is a power of two.
      let residual = scores.rows.residuals.pointer[0] / Double(scores.rows.steps.pointer[0])
      #expect(abs(residual - 0.25) < 1e-6 && scores.rows.residuals.pointer[1] < 1e-12)
    }
  }

  // Where all numbers of a row are the largest, the length of the row decides the step.
  @Test func theStepOfALongRow() {
    let scores = Self.scores(
      Matrix<Float>(rows: 2, columns: 2048) { row, _ in row == 0 ? 1 : -1 }, .innerProduct, .bits16)
    #expect(Self.numbers(scores.rows, 1) == [Int](repeating: -1023, count: 2048))
  }
}
