/// How scores of whole numbers compare with exact distances, the same for all rows of a search.
///
/// With steps s of the rows and t of the items, all in units of s t: the score of item j for row i is ⟨q_i, q_j⟩ + term(j),
/// term(j) = ⟨m, x′_j⟩ for products and −‖x′_j‖²/2 for Euclidean distances. Larger is nearer: an exact distance D is the score
/// origin(i) − slope · D. With ρ the norm of what rounding took from a row,
///
///     |⟨x′_i, x′_j⟩ − ⟨q_i, q_j⟩| ≤ ρ_i ‖x′_j‖ + (‖x′_i‖ + ρ_i) ρ_j,
///
/// whatever the data (Cauchy-Schwarz); the sums of whole numbers are exact. The first part, with the longest item, is the
/// row's error, the second, with the longest row, the item's, and terms are raised by it (as in ``PreparedRows``). Rounding
/// of terms, scores and exact distances is added to the row's error.
struct IntegerBounds {
  /// 1 / s and 1 / t.
  let rowInverse, itemInverse: Double
  /// In units of s and t: no row and no item is longer.
  let longestRow, longestItem: Double
  /// Of exact distances.
  let slope: Double
  /// What all roundings in Float and Double add to a score's error.
  let rounding: Double
  private let metric: Metric
  private let centerSquare: Double

  /// The bounds for rows and items of the given extents.
  init(rows: IntegerExtent, items: IntegerExtent, frame: IntegerFrame, width: IntegerWidth) {
    metric = frame.metric
    rowInverse = rows.inverseStep(width)
    itemInverse = items.inverseStep(width)
    let slack = 1 + 0x1p-30
    longestRow = rows.longest * rowInverse * slack
    longestItem = items.longest * itemInverse * slack
    let center = SampledCenter.norm(frame.center)
    centerSquare = center * center
    let unit = rowInverse * itemInverse
    switch metric {
    case .cosine: slope = unit
    case .euclidean: slope = frame.scale * frame.scale * unit / 2
    case .innerProduct: slope = frame.scale * frame.scale * unit
    }
    // No prepared row x · scale is longer; what its parts may lose to rounding in Double goes with these.
    let rowReach = rows.longest + center
    let itemReach = items.longest + center
    let largest = (rowReach + itemReach) * (rowReach + itemReach) * unit
    let scores = longestRow * longestItem + itemReach * itemReach * unit
    rounding =
      scores * 0x1p-19 + largest * Double(items.columns + 64) * 0x1p-49
      + (metric == .cosine ? unit * Double(items.columns + 64) * 0x1p-49 : 0)
  }

  /// Whether errors and scores are numbers that Float holds.
  var isUsable: Bool {
    rounding.isFinite && slope.isFinite && slope > 0 && rounding < 1e30 && longestRow * longestItem < 1e30
      && longestRow.isFinite && longestItem.isFinite
  }

  /// A row's error.
  func rowError(residual: Double) -> Double {
    residual * longestItem * (1 + 0x1p-30) + rounding
  }

  /// An item's error, with the longest row as it was rounded.
  func itemError(residual: Double, columns: Int) -> Double {
    residual * (longestRow + Double(columns).squareRoot() / 2) * (1 + 0x1p-30)
  }

  /// What is added to a product with an item, without its error.
  func term(linear: Double, length: Double) -> Double {
    metric == .euclidean ? -length * length / 2 * (rowInverse / itemInverse) : linear * rowInverse
  }

  /// The score of distance 0 for a row, where the others have origin − slope · distance.
  func origin(linear: Double, length: Double) -> Double {
    switch metric {
    case .cosine: (1 - centerSquare) * slope - linear * itemInverse
    case .euclidean: length * length / 2 * (itemInverse / rowInverse)
    case .innerProduct: -centerSquare * rowInverse * itemInverse - linear * itemInverse
    }
  }
}
