/// LAPACK could not finish.
public enum LinearAlgebraError: Error, Equatable, CustomStringConvertible {
  /// An iteration did not converge; `info` is LAPACK's number.
  case noConvergence(routine: String, info: Int, rows: Int, columns: Int)
  /// The matrix holds NaN or infinity at this place.
  case notFinite(routine: String, row: Int, column: Int)
  /// LAPACK, which counts in 32 bits, cannot hold the numbers that it would need for a matrix of this size.
  case tooLarge(routine: String, rows: Int, columns: Int, workspace: Int, allowed: Int)

  /// One line: what failed, on what.
  public var description: String {
    switch self {
    case .noConvergence(let routine, let info, let rows, let columns):
      "\(routine) did not converge on a \(rows)×\(columns) matrix (info \(info))"
    case .notFinite(let routine, let row, let column):
      "\(routine) needs finite numbers; row \(row + 1), column \(column + 1) is not"
    case .tooLarge(let routine, let rows, let columns, let workspace, let allowed):
      "\(routine) of a \(rows)×\(columns) matrix counts to \(workspace); LAPACK's limit is \(allowed): "
        + "take fewer rows or columns"
    }
  }
}
