/// A map that was solved, with what belongs to it.
public struct ClosedFormMap: Sendable {
  /// f(x) = x · W + b.
  public let map: AffineMap
  /// The step that brings a target into the space of f(x); only a canonical correlation has one.
  public let targetStep: FittedStep?
  /// What its rows lacked, one sentence each, as "rank 12 of 64 columns: least-norm solution".
  public let notes: [String]

  /// A map of these parts.
  public init(map: AffineMap, targetStep: FittedStep? = nil, notes: [String] = []) {
    (self.map, self.targetStep, self.notes) = (map, targetStep, notes)
  }
}
