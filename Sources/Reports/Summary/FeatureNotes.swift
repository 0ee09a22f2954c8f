import CrossModal
import Messages
import Studies

/// What a reader must know of the vectors of a study: the steps that were fitted in it, and what its configuration says of
/// them.
enum FeatureNotes {
  /// A sentence for each feature set of which there is something to say.
  static func lines(_ dataset: DatasetConfiguration) -> [String] {
    lines(dataset.image, dataset.sides.first) + lines(dataset.text, dataset.sides.second)
  }

  private static func lines(_ sets: [FeatureSet], _ side: String) -> [String] {
    sets.compactMap { set in
      let steps = set.steps.map(\.text).joined(separator: ", ")
      let parts = [
        set.note, steps.isEmpty ? nil : "\(steps), fitted on the training rows of each map alone",
      ].compactMap { $0 }
      return parts.isEmpty ? nil : "\(side)/\(set.name): \(parts.joined(separator: "; "))."
    }
  }
}
