/// Feature steps that cannot be fitted, in one line: which step, what was found, what is allowed.
public enum FeatureStepError: Error, Equatable, CustomStringConvertible, Sendable {
  /// Where a step stands, and what it is.
  public struct Place: Hashable, Sendable, CustomStringConvertible {
    /// Its place, from 1.
    public let number: Int
    /// The step.
    public let step: FeatureStep

    /// "step 2 (pca: 128)".
    public var description: String { "step \(number) (\(step.text))" }
  }

  /// A step finds nothing to do, because an earlier one did it.
  case idle(Place, after: Place)
  /// A step is to give more dimensions than an earlier one leaves.
  case grows(Place, after: Place)
  /// A step of less than one dimension.
  case dimensionless(Place)
  /// There are no rows to fit steps on.
  case noRows
  /// Principal directions beyond those that so many rows of so many columns can have.
  case dimensions(Place, rows: Int, columns: Int)
  /// Whitening of directions in which the training rows do not vary.
  case rank(Place, rank: Int)
  /// A number that is not finite, at a training row and column from 0 of what the step gets.
  case notFinite(Place, row: Int, column: Int)

  /// One line: the step, what was found, what is allowed.
  public var description: String {
    switch self {
    case .idle(let place, let earlier):
      "\(place) finds nothing to do after \(earlier); each step must change what the ones before it made"
    case .grows(let place, let earlier):
      "\(place) follows \(earlier), which leaves \(Self.directions(earlier.step.dimensions ?? 0)); at most as many are possible"
    case .dimensionless(let place): "\(place): must have at least 1 dimension"
    case .noRows: "no training rows to fit feature steps on; at least one is needed"
    case .dimensions(let place, let rows, let columns):
      "\(place) on \(rows) training rows of \(columns) columns; possible are at most \(max(0, min(rows - 1, columns))) "
        + "dimensions, fewer than rows and no more than columns"
    case .rank(let place, let rank):
      "\(place): the training rows vary in \(Self.directions(rank)) only; possible are at most \(rank), or pca"
    case .notFinite(let place, let row, let column):
      "\(place): training row \(row + 1), column \(column + 1) is not finite; expected: finite numbers"
    }
  }

  private static func directions(_ count: Int) -> String {
    count == 1 ? "1 direction" : "\(count) directions"
  }
}
