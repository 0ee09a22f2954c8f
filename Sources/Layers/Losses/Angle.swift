import Dense

/// The angle between a prediction p and a target t, and the gradient of 1 − cos with respect to p, which is
/// `slopeOther` · t + `slopeSelf` · p. Norms are guarded from below by 1e-6.
struct Angle {
  let cosine, slopeOther, slopeSelf: Double
  private static let guardedNorm = 1e-6

  /// The angle between vectors of `count` numbers.
  init<Scalar: LayerScalar>(_ p: UnsafePointer<Scalar>, _ t: UnsafePointer<Scalar>, _ count: Int) {
    let guardedNorm = Self.guardedNorm
    let norm = Scalar.dot(p, p, count: count).squareRoot()
    let (normP, normT) = (
      max(norm, guardedNorm), max(Scalar.dot(t, t, count: count).squareRoot(), guardedNorm)
    )
    cosine = Scalar.dot(p, t, count: count) / (normP * normT)
    slopeOther = -1 / (normP * normT)
    // Below the guard the norm is a constant, so the second term vanishes.
    slopeSelf = norm > guardedNorm ? cosine / (normP * normP) : 0
  }
}
