/// The average ranks of all n(n − 1)/2 distances between the rows of one set: all that a rank correlation takes of a space.
///
/// A rank is held doubled and from its mean, 2r − (N + 1) for N pairs, which is a whole number; as Float, which holds it
/// exactly up to N = 2²⁴ (5,793 items), and beyond that to 6·10⁻⁸ of itself: a correlation moves by less than 10⁻¹¹. Equal
/// distances share the mean of their ranks, also those that rounding parts (``DistanceRounding``). The same bits with any
/// number of threads. Memory: 4 bytes a pair; while distances are computed, 8 and the rows in Double; while ranking, 8 and
/// those of ``AverageRanks``.
package struct PairRanks: Sendable {
  /// Number of items n.
  package var items: Int { triangle.items }
  /// Σ (2r − (N + 1))²; 0 where all distances are equal.
  package let squares: Double
  let triangle: PairTriangle
  let centered: AlignedBuffer<Float>

  /// Ranks the distances between rows of Float (n×d, n < 65,536; finite). Cost n² d.
  /// - Parameter progress: hears the part that is done.
  package init(
    _ rows: MatrixView<Float>, metric: DistanceMetric, threads: Int, progress: ((Double) -> Void)? = nil
  ) {
    self.init(ranking: rows, metric, threads, progress)
  }

  /// Ranks the distances between rows of Double (n×d, n < 65,536; finite). Cost n² d.
  /// - Parameter progress: hears the part that is done.
  package init(
    _ rows: MatrixView<Double>, metric: DistanceMetric, threads: Int, progress: ((Double) -> Void)? = nil
  ) {
    self.init(ranking: rows, metric, threads, progress)
  }

  private init<Scalar: ExactDistanceScalar>(
    ranking rows: MatrixView<Scalar>, _ metric: DistanceMetric, _ threads: Int,
    _ progress: ((Double) -> Void)?
  ) {
    precondition(
      rows.rows < 65_536, "ranks of the distances of \(rows.rows) rows; fewer than 65536 are allowed")
    precondition(rows.firstNotFinite == nil, "ranks of distances between rows that are not finite")
    // Measured on 9,251 rows: distances take a third of the time with 300 columns, two thirds with 2,048.
    let distances = PairDistances(rows, metric, threads: threads) { progress?($0 / 2) }
    let rounding = distances.rounding
    if !Interruption.isRequested {
      AverageRanks.replace(
        distances.numbers, threads: threads, gap: { rounding.gap(at: $0) },
        progress: { progress?(0.5 + $0 / 2) })
    }
    // Of interrupted work one rank for all, of which nothing more is computed.
    if Interruption.isRequested {
      distances.numbers.elements.update(repeating: -Double(distances.numbers.count + 1))
    }
    self.init(distances.triangle, negativeDoubled: distances.numbers)
  }

  /// Ranks as ``AverageRanks`` leaves them; they are written over.
  init(_ triangle: PairTriangle, negativeDoubled ranks: AlignedBuffer<Double>) {
    precondition(ranks.count == triangle.count, "\(ranks.count) ranks of \(triangle.count) pairs")
    // In their own memory, from the first on: no rank is written over before it was read.
    let memory = UnsafeMutableRawPointer(ranks.pointer)
    let center = Double(ranks.count + 1)
    var squares = 0.0
    for item in 0..<triangle.items {
      let start = triangle.start(ofRow: item)
      var sum = 0.0
      for pair in start..<(start + triangle.length(ofRow: item)) {
        let doubled = memory.load(fromByteOffset: pair * MemoryLayout<Double>.stride, as: Double.self)
        let rank = Float(-doubled - center)
        memory.storeBytes(of: rank, toByteOffset: pair * MemoryLayout<Float>.stride, as: Float.self)
        sum += Double(rank) * Double(rank)
      }
      squares += sum
    }
    centered = AlignedBuffer(reusing: ranks, count: ranks.count)
    (self.triangle, self.squares) = (triangle, squares)
  }

  /// The ranks of all pairs both ways, n×n, 0 for an item with itself.
  func square(threads: Int) -> AlignedBuffer<Float> {
    let (items, result) = (items, AlignedBuffer<Float>(uninitialized: items * items))
    let tiles = triangle.tiles(side: 128)
    SharedTasks(count: tiles.count, threads: threads).run { _, task in
      let (rows, others) = tiles[task]
      for row in rows {
        let source = centered.pointer + triangle.start(ofRow: row) - row - 1
        for other in max(others.lowerBound, row + 1)..<max(others.upperBound, row + 1) {
          result.pointer[row * items + other] = source[other]
          result.pointer[other * items + row] = source[other]
        }
        if others.contains(row) { result.pointer[row * items + row] = 0 }
      }
    }
    return result
  }
}
