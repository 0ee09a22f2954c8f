/// The 95 % interval of a share whose variance is known from an estimate: Wilson's score interval with the number of
/// independent trials that would vary as much.
///
///     m = p (1 − p) / V,   (p + t²/2m ± t √(V + t²/4m²)) / (1 + t²/m)
///
/// It is not symmetric: where a share is small, so is what is estimated of its spread when it falls out too small.
/// Wilson 1927; with the effective number for surveys, Korn and Graubard 1998, Kott and Liu 2009. t is Student's 97.5 %
/// quantile with the degrees of freedom of V. Within 0…1.
package enum ScoreInterval {
  /// The interval of the share p; p alone where V is 0, or p is 0 or 1.
  package static func interval(_ share: Double, variance: Double, degreesOfFreedom: Double)
    -> ClosedRange<Double>
  {
    let spread = share * (1 - share)
    guard variance > 0, spread > 0 else { return share...share }
    let t = studentQuantile(degreesOfFreedom)
    let trials = spread / variance
    let center = share + t * t / (2 * trials)
    let half = t * (variance + t * t / (4 * trials * trials)).squareRoot()
    let scale = 1 + t * t / trials
    return max(0, (center - half) / scale)...min(1, (center + half) / scale)
  }

  /// The 97.5 % quantile of Student's distribution, by the expansion of Cornish and Fisher in 1/ν (Abramowitz and Stegun
  /// 26.7.5): right to 0.002 from 6 degrees of freedom on.
  package static func studentQuantile(_ degreesOfFreedom: Double) -> Double {
    let z = NormalInterval.quantile
    let (nu, z2) = (degreesOfFreedom, z * z)
    let first = z * (z2 + 1) / 4
    let second = z * ((5 * z2 + 16) * z2 + 3) / 96
    let third = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384
    return z + first / nu + second / (nu * nu) + third / (nu * nu * nu)
  }
}
