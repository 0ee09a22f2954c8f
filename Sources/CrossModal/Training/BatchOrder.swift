import Dense
import Synchronization

/// The order in which the training rows are visited, epoch by epoch.
///
/// Keyed by (seed, data set, fold or run, epoch) alone, so that all cells and settings of a fold see the same order. It
/// is made once per epoch and kept: the settings of a fold share one object, also those that train side by side.
public final class BatchOrder: Sendable {
  let rows: [Int32]
  private let key: StreamKey?
  private let made = Mutex<[[Int32]]>([])
  private let keptEpochs: Int

  /// Reshuffles `rows` in every epoch; `key` nil visits them as they are.
  public init(rows: [Int32], key: StreamKey?) {
    self.rows = rows
    self.key = key
    // At most 32 MB are kept; later epochs are shuffled anew when they are asked for.
    keptEpochs = 8_000_000 / max(1, rows.count)
  }

  /// The rows as they were given.
  package var trainingRows: [Int32] { rows }

  /// Number of rows.
  public var count: Int { rows.count }

  /// Makes the orders of the first epochs now rather than when they are asked for.
  public func prepare(epochs: Int) {
    if epochs > 0 { _ = order(epoch: epochs - 1) }
  }

  /// The order of an epoch, counted from 0.
  func order(epoch: Int) -> [Int32] {
    guard key != nil else { return rows }
    let kept = made.withLock { made in
      while made.count < min(epoch + 1, keptEpochs) { made.append(shuffled(made.count)) }
      return epoch < made.count ? made[epoch] : nil
    }
    return kept ?? shuffled(epoch)
  }

  private func shuffled(_ epoch: Int) -> [Int32] {
    guard let key else { return rows }
    var stream = RandomStream(key.adding(epoch))
    var order = rows
    stream.shuffle(&order)
    return order
  }
}
