import CrossModal
import Foundation
import Studies

/// Table 10's layout: Spearman's correlation of human ratings with the similarities of words under an untrained map.
package struct RatingsTable: Sendable {
  /// What was measured with one set of vectors and one map.
  package typealias Measurement = RatingsMeasurement

  /// What was measured.
  package let measurements: [Measurement]
  private let paper = PaperTables.published

  /// The table with these measurements next to the paper's numbers.
  package init(_ measurements: [Measurement] = []) { self.measurements = measurements }

  /// Reads documents of `crossmodal similarity --json`, and the rows of table 10 in directories of `kind: ratings`.
  package init(files: [String]) throws {
    measurements = try files.flatMap { path -> [Measurement] in
      if FileManager.default.fileExists(atPath: StudyDirectory(path).manifest) {
        return try RatingsStudy(opening: path).ledger(allowsMixedKernels: true).headline
      }
      let data: Data
      do {
        data = try Data(contentsOf: URL(fileURLWithPath: path))
      } catch {
        throw StudyError.file(path: path, reason: systemReason(error, otherwise: "cannot be read"))
      }
      do {
        return [try JSONDecoder().decode(Measurement.self, from: data)]
      } catch {
        throw StudyError.damaged(place: path, message: "not a document of 'crossmodal similarity --json'")
      }
    }
  }

  /// One row: vectors and map.
  struct Row {
    let vectors: String
    let map: String
    var title: String {
      let name = PaperTables.title(of: vectors)
      return map == "none" ? name : "f_\(map)(\(name))"
    }
  }

  /// Names of the ratings, the paper's first.
  var ratings: [String] {
    (paper.ratings.map(\.ratings) + measurements.flatMap(\.results).map { Self.name($0.ratings) })
      .reduce(into: []) { known, name in
        if !known.contains(where: { Self.isSame($0, name) }) { known.append(name) }
      }
  }

  /// The rows, the paper's first.
  var rows: [Row] {
    let all =
      paper.ratings.map { [$0.vectors, $0.map] } + measurements.map { [Self.name($0.vectors), $0.map] }
    return all.reduce(into: [[String]]()) { known, key in
      if !known.contains(where: { Self.isSame($0[0], key[0]) && $0[1] == key[1] }) { known.append(key) }
    }.map { Row(vectors: $0[0], map: $0[1]) }
  }

  /// The paper's entry of a row and ratings.
  func published(_ row: Row, _ ratings: String) -> PaperTables.Rating? {
    paper.ratings.first { $0.vectors == row.vectors && $0.map == row.map && Self.isSame($0.ratings, ratings) }
  }

  /// Our entry of a row and ratings.
  func measured(_ row: Row, _ ratings: String) -> Measurement.Result? {
    measurements.filter { Self.isSame(Self.name($0.vectors), row.vectors) && $0.map == row.map }
      .flatMap(\.results).first { Self.isSame(Self.name($0.ratings), ratings) }
  }

  /// Whether a number of ours is based on so few pairs that chance makes it; such numbers carry a dagger.
  func isSparse(_ row: Row, _ ratings: String) -> Bool {
    measured(row, ratings).map { $0.covered < RatingsSettingsTable.fewestPairs } ?? false
  }

  /// How many pairs have both words: a line for each set of vectors, whose maps share it, and what the dagger means.
  /// Ratings that are covered as a whole are not mentioned.
  var coverage: [String] {
    var lines: [String] = []
    var seen: Set<String> = []
    for measurement in measurements where seen.insert(measurement.vectors).inserted {
      let parts = measurement.results.filter { $0.covered < $0.pairs }.map {
        "\(Self.name($0.ratings)) \($0.covered) of \($0.pairs)"
      }
      if parts.isEmpty { continue }
      let name = Self.name(measurement.vectors)
      lines.append("\(name): pairs with both words: \(parts.joined(separator: ", ")).")
    }
    if rows.contains(where: { row in ratings.contains { isSparse(row, $0) } }) {
      lines.append("† fewer than \(RatingsSettingsTable.fewestPairs) such pairs.")
    }
    return lines
  }

  /// A file's name without directories and extension.
  static func name(_ text: String) -> String {
    let last = text.split(separator: "/").last.map(String.init) ?? text
    guard let point = last.lastIndex(of: "."), point != last.startIndex else { return last }
    return String(last[..<point])
  }

  // "SimLex-999" and "simlex", "WS-353" and "ws353" are the same ratings.
  private static func isSame(_ first: String, _ second: String) -> Bool { key(first) == key(second) }

  private static func key(_ text: String) -> String {
    let letters = text.lowercased().filter { $0.isLetter || $0.isNumber }
    for (prefix, key) in [
      ("simlex", "simlex"), ("simverb", "simverb"), ("men", "men"), ("semsim", "semsim"),
      ("vissim", "vissim"),
      ("ws353", "ws353"), ("wordsim353", "ws353"),
    ] where letters.hasPrefix(prefix) {
      return key
    }
    return letters
  }
}
