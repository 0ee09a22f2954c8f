/// How the vectors of a text's tokens become one.
package enum TokenPooling: Hashable, Sendable {
  /// Their mean.
  case mean
  /// The vector of the first token, [CLS].
  case first
  /// The largest number of each dimension.
  case largest
}
