/// What training an encoder went through.
public struct TextEncoderHistory: Equatable, Sendable {
  /// Mean loss of the batches of each epoch, before their updates.
  public var training: [Double] = []
  /// Mean loss of the held-out rows after each epoch; empty without such rows.
  public var heldOut: [Double] = []
  /// The epoch, from 1, whose weights were kept: that of the least held-out loss, else the last. 0: none was finished.
  public var best = 0
  /// The epoch in which a loss was not finite; nil if all were.
  public var divergedIn: Int?
}
