import DenseKernels
import TestSupport
import Testing

@testable import Dense

/// What rounding to whole numbers takes from a score stays within the bound, whatever the data.
@Suite struct IntegerBoundTests {
  /// Rounds a set and gives what the search would compare.
  static func scores(_ rows: Matrix<Float>, _ metric: Metric, _ width: IntegerWidth) -> IntegerScores? {
    let source = SourceRows.float(rows.view)
    let norms = source.norms(threads: 1)
    let scaling = RowScaling(source, metric: metric, largestNorm: norms.array.max() ?? 0)
    let frame = IntegerFrame(source, norms: norms, scaling: scaling)
    let extent = IntegerExtent(source, norms: norms, frame: frame, threads: 1)
    let bounds = IntegerBounds(rows: extent, items: extent, frame: frame, width: width)
    guard bounds.isUsable else { return nil }
    let rounded = IntegerRows(
      source, norms: norms, frame: frame, inverse: bounds.rowInverse, width: width, threads: 1)
    return IntegerScores(rows: rounded, items: rounded, bounds: bounds)
  }

  /// The whole numbers of a row, out of its panel.
  static func numbers(_ rows: IntegerRows, _ row: Int) -> [Int] {
    let strip = FloatingPointEnvironment.vectorBits == 512 ? 64 : 16
    let (panel, place) = (row / 64, row % 64)
    let start = panel * 64 * rows.words + place / strip * strip * rows.words + place % strip
    let all = (0..<rows.words).flatMap { word -> [Int] in
      let bits = rows.numbers.pointer[start + word * strip]
      return rows.width == .bits8
        ? (0..<4).map { Int(Int8(truncatingIfNeeded: bits >> Int32(8 * $0))) }
        : (0..<2).map { Int(Int16(truncatingIfNeeded: bits >> Int32(16 * $0))) }
    }
    #expect(all.dropFirst(rows.source.columns).allSatisfy { $0 == 0 })
    return Array(all.prefix(rows.source.columns))
  }

  @Test(arguments: NeighborData.allCases, [IntegerWidth.bits8, .bits16])
  func noScoreIsFartherFromTheExactOneThanItsBound(_ data: NeighborData, width: IntegerWidth) {
    for columns in [1, 7, 67] {
      let rows = data.rows(70, columns)
      for metric in Metric.allCases {
        guard let scores = Self.scores(rows, metric, width) else { continue }
        let all = (0..<70).map { Self.numbers(scores.rows, $0) }
        for i in 0..<70 {
          #expect(scores.rows.starts.pointer[i] == Int32(-128 * all[i].reduce(0, +)))
          for j in 0..<70 {
            let product = zip(all[i], all[j]).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(abs(product) < 1 << 31)
            let score = Double(product) + Double(scores.itemTerms.pointer[j])
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
  @Test func theBoundIsNotFarAway() throws {
    let scores = try #require(Self.scores(NeighborData.normal.rows(70, 64), .cosine, .bits8))
    let all = (0..<70).map { Self.numbers(scores.rows, $0) }
    var largest = 0.0
    for i in 0..<70 {
      for j in 0..<70 {
        let product = Double(zip(all[i], all[j]).reduce(0) { $0 + $1.0 * $1.1 })
        let exact =
          scores.origins.pointer[i]
          - scores.bounds.slope
          * plainDistance(
            NeighborData.normal.rows(70, 64).view.row(i), NeighborData.normal.rows(70, 64).view.row(j),
            .cosine)
        let middle =
          product + Double(scores.itemTerms.pointer[j]) - Double(scores.itemErrors.pointer[j])
        let bound = Double(scores.rowErrors.pointer[i] + scores.itemErrors.pointer[j])
        largest = max(largest, abs(exact - middle) / bound)
      }
    }
    #expect(largest > 0.1 && largest <= 1)
  }

  // Two numbers of 16 bits that are the largest, in every row: sums next to 2³¹, of either sign.
  @Test func sumsAtTheEndOf32Bits() throws {
    for columns in [1, 2, 3, 300, 2048] {
      let rows = Matrix<Float>(rows: 6, columns: columns) { row, _ in row % 2 == 0 ? 1 : -1 }
      let scores = try #require(Self.scores(rows, .innerProduct, .bits16))
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

  @Test func theStepByHand() throws {
    // Largest number 2, longest row 2: 127 / 2; with 16 bits 32,767 / 2, as 46,339 − √2/2 is more.
    let rows = Matrix<Float>([[2, 0], [0, -1]])
    for (width, inverse, expected) in [
      (IntegerWidth.bits8, 127.0 / 2, [[127, 0], [0, -64]]),
      (.bits16, 32_767.0 / 2, [[32_767, 0], [0, -16_384]]),
    ] {
      let source = SourceRows.float(rows.view)
      let frame = IntegerFrame(
        source, norms: source.norms(threads: 1),
        scaling: RowScaling(source, metric: .innerProduct, largestNorm: 2))
      let extent = IntegerExtent(source, norms: source.norms(threads: 1), frame: frame, threads: 1)
      #expect(abs(extent.inverseStep(width) * frame.scale - inverse) < 1e-6)
      let rounded = IntegerRows(
        source, norms: source.norms(threads: 1), frame: frame, inverse: extent.inverseStep(width),
        width: width,
        threads: 1)
      #expect((0..<2).map { Self.numbers(rounded, $0) } == expected)
      #expect(abs(rounded.residuals.pointer[1] - 0.5) < 1e-6)
    }
  }
}
