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
  struct Row {
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
      "| vectors | map | setting | cosine | Euclidean | gap closed | cosine lost | pattern |",
      "|---|---|---|---:|---:|---:|---:|---|",
    ]
    for row in rows {
      let cells =
        [ReportText.markdown(row.vectors), row.map, ReportText.markdown(row.setting)]
        + [format(row.cosine, 3), format(row.euclidean, 3)] + [
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
  var csv: String {
    var lines = ["vectors,map,setting,cosine,euclidean,gap_closed,cosine_lost,pattern"]
    for row in rows {
      lines.append(
        [
          ReportText.csv(row.vectors), row.map, ReportText.csv(row.setting), "\(row.cosine)",
          "\(row.euclidean)",
          row.closed.map { "\($0)" } ?? "", row.cost.map { "\($0)" } ?? "",
          row.hasPattern.map { "\($0)" } ?? "",
        ].joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
