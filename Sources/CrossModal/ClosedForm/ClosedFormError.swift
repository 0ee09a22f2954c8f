/// What keeps a map from being solved, in one line: what was found, and what is allowed.
public enum ClosedFormError: Error, Equatable, CustomStringConvertible {
  /// A penalty that is negative or not finite.
  case penalty(Double)
  /// A rank outside 1 … min(inputs, outputs).
  case rank(Int, inputs: Int, outputs: Int)
  /// Fewer rows than what is asked for needs.
  case rows(Int, needed: Int, purpose: String)
  /// A number that is NaN or infinite; `row` and `column` count from 0, `side` is "inputs" or "targets".
  case notFinite(side: String, row: Int, column: Int)

  /// One line: what was found, what is allowed.
  public var description: String {
    switch self {
    case .penalty(let found): "penalty \(found): must be a finite number, at least 0"
    case .rank(let found, let inputs, let outputs):
      "rank \(found) of a map from \(inputs) to \(outputs) dimensions: must be from 1 to \(min(inputs, outputs))"
    case .rows(let found, let needed, let purpose):
      "\(found) \(found == 1 ? "row" : "rows"): \(purpose) needs at least \(needed)"
    case .notFinite(let side, let row, let column):
      "\(side), row \(row + 1), column \(column + 1): not finite; expected: numbers that squares can be summed of"
    }
  }

  /// Refuses a penalty that is negative or not finite.
  static func check(penalty: Double) throws {
    guard penalty >= 0, penalty.isFinite else { throw ClosedFormError.penalty(penalty) }
  }

  /// Refuses a rank outside 1 … min(inputs, outputs).
  static func check(rank: Int, inputs: Int, outputs: Int) throws {
    guard rank >= 1, rank <= min(inputs, outputs) else {
      throw ClosedFormError.rank(rank, inputs: inputs, outputs: outputs)
    }
  }
}
