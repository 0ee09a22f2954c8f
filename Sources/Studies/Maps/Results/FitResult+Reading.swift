import CrossModal
import VectorFiles

extension FitResult {
  private enum Key: String, CaseIterable {
    case divergedBatch, divergedEpoch, epochs, health, heldOut, measured, note, overlaps, scores, training
  }

  private static let keys = JSONKeys<Key>()

  /// Reads the JSON of a result; nil if there is none.
  package init?(_ cursor: inout JSONCursor) {
    let bytes = cursor.bytes
    var epochs: Int?
    var diverged: (epoch: Int?, batch: Int?) = (nil, nil)
    var (training, heldOut): (LossCurve?, LossCurve?) = (nil, nil)
    var overlaps: [OverlapRecord]?
    var scores: LossCurve?
    var health: MapHealth?
    var note: String?
    var measured: [MapScore]?
    var expected = 0
    let isWhole = cursor.object { cursor, name in
      guard let key = Self.keys.key(bytes, name, &expected) else { return false }
      switch key {
      case .divergedBatch:
        diverged.batch = cursor.integer()
        return diverged.batch != nil
      case .divergedEpoch:
        diverged.epoch = cursor.integer()
        return diverged.epoch != nil
      case .epochs:
        epochs = cursor.integer()
        return epochs != nil
      case .health:
        health = cursor.value(MapHealth.self)
        return health != nil
      case .measured:
        measured = cursor.value([MapScore].self)
        return measured != nil
      case .note:
        note = cursor.string()
        return note != nil
      case .scores:
        scores = LossCurve(&cursor)
        return scores != nil
      case .heldOut:
        heldOut = LossCurve(&cursor)
        return heldOut != nil
      case .training:
        training = LossCurve(&cursor)
        return training != nil
      case .overlaps:
        var list: [OverlapRecord] = []
        let isList = cursor.array { cursor in
          guard let overlap = OverlapRecord(&cursor) else { return false }
          list.append(overlap)
          return true
        }
        overlaps = list
        return isList
      }
    }
    guard isWhole, let epochs, let training, let heldOut else { return nil }
    self.init(
      training: training, heldOut: heldOut, epochs: epochs, divergedEpoch: diverged.epoch,
      divergedBatch: diverged.batch, overlaps: overlaps, scores: scores, health: health, note: note)
    self.measured = measured
  }
}

extension LossCurve {
  fileprivate init?(_ cursor: inout JSONCursor) {
    guard let losses = cursor.rawString().flatMap({ Base64.numbers(in: cursor.bytes, $0) }) else {
      return nil
    }
    self.init(floats: losses)
  }
}
