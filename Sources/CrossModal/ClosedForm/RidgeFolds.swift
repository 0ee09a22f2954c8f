import Dense
import Synchronization

/// The errors of ridge maps over folds: for every penalty, rows that are held out are predicted by the map of all others.
///
/// Each fold centers on its own training rows. XᵀX of all rows is made once and each fold's rows are taken off it; one
/// decomposition a fold then gives all penalties. With one error for all targets a penalty costs p² a fold and no
/// prediction: ‖Z diag(g) R − Y‖² = ‖Y‖² − 2 Σⱼ gⱼ (R ∘ ZᵀY)ⱼ + gᵀ (ZᵀZ ∘ R Rᵀ) g, with held-out rows Z = (X − x̄) V. Where that
/// difference is too small to be sure of, where there are fewer training rows than columns, or where a penalty is so small
/// that the singular values of X are needed, the held-out rows are predicted.
public struct RidgeFolds: Sendable {
  let x: CenteredRows
  let y: CenteredRows
  /// The held-out rows of each fold.
  public let heldOut: [[Int32]]

  /// Prepares row-aligned inputs (n×p) and targets (n×q); no row may be held out twice.
  /// - Throws: ``ClosedFormError`` for a number that is not finite, or a fold that holds nothing or leaves nothing.
  public init(x: some RowMajor<Double>, y: some RowMajor<Double>, heldOut: [[Int32]]) throws {
    try self.init(x.view, y.view, heldOut)
  }

  /// Prepares row-aligned inputs (n×p) and targets (n×q), read in Double.
  /// - Throws: as for Double.
  public init(x: some RowMajor<Float>, y: some RowMajor<Float>, heldOut: [[Int32]]) throws {
    try self.init(x.view, y.view, heldOut)
  }

  private init<Scalar: MatrixScalar>(
    _ x: MatrixView<Scalar>, _ y: MatrixView<Scalar>, _ heldOut: [[Int32]]
  ) throws {
    precondition(
      x.rows == y.rows, "inputs \(x.rows)×\(x.columns), targets \(y.rows)×\(y.columns): row counts differ")
    var isUsed = [Bool](repeating: false, count: x.rows)
    for row in heldOut.joined() {
      precondition(
        row >= 0 && Int(row) < x.rows && !isUsed[Int(row)], "row \(row) of \(x.rows), or held out twice")
      isUsed[Int(row)] = true
    }
    for fold in heldOut {
      guard !fold.isEmpty else { throw ClosedFormError.rows(0, needed: 1, purpose: "a fold") }
      guard fold.count < x.rows else { throw ClosedFormError.rows(0, needed: 1, purpose: "training") }
    }
    self.x = try CenteredRows(x, side: "inputs")
    self.y = try CenteredRows(y, side: "targets")
    self.heldOut = heldOut
  }

  /// The squared error per element, fold × penalty: the sum over a fold's held-out rows and all targets, divided by their
  /// number.
  ///
  /// Cost: n p² for all folds; 9 p³ + 2 h p (p + q) + 3 p² q for a fold with h rows; p² for a penalty of a fold. `threads` take
  /// folds side by side; the numbers do not depend on them. Routines: `dsyrk`, `dgemm`, `dsyevd`.
  /// - Throws: ``ClosedFormError`` for a penalty that is negative or not finite; ``LinearAlgebraError``.
  public func errors(penalties: [Double], threads: Int = 1) throws -> Matrix<Double> {
    let folds = try run(penalties, threads: threads) { fold, basis in
      fold.quickErrors(penalties, basis)
    } slow: { fold, path in
      try fold.targetErrors(penalties, path).map { $0.reduce(0, +) / Double($0.count) }
    }
    return Matrix(rows: heldOut.count, columns: penalties.count) { folds[$0][$1] }
  }

  /// The mean squared error of each target column on each fold's held-out rows: one matrix a fold, penalties × targets.
  ///
  /// Cost besides that of ``errors(penalties:threads:)``: 2 h p q for each penalty of a fold.
  /// - Throws: as ``errors(penalties:threads:)``.
  public func targetErrors(penalties: [Double], threads: Int = 1) throws -> [Matrix<Double>] {
    let folds = try run(penalties, threads: threads) { fold, basis in
      fold.targetErrors(penalties, basis)
    } slow: { fold, path in
      try fold.targetErrors(penalties, path)
    }
    return folds.map { Matrix($0) }
  }

  /// The squared error per element over all held-out rows, one number for each penalty.
  /// - Throws: as ``errors(penalties:threads:)``.
  public func meanErrors(penalties: [Double], threads: Int = 1) throws -> [Double] {
    let errors = try errors(penalties: penalties, threads: threads)
    let rows = Double(heldOut.reduce(0) { $0 + $1.count })
    return penalties.indices.map { place in
      heldOut.indices.reduce(0) { $0 + errors[$1, place] * Double(heldOut[$1].count) } / rows
    }
  }

  // Folds by their own decomposition of XᵀX where that serves all penalties, else by the path of their training rows.
  private func run<Result: Sendable>(
    _ penalties: [Double], threads: Int, quick: @Sendable (RidgeFold, RidgeBasis) -> Result,
    slow: @Sendable (RidgeFold, RidgePath) throws -> Result
  ) throws -> [Result] {
    for penalty in penalties { try ClosedFormError.check(penalty: penalty) }
    let smallest = penalties.min() ?? 0
    let isQuick = smallest > 0 && heldOut.allSatisfy { x.rows - $0.count >= x.columns }
    let all =
      isQuick
      ? (
        squares: Matrix(gramOfColumnsOf: x.matrix, threads: threads),
        cross: product(x.matrix, y.matrix, transposingFirst: true)
      ) : nil
    return try inOrder(heldOut.count, threads: threads) { index in
      let fold = RidgeFold(x, y, heldOut[index])
      if let all, let sums = fold.trainingSums(squares: all.squares, cross: all.cross) {
        let basis = try RidgeBasis(covariance: sums.squares, cross: sums.cross)
        if smallest > RidgePath.smallestShare * basis.largestSquare { return quick(fold, basis) }
      }
      return try slow(fold, RidgePath(x.matrix.view, y.matrix.view, rows: fold.trainingRows))
    }
  }
}

/// The results of numbered tasks, in their order, made by several threads.
private func inOrder<Result: Sendable>(
  _ count: Int, threads: Int, _ body: @Sendable (Int) throws -> Result
) throws -> [Result] {
  let results = Mutex<[Int: Swift.Result<Result, any Error>]>([:])
  SharedTasks(count: count, threads: threads).run { _, task in
    let result = Swift.Result { try body(task) }
    results.withLock { $0[task] = result }
  }
  return try (0..<count).map { task in
    guard let result = results.withLock({ $0[task] }) else { preconditionFailure("task \(task) did not run") }
    return try result.get()
  }
}
