import CrossModal
import Messages

extension SteadyDecrease {
  /// What steady means.
  package static let definition =
    "Whether the training loss went down all the time: no epoch’s loss lies more than "
    + "\(format(100 * tolerance, 0)) % above the least loss before it."

  /// What the worst rise means.
  package static let riseDefinition =
    "The largest rise of the training loss above the least loss before it; 0 if it never rose. Smaller is steadier."
}
