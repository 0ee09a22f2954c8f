import CrossModal
import Foundation
import Messages

/// What happens while inputs are taken in: what readers decided, what feature sets are like, and how those of texts are made.
package enum EncodingEvent: Sendable {
  /// What a reader decided for the person, one line.
  case note(String)
  /// The training begins.
  case begun(set: String, counts: TextEncoderFit.Counts)
  /// An epoch is done; `isKept` if an earlier run did it, after whose last epoch the training goes on.
  case epoch(set: String, number: Int, most: Int, loss: Double, heldOut: Double?, isKept: Bool)
  /// A sentence encoder begins with the texts.
  case encoding(set: String, texts: Int)
  /// The features are there; `isKept` if an earlier attempt had made them.
  case done(set: String, how: String, isKept: Bool)
  /// A set is taken in, and some of its rows leave neighbors to the row order.
  case tied(set: String, text: String)

  /// One line for people.
  package var text: String {
    switch self {
    case .note(let text): text
    case .begun(let set, let counts):
      "text features \(set): an encoder learns from \(counts.trainingTexts) of \(counts.texts) texts, "
        + "\(counts.vocabulary) words known, \(counts.wordsRead) of \(counts.words) words read, \(counts.emptyTexts) texts "
        + "empty (zero features), \(counts.labels) labels"
    case .epoch(let set, let number, let most, let loss, let heldOut, let isKept):
      "text features \(set): epoch \(number) of at most \(most), loss \(format(loss, 4))"
        + (heldOut.map { ", held out \(format($0, 4))" } ?? "")
        + (isKept ? " (kept from an earlier run)" : "")
    case .encoding(let set, let count): "text features \(set): a sentence encoder reads \(count) texts"
    case .done(let set, let how, let isKept):
      "text features \(set): \(how)\(isKept ? " (kept from an earlier run)" : "")"
    case .tied(let set, let text): "\(set): \(text)"
    }
  }
}

extension MapInputs.SentenceEncoding {
  /// What became of the texts, on one line.
  package var text: String {
    let remarks = [(cut, "cut at \(longest) tokens"), (empty, "without a word")].filter { $0.0 > 0 }
    return "\(texts) texts by the sentence encoder \(model) (weights \(weights.prefix(12)))"
      + remarks.map { ", \($0.0) \($0.1)" }.joined()
  }
}

extension MapInputs.Encoding {
  /// How the training went, on one line.
  package var text: String { "\(training), \(check)" }

  /// Epochs, on one line. Training is deterministic: the same inputs give the same bits with the same kernels.
  package var training: String { "deterministic biGRU, epoch \(bestEpoch) of \(epochs)" }

  /// Mean average precision before and after training, on one line.
  package var check: String {
    func values(_ value: (MapInputs.Precision) -> Double?) -> String {
      precision.map { value($0).map { format($0, 3) } ?? "-" }.joined(separator: " → ")
    }
    let isSplit = precision.contains { $0.others != nil }
    return "mAP \(isSplit ? "training " : "")\(values(\.training))"
      + (isSplit ? ", test \(values(\.others))" : "")
  }
}
