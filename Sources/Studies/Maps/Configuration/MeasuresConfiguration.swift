import Dense
import Settings

/// What is measured on the rows held out.
package struct MeasuresConfiguration: Hashable, Sendable {
  /// Number of nearest neighbors.
  package var k: Int
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
      "k", \.k, .integer(in: 1...1_000_000), effect: .measures,
      "Number of nearest neighbors that are compared"),
    SettingKey(
      "include-self", \.includeSelf, .boolean, effect: .display,
      "Whether an item counts as its own neighbor in the tables; both ways are always measured"),
    SettingKey(
      "metrics", \.metrics, .axis(of: .word(of: [.cosine, .euclidean])), effect: .measures,
      "Metrics of the neighbor search; the first is the headline"),
    SettingKey(
      "also", get: { $0.also.isEmpty ? nil : $0.also }, set: { $0.also = $1 }, .axis(of: .word),
      effect: .measures,
      "What else is measured of f(X) against X and Y in every final fit, beside random alignments; "
        + "`crossmodal compare --explain NAME` says what each is. Retrieval is from f(X) to Y, by cosine"),
  ]
}
