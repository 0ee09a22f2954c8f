import CrossModal

/// What must be known of the scores of many pairs, such as why some are missing: a sentence for each measure and reason, with
/// the pairs that it is true of.
package enum ScoreNotes {
  // Pairs that are named; the rest are counted.
  private static let named = 3

  /// The sentences, by measures; without hubs, which are those of one space.
  package static func sentences(_ compared: ComparedPairs, label: (Int) -> String) -> [String] {
    var known: [(text: String, pairs: [String])] = []
    for pair in compared.pairs {
      for score in pair.scores where score.measure.group != .hubs {
        guard let note = score.note else { continue }
        let text = "\(ScoreRow.name(score.measure, k: score.k)): \(note)"
        let words = "\(label(pair.first)) with \(label(pair.second))"
        if let place = known.firstIndex(where: { $0.text == text }) {
          known[place].pairs.append(words)
        } else {
          known.append((text, [words]))
        }
      }
    }
    return known.map { found in
      let more = found.pairs.count - named
      return "\(found.text) (\(found.pairs.prefix(named).joined(separator: ", "))"
        + (more > 0 ? " and \(more) more" : "") + ")"
    }
  }
}
