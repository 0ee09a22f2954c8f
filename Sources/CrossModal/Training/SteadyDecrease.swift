/// Whether a training loss goes down all the time, the sanity rule for a chosen setting.
///
/// The rise of an epoch is its loss over the lowest loss before it, minus one; the loss decreases steadily if no
/// epoch's rise exceeds the tolerance.
package struct SteadyDecrease: Equatable, Sendable {
  /// The largest rise above the lowest loss so far, relative (0.02 = 2 %); 0 if the loss never rose.
  package let worstRise: Double
  /// The epoch (from 1) of ``worstRise``; nil if the loss never rose.
  package let epoch: Int?
  /// Whether no rise exceeds the tolerance.
  package let holds: Bool

  /// The rise that is still called steady: noise of mini-batches, 1 %.
  package static let tolerance = 0.01

  /// Judges a curve of losses. Losses must be finite.
  package init(_ losses: [Double], tolerance: Double = SteadyDecrease.tolerance) {
    var (lowest, worst, place) = (Double.infinity, 0.0, Int?.none)
    for (index, loss) in losses.enumerated() {
      if lowest.isFinite, loss > lowest {
        let rise = lowest > 0 ? loss / lowest - 1 : .infinity
        if rise > worst { (worst, place) = (rise, index + 1) }
      }
      lowest = min(lowest, loss)
    }
    (worstRise, epoch, holds) = (worst, place, worst <= tolerance)
  }
}
