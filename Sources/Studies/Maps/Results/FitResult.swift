import CrossModal
import Dense

/// What is kept of one fit.
package struct FitResult: UnitResult, Decodable, Hashable {
  /// Training loss by epoch.
  package var training: LossCurve
  /// Held-out loss by epoch.
  package var heldOut: LossCurve
  /// Number of epochs that were to be trained.
  package var epochs: Int
  /// For a diverged fit: the epoch, from 1.
  package var divergedEpoch: Int?
  /// For a diverged fit: the batch, from 1; 0 for the end of the epoch.
  package var divergedBatch: Int?
  /// For a finished final fit: what was measured.
  package var overlaps: [OverlapRecord]?
  /// For a fit of the search whose settings are not compared by loss: the score by epoch.
  package var scores: LossCurve?
  /// For a finished final fit: whether its outputs can tell anything.
  package var health: MapHealth?
  /// For a solved map: what its solution had to do, as a sentence.
  package var note: String?
  /// For a finished final fit: what the configuration asks for besides the overlaps; nil where it asks for nothing.
  package var measured: [MapScore]?

  /// What a training left behind.
  package init(
    _ history: TrainingHistory, epochs: Int, overlaps: [OverlapRecord]? = nil, health: MapHealth? = nil,
    note: String? = nil
  ) {
    self.init(
      training: LossCurve(history.training), heldOut: LossCurve(history.heldOut), epochs: epochs,
      overlaps: overlaps, scores: history.scores.isEmpty ? nil : LossCurve(history.scores), health: health,
      note: note)
    if case .diverged(let epoch, let batch) = history.outcome {
      (divergedEpoch, divergedBatch) = (epoch, batch)
    }
  }

  /// A result of these parts.
  package init(
    training: LossCurve, heldOut: LossCurve, epochs: Int, divergedEpoch: Int? = nil,
    divergedBatch: Int? = nil, overlaps: [OverlapRecord]? = nil, scores: LossCurve? = nil,
    health: MapHealth? = nil, note: String? = nil
  ) {
    (self.scores, self.health, self.note) = (scores, health, note)
    (self.training, self.heldOut, self.epochs) = (training, heldOut, epochs)
    (self.divergedEpoch, self.divergedBatch, self.overlaps) = (divergedEpoch, divergedBatch, overlaps)
  }

  /// Whether all is equal but measures that only one of the two has.
  package func agrees(with other: FitResult) -> Bool {
    func shared(_ mine: FitResult, _ theirs: FitResult) -> FitResult {
      var result = mine
      for place in mine.overlaps?.indices ?? 0..<0 {
        let known = theirs.overlaps.flatMap { $0.indices.contains(place) ? $0[place].further : nil } ?? [:]
        let further = mine.overlaps?[place].further?.filter { known[$0.key] != nil } ?? [:]
        result.overlaps?[place].further = further.isEmpty ? nil : further
      }
      if theirs.scores == nil { result.scores = nil }
      if theirs.health == nil { result.health = nil }
      if theirs.note == nil { result.note = nil }
      if theirs.measured == nil { result.measured = nil }
      return result
    }
    return shared(self, other) == shared(other, self)
  }

  /// Where a diverged fit came to an end.
  package var explanation: String? {
    guard let epoch = divergedEpoch, let batch = divergedBatch else { return nil }
    return batch == 0 ? "not finite after epoch \(epoch)" : "not finite in epoch \(epoch), batch \(batch)"
  }
}

/// What a journal says of one fit.
package typealias FitRecord = UnitRecord<FitResult>

extension UnitRecord where Result == FitResult {
  /// Training loss by epoch; empty for a failed fit.
  package var training: LossCurve { result?.training ?? LossCurve([]) }
  /// Held-out loss by epoch; empty for a failed fit.
  package var heldOut: LossCurve { result?.heldOut ?? LossCurve([]) }
  /// For a finished final fit: what was measured.
  package var overlaps: [OverlapRecord]? { result?.overlaps }
}
