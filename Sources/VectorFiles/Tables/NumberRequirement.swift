/// What the numbers of a text table must be.
package enum NumberRequirement: Hashable, Sendable {
  /// Finite in Float.
  case finite
  /// Held by Float as they are or rounded: neither infinite nor zero where the text is not. NaN and infinity are held.
  case held
  /// Anything: what Float does not hold becomes infinite or zero.
  case any
}
