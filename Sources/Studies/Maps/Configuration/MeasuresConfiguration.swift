import CrossModal
import Dense
import Settings

/// What is measured on the rows held out.
package struct MeasuresConfiguration: Hashable, Sendable {
  /// Number of nearest neighbors of the tables.
  package var k: Int
  /// Further numbers of neighbors, or percentages of the rows held out, of mNNO and of what else is measured.
  package var further: [NeighborCount] = []
  /// Whether an item counts as its own neighbor.
  package var includeSelf: Bool
  /// Metrics of the neighbor search; the first is the headline.
  package var metrics: [Metric]
  /// What else is measured of f(X); empty for the overlaps alone.
  package var also: [MapMeasure] = []

  /// Measures as in the paper where nothing is given.
  package init(k: Int = 10, includeSelf: Bool = true, metrics: [Metric] = [.cosine, .euclidean]) {
    (self.k, self.includeSelf, self.metrics) = (k, includeSelf, metrics)
  }
}

extension MeasuresConfiguration {
  /// The declarations of `measures`.
  static let format = SettingFormat.section(keys, from: MeasuresConfiguration(), isBlock: true)

  private static let keys: [SettingKey<MeasuresConfiguration>] = [
    SettingKey(
      "k", get: { [.number($0.k)] + $0.further }, set: { $0.setCounts($1) }, .headedCounts, effect: .measures,
      "Number of nearest neighbors that are compared, that of the tables first; after it others, which the further measures "
        + "and mNNO also have: a percentage is one of the rows held out"),
    SettingKey(
      "include-self", \.includeSelf, .boolean, effect: .display,
      "Whether an item counts as its own neighbor in the tables; both ways are always measured"),
    SettingKey(
      "metrics", \.metrics, .axis(of: .word(of: [.cosine, .euclidean])), effect: .measures,
      "Metrics of the neighbor search; the first is the headline"),
    SettingKey(
      "also", get: { $0.also.isEmpty ? nil : $0.also }, set: { $0.also = $1 }, .axis(of: .word),
      effect: .measures,
      "What else is measured of f(X) against X and Y in every final fit, compared with random alignments; "
        + "`crossmodal compare --explain NAME` says what each is. Retrieval is from f(X) to Y, by cosine; "
        + "mean average precision is by class, in both directions, and takes labels"),
  ]

  private mutating func setCounts(_ counts: [NeighborCount]) {
    if case .number(let first)? = counts.first { k = first }
    further = Array(counts.dropFirst())
  }
}

extension MeasuresConfiguration {
  /// What is measured besides the overlaps, at every number of neighbors: where there are several, mNNO too.
  package var measuredBeside: [MapMeasure] {
    let overlap = MapMeasure.comparison(.neighborOverlap)
    return further.isEmpty || also.contains(overlap) ? also : [overlap] + also
  }
}

extension SettingFormat<[NeighborCount]> {
  private static let largest = 1_000_000

  /// A whole number alone, or a list of one and further numbers or percentages.
  fileprivate static var headedCounts: SettingFormat {
    let list = SettingFormat<[NeighborCount]>.axis(of: .neighborCount)
    return SettingFormat(
      allowed:
        "a whole number from 1 to \(largest), alone or first in a list of others and of percentages as 1%",
      read: { node, name throws(ConfigurationError) in
        let counts = try list.read(node, name, nil)
        for (place, count) in counts.enumerated() {
          if case .number(let number) = count, number <= largest { continue }
          if case .percent = count, place > 0 { continue }
          throw node.wrong(
            name, allowed: "a whole number from 1 to \(largest), and after it others and percentages as 1%")
        }
        return counts
      },
      write: { $0.count == 1 ? $0[0].description : "[\($0.map(\.description).joined(separator: ", "))]" })
  }
}
