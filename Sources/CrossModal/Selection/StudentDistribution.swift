import Foundation

/// Student's distribution.
package enum StudentDistribution {
  /// The probability of a value at least as far from 0 as `t`, on either side: I_x(ν/2, 1/2) with x = ν/(ν + t²).
  /// 1 for 0, 0 for an infinite `t`; right to 1e-12.
  package static func twoSided(_ t: Double, degreesOfFreedom: Double) -> Double {
    precondition(degreesOfFreedom > 0, "Student's distribution with \(degreesOfFreedom) degrees of freedom")
    guard t.isFinite else { return t.isNaN ? .nan : 0 }
    return incompleteBeta(
      degreesOfFreedom / (degreesOfFreedom + t * t), rest: t * t / (degreesOfFreedom + t * t),
      degreesOfFreedom / 2, 0.5)
  }

  /// The regularized incomplete beta function I_x(a, b), `rest` = 1 − x given apart so that it keeps its digits.
  private static func incompleteBeta(_ x: Double, rest: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if rest <= 0 { return 1 }
    let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(rest))
    // The fraction converges fast on this side of the mean; the other side is its mirror image.
    return x < (a + 1) / (a + b + 2)
      ? front * fraction(x, a, b) / a : 1 - front * fraction(rest, b, a) / b
  }

  // The continued fraction of the incomplete beta function by Lentz's method (Press et al., Numerical Recipes, 6.4).
  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let least = 1e-300
    func kept(_ value: Double) -> Double { abs(value) < least ? least : value }
    var numerator = 1.0
    var denominator = 1 / kept(1 - (a + b) * x / (a + 1))
    var result = denominator
    for step in 1...10_000 {
      let m = Double(step)
      for term in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        denominator = 1 / kept(1 + term * denominator)
        numerator = kept(1 + term / numerator)
        result *= denominator * numerator
      }
      if abs(denominator * numerator - 1) < 1e-16 { break }
    }
    return result
  }
}
