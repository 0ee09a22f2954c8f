import Dense

/// A step that is applied to vectors: its numbers come from training rows, or from a map's own solution.
public enum FittedStep: Equatable, Sendable {
  /// z = (x − shift) ∘ factor, element by element: a centering or standardization.
  case scaling(shift: [Double], factor: [Double])
  /// z = (x − shift) · matrix, with a matrix of as many rows as x has numbers: principal components, whitening, or the side
  /// of a canonical correlation.
  case projection(shift: [Double], matrix: Matrix<Double>)
  /// z = x / ‖x‖; a zero row stays as it is.
  case unitLength

  /// Dimension of the vectors that the step is for; nil for a step to unit length, which is for all.
  public var inputs: Int? {
    switch self {
    case .scaling(let shift, _), .projection(let shift, _): shift.count
    case .unitLength: nil
    }
  }

  /// Dimension of z for vectors of `columns` numbers.
  public func outputs(inputs columns: Int) -> Int {
    if case .projection(_, let matrix) = self { matrix.columns } else { columns }
  }
}

extension Array where Element == FittedStep {
  /// Dimension of the vectors that the steps are for; nil for steps that are for all.
  public var inputs: Int? { lazy.compactMap(\.inputs).first }

  /// Dimension of what the steps make of vectors of `columns` numbers.
  public func outputs(inputs columns: Int) -> Int { reduce(columns) { $1.outputs(inputs: $0) } }
}
