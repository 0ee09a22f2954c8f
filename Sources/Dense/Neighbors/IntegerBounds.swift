/// How scores of rounded rows compare with exact distances, the same for all rows of a search.
///
/// With steps s the score of item j for row i is s_i s_j ⟨q_i, q_j⟩ + term(j), term(j) = ⟨m, x′_j⟩ for products and −‖x′_j‖²/2
/// for Euclidean distances. Larger is nearer: an exact distance D is the score origin(i) − slope · D. With ρ = ‖x′ − s q‖, what
/// rounding took from a row,
///
///     |⟨x′_i, x′_j⟩ − s_i s_j ⟨q_i, q_j⟩| ≤ ρ_i ‖x′_j‖ + (‖x′_i‖ + ρ_i) ρ_j,
///
/// whatever the data (Cauchy-Schwarz); the sums of whole numbers are exact. The first part, with the longest item, is the
/// row's error, the second, with the longest row, the item's, and terms are raised by it (as in ``PreparedRows``). Roundings
/// of steps, terms, scores and exact distances are added to the row's error.
struct IntegerBounds {
  /// No ‖x′‖ of an item, and no ‖x′‖ + ρ of a row is longer.
  let longestItem, longestRow: Double
  /// Of exact distances.
  let slope: Double
  /// What all roundings in Float and Double add to a score's error.
  let rounding: Double
  private let metric: Metric
  private let centerSquare: Double

  /// The bounds for rows and items whose longest ones are given: ‖x′‖ + ρ of rows and items, ‖x′‖ of items.
  init(longestRow: Double, longestItem: Double, columns: Int, frame: IntegerFrame) {
    metric = frame.metric
    (self.longestRow, self.longestItem) = (longestRow * (1 + 0x1p-30), longestItem * (1 + 0x1p-30))
    let center = SampledCenter.norm(frame.center)
    centerSquare = center * center
    switch metric {
    case .cosine: slope = 1
    case .euclidean: slope = frame.scale * frame.scale / 2
    case .innerProduct: slope = frame.scale * frame.scale
    }
    // No prepared row x · scale is longer; what its parts lose to rounding in Double goes with these.
    let (rowReach, itemReach) = (longestRow + center, longestItem + center)
    let reach = (rowReach + itemReach) * (rowReach + itemReach) + (metric == .cosine ? 1 : 0)
    let term = metric == .euclidean ? longestItem * longestItem : longestItem * center
    rounding =
      (longestRow * longestItem + term) * 0x1p-19 + reach * Double(columns + 64) * 0x1p-49 + 0x1p-100
  }

  /// A row's error.
  func rowError(residual: Double) -> Double { residual * longestItem * (1 + 0x1p-30) + rounding }

  /// An item's error.
  func itemError(residual: Double) -> Double { residual * longestRow * (1 + 0x1p-30) }

  /// What is added to a product with an item, without its error.
  func term(linear: Double, length: Double) -> Double {
    metric == .euclidean ? -length * length / 2 : linear
  }

  /// The score of distance 0 for a row, where the others have origin − slope · distance.
  func origin(linear: Double, length: Double) -> Double {
    switch metric {
    case .cosine: 1 - centerSquare - linear
    case .euclidean: length * length / 2
    case .innerProduct: -centerSquare - linear
    }
  }
}
