/// Rows as they are multiplied: centered and scaled in Double, then rounded once.
struct ProductRows<Work: ExactDistanceScalar>: Sendable {
  /// Row after row.
  let numbers: AlignedBuffer<Work>
  /// ‖w‖² of each.
  let squares: AlignedBuffer<Work>
  /// ‖w‖ √factor of each, rounded up; infinite for a row without direction.
  let reaches: AlignedBuffer<Work>

  /// Prepares rows. Cost n d.
  init<Scalar: ExactDistanceScalar>(_ rows: ComparableRows<Scalar>, _ rule: ProductRule<Work>) {
    let (count, columns) = (rows.source.rows, rows.source.columns)
    numbers = AlignedBuffer(uninitialized: count * columns)
    squares = AlignedBuffer(uninitialized: count)
    reaches = AlignedBuffer(uninitialized: count)
    let center = rule.center ?? [Double](repeating: 0, count: columns)
    let root = rule.factor.squareRoot()
    for row in 0..<count {
      let source = rows.source.base + row * rows.source.stride
      let target = numbers.pointer + row * columns
      let (shift, factor, scale) = (rows.shifts[row], rows.factors[row], rule.scale)
      center.withUnsafeBufferPointer { center in
        for column in 0..<columns {
          target[column] = Work(((Double(source[column]) - shift) * factor - center[column]) * scale)
        }
      }
      let square = Work.exactDot(target, target, columns)
      squares.pointer[row] = Work(square)
      reaches.pointer[row] =
        rows.metric.isDirectional && rows.lacksDirection(row)
        ? .infinity : Work(square.squareRoot() * root).nextUp
    }
  }
}

/// Distances by products, a tile at a time: each right to the tolerance of its rule, or left open.
struct DistanceProducts<Work: ExactDistanceScalar>: Sendable {
  let rule: ProductRule<Work>
  let a: ProductRows<Work>
  let b: ProductRows<Work>
  let columns: Int
  let isDirectional: Bool

  /// Writes the distances from rows of A to rows of B to `out`, `width` numbers from one row to the next; NaN where the
  /// product says too little. `scratch` has room for all pairs. The same rows give the same bits again.
  func tile<Scalar: MatrixScalar>(
    _ rows: Range<Int>, _ others: Range<Int>, scratch: UnsafeMutablePointer<Work>,
    into out: UnsafeMutablePointer<Scalar>, width: Int
  ) {
    let count = others.count
    if columns == 0 { scratch.update(repeating: 0, count: rows.count * count) }
    for first in stride(from: 0, to: columns, by: rule.run) {
      Work.gemm(
        transposeA: false, transposeB: true, m: rows.count, n: count, k: min(rule.run, columns - first),
        alpha: 1, a: a.numbers.pointer + rows.lowerBound * columns + first, strideA: columns,
        b: b.numbers.pointer + others.lowerBound * columns + first, strideB: columns,
        beta: first == 0 ? 0 : 1, c: scratch, strideC: count)
    }
    // 1 / scale in two steps: it may lie beyond Float where the distances do not.
    let exponent = -Int(rule.scale.exponent)
    let half = Scalar(Double(sign: .plus, exponent: exponent / 2, significand: 1))
    let rest = Scalar(Double(sign: .plus, exponent: exponent - exponent / 2, significand: 1))
    let floor = Work(rule.floor)
    let (squares, reaches) = (b.squares.pointer + others.lowerBound, b.reaches.pointer + others.lowerBound)
    for row in 0..<rows.count {
      let (products, target) = (scratch + row * count, out + row * width)
      let square = a.squares.pointer[rows.lowerBound + row]
      let reach = a.reaches.pointer[rows.lowerBound + row]
      // Comparisons that NaN fails, so that it is never taken for a distance.
      if isDirectional {
        for place in 0..<count {
          let found = (square + squares[place]) - 2 * products[place]
          let distance = found > 4 ? 2 : Scalar(found) / 2
          target[place] = found > reach * reaches[place] + floor ? distance : .nan
        }
      } else {
        for place in 0..<count {
          let found = (square + squares[place]) - 2 * products[place]
          let distance = Scalar(found.squareRoot()) * half * rest
          target[place] = found > reach * reaches[place] + floor ? distance : .nan
        }
      }
    }
  }
}
