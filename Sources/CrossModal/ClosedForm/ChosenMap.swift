import Dense

/// A solved map with the penalties that it was solved with, chosen where there were several.
package struct ChosenMap: Sendable {
  /// The map.
  package let solution: ClosedFormMap
  /// The penalty, or one for each target column; none for a family without.
  package let penalties: [Double]
  /// Whether they were chosen by the leave-one-out error.
  package let isChosen: Bool

  /// Solves the map of a family on some rows of inputs (n×p) and targets (n×q): what `crossmodal train` and
  /// `crossmodal_map_fit` do. Cost: ``RidgePath``, ``ClosedFormSolver``.
  /// - Parameters:
  ///   - penalties: of several, ridge takes the one of least leave-one-out error; none: 1, or the usual ones where a penalty
  ///     for each target is chosen.
  ///   - isPerTarget: with ridge, a penalty for each target column.
  ///   - rank: nil for the largest.
  ///   - stream: the random numbers of the family `random`.
  /// - Throws: ``ClosedFormError``, ``LinearAlgebraError``.
  package init(
    _ family: ClosedFormFamily, x: MatrixView<Float>, y: MatrixView<Float>, rows: [Int32],
    penalties: [Double], isPerTarget: Bool, rank: Int?, stream: StreamKey
  ) throws {
    isChosen = family == .ridge && (isPerTarget || penalties.count > 1)
    guard isChosen else {
      let solver = try ClosedFormSolver(family, x: x, y: y, rows: rows, stream: stream)
      let penalty = penalties.first ?? 1
      solution = try solver.solve(penalty: penalty, rank: rank)
      self.penalties = family.usesPenalty ? [penalty] : []
      return
    }
    let places = rows.map(Int.init)
    let path = try RidgePath(
      x: Matrix(x, selecting: places), y: Matrix(y, selecting: places))
    let candidates = penalties.isEmpty ? Grid.usualPenalties : penalties
    if isPerTarget {
      self.penalties = try path.bestPenalties(of: candidates)
      solution = ClosedFormMap(map: try path.map(penalties: self.penalties))
    } else {
      let best = try path.bestPenalty(of: candidates)
      self.penalties = [best]
      solution = ClosedFormMap(map: try path.map(penalty: best), notes: try path.notes(penalty: best))
    }
  }
}
