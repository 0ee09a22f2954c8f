/// What an experiment keeps of one unit: the part of a record that only the experiment understands.
///
/// Encoded as JSON into a journal and read back from it. Two runs of a unit must give equal results.
package protocol UnitResult: Encodable, Equatable, Sendable {
  /// Reads the JSON at which a cursor stands; nil if it is not that of a result.
  init?(_ cursor: inout JSONCursor)
  /// Whether two results of one unit tell the same as far as both tell it: a later version may measure more.
  func agrees(with other: Self) -> Bool
  /// Why a unit came to nothing, in words, where that follows from the result; nil otherwise.
  var explanation: String? { get }
}

extension UnitResult {
  /// Whether they are equal.
  package func agrees(with other: Self) -> Bool { self == other }
  /// Nothing to explain.
  package var explanation: String? { nil }
}

/// How a unit ended.
package enum UnitState: String, Codable, Sendable, CaseIterable {
  /// All was done.
  case finished
  /// A number became infinite or NaN.
  case diverged
  /// Given up, for a stated reason.
  case failed
}

/// What the run of a unit came to.
package struct UnitOutcome<Result: UnitResult>: Sendable {
  /// How it ended.
  package var state: UnitState
  /// For a failed unit: why.
  package var reason: String?
  /// What is kept; nil where there is nothing.
  package var result: Result?

  /// An outcome.
  package init(_ state: UnitState, reason: String? = nil, result: Result? = nil) {
    (self.state, self.reason, self.result) = (state, reason, result)
  }
}
