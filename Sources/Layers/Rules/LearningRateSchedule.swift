import Foundation

/// How the learning rate changes from update to update of a fit.
///
/// The updates are numbered t = 0, 1, …; a fit has T of them, and an epoch u, the last shorter batch counted. What is
/// multiplied with the rate:
public enum LearningRateSchedule: String, CaseIterable, Sendable {
  /// 1.
  case constant
  /// ½ (1 + cos(π t / T)): from 1 down to nearly 0 in the last update, and 0 after that. Loshchilov and Hutter 2017,
  /// without restarts.
  case cosine
  /// 1 / (1 + t / u): half after one epoch, a third after two.
  case inverseTime = "inverse-time"

  /// The rate of an update.
  ///
  /// - Parameters:
  ///   - rate: the rate of the fit; without a schedule it is returned to the bit.
  ///   - update: t, from 0.
  ///   - updates: T; only a cosine needs it.
  ///   - updatesPerEpoch: u, at least 1; only inverse time needs it.
  package func rate(_ rate: Double, update: Int, of updates: Int, updatesPerEpoch: Int) -> Double {
    switch self {
    case .constant: rate
    case .cosine: update < updates ? rate * 0.5 * (1 + cos(.pi * Double(update) / Double(updates))) : 0
    case .inverseTime: rate / (1 + Double(update) / Double(max(1, updatesPerEpoch)))
    }
  }
}
