/// LAPACK could not finish.
public enum LinearAlgebraError: Error, Equatable, CustomStringConvertible {
  /// An iteration did not converge; `info` is LAPACK's number.
  case noConvergence(routine: String, info: Int, rows: Int, columns: Int)
  /// The matrix holds NaN or infinity at this place.
  case notFinite(routine: String, row: Int, column: Int)

  /// One line: what failed, on what.
  public var description: String {
    switch self {
    case .noConvergence(let routine, let info, let rows, let columns):
      "\(routine) did not converge on a \(rows)×\(columns) matrix (info \(info))"
    case .notFinite(let routine, let row, let column):
      "\(routine) needs finite numbers; row \(row + 1), column \(column + 1) is not"
    }
  }
}
