import CrossModal
import Messages
import Studies

/// Which untrained maps give the pattern of table 10, where nn brings the Euclidean correlation near the cosine one and
/// leaves that where it was.
///
/// Values are means over the sets of ratings of which at least ``fewestPairs`` pairs are covered. With C and E the cosine
/// and Euclidean correlations, plain or mapped: the gap is C − E; the share of it that a map closes is
/// 1 − (C_f − E_f) / (C − E), and it costs C − C_f.
struct RatingsSettingsTable {
  /// Sets of ratings with fewer covered pairs are left out of the means.
  static let fewestPairs = 100
  /// The pattern is there where a map closes at least this share of a gap of at least ``leastGap``…
  static let leastShare = 0.5
  /// …and costs at most this much of the cosine correlation.
  static let largestCost = 0.03
  /// Vectors whose own gap is smaller have nothing to close.
  static let leastGap = 0.02

  /// One kind of map on one set of vectors.
  struct Row: Sendable {
    let vectors: String
    let map: String
    let setting: String
    let cosine: Double
    let euclidean: Double
    /// Share of the gap that is closed; nil for the vectors themselves and where there is no gap.
    let closed: Double?
    /// What the cosine correlation lost; nil for the vectors themselves.
    let cost: Double?

    /// Whether it is the paper's pattern; nil where there is nothing to say.
    var hasPattern: Bool? {
      guard let closed, let cost else { return nil }
      return closed >= leastShare && cost <= largestCost
    }
  }

  let rows: [Row]

  init(_ measurements: [RatingsMeasurement]) {
    var plain: [String: (cosine: Double, euclidean: Double)] = [:]
    rows = measurements.compactMap { measurement in
      let sets = measurement.results.filter { $0.covered >= Self.fewestPairs }
      let pairs = sets.compactMap { set in set.cosine.flatMap { c in set.euclidean.map { (c, $0) } } }
      guard !pairs.isEmpty else { return nil }
      let cosine = pairs.reduce(0) { $0 + $1.0 } / Double(pairs.count)
      let euclidean = pairs.reduce(0) { $0 + $1.1 } / Double(pairs.count)
      if measurement.map == "none" { plain[measurement.vectors] = (cosine, euclidean) }
      let own = measurement.map == "none" ? nil : plain[measurement.vectors]
      let gap = own.map { $0.cosine - $0.euclidean }
      return Row(
        vectors: measurement.vectors, map: measurement.map, setting: measurement.setting?.text ?? "",
        cosine: cosine, euclidean: euclidean,
        closed: gap.flatMap { $0 >= Self.leastGap ? 1 - (cosine - euclidean) / $0 : nil },
        cost: own.map { $0.cosine - cosine })
    }
  }

  /// The table in GitHub's Markdown.
  var markdown: String {
    var lines = [
      "## Untrained maps: which settings give table 10's pattern", "",
      "| " + Self.quantities.map(\.title).joined(separator: " | ") + " |",
      "|---|---|---|---:|---:|---:|---:|---|",
    ]
    for row in rows {
      let cells =
        [ReportText.markdown(row.vectors), row.map, ReportText.markdown(row.setting)]
        + [Self.cosine.shown(row), Self.euclidean.shown(row)] + [
          row.closed.map { "\(format(100 * $0, 0)) %" } ?? "",
          row.cost.map { OverlapNumbers.signed($0) } ?? "",
          row.hasPattern.map { $0 ? "**yes**" : "no" } ?? "",
        ]
      lines.append("| " + cells.joined(separator: " | ") + " |")
    }
    return (lines + ["", Self.legend]).joined(separator: "\n") + "\n"
  }

  static let legend =
    "Means over the ratings with at least \(fewestPairs) covered pairs. Gap closed: 1 − (cosine − Euclidean behind the map) / "
    + "(the same of the vectors). Pattern: at least \(format(100 * leastShare, 0)) % closed, at most "
    + "\(format(largestCost, 2)) of the cosine correlation lost."

  /// One line a row (RFC 4180).
  var csv: String { QuantityTable(Self.quantities, rows: rows).csv }

  private static let cosine = Quantity<Row>(
    "cosine", "cosine",
    "Spearman’s correlation of the cosine similarity, mean over the ratings with at least \(fewestPairs) covered pairs.",
    unit: .correlation, digits: 3, number: { $0.cosine })
  private static let euclidean = Quantity<Row>(
    "euclidean", "Euclidean", "The same of the Euclidean similarity, −distance.", unit: .correlation,
    digits: 3,
    number: { $0.euclidean })

  /// What a row tells.
  static let quantities: [Quantity<Row>] = [
    Quantity("vectors", "vectors", "Name of the word vectors.", text: { $0.vectors }),
    Quantity("map", "map", "The untrained map: none, lin or nn.", text: { $0.map }),
    Quantity("setting", "setting", "How the map is drawn; empty for none.", text: { $0.setting }),
    cosine, euclidean,
    Quantity(
      "gap closed", "gap closed",
      "1 − (cosine − Euclidean behind the map) / (the same of the vectors); 1: the map closes the whole gap.",
      isOptional: true, number: { $0.closed }),
    Quantity(
      "cosine lost", "cosine lost", "What the map costs of the cosine correlation; smaller is better.",
      isOptional: true, digits: 3, number: { $0.cost }),
    Quantity(
      "pattern", "pattern",
      "true where at least \(format(100 * leastShare, 0)) % of the gap are closed and at most \(format(largestCost, 2)) of "
        + "the cosine correlation is lost, else false.",
      isOptional: true, text: { $0.hasPattern.map { "\($0)" } }),
  ]
}
