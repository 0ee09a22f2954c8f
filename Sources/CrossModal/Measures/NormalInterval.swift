/// The interval of 95 % of a normal distribution.
package enum NormalInterval {
  /// Standard errors to each side; 97.5 % of a normal distribution lie below.
  package static let quantile = 1.959964
}
