import CrossModal
import Messages
import Reports
import Studies

/// What `compare --explain` says of measures.
enum MeasureExplanations {
  private static let labelWidth = 9

  /// One measure, of spaces or of maps, or all; 80 columns.
  /// - Throws: ``CommandFailure`` for another name.
  static func text(_ name: String) throws -> String {
    if name == "all" {
      return (ComparisonMeasure.allCases.map(text) + ofMaps.map(text)).joined(separator: "\n")
    }
    if let measure = ofMaps.first(where: { $0.rawValue == name }) { return text(measure) }
    let names = ComparisonMeasure.allCases.map(\.rawValue) + ofMaps.map(\.rawValue)
    guard let measure = ComparisonMeasure(rawValue: name) else {
      throw CommandFailure.usage(
        "--explain \(name): no such measure\(Suggestion.hint(name, among: names)); allowed: all, "
          + names.joined(separator: ", "))
    }
    return text(measure)
  }

  // Those that only studies of maps have, in `measures.also`.
  private static var ofMaps: [MapMeasure] {
    MapMeasure.allCases.filter { ComparisonMeasure(rawValue: $0.rawValue) == nil }
  }

  private static func text(_ measure: ComparisonMeasure) -> String {
    let words = measure.explanation
    return "\(measure.rawValue)\n" + lines(words.sentence, label: nil)
      + lines(words.formula, label: "formula") + lines(words.range, label: "range")
      + lines(words.ties, label: "ties") + lines(words.use, label: "use")
      + lines(words.source, label: "source")
  }

  private static func text(_ measure: MapMeasure) -> String {
    "\(measure.rawValue)\n" + lines(measure.sentence, label: nil)
      + lines("Studies of maps have it: key measures.also.", label: "where")
  }

  private static func lines(_ words: String, label: String?) -> String {
    guard let label else { return words.wrapped(width: 78).map { "  \($0)\n" }.joined() }
    let head = label + String(repeating: " ", count: labelWidth - label.count)
    return words.wrapped(width: 78 - labelWidth).enumerated().map { place, line in
      "  \(place == 0 ? head : String(repeating: " ", count: labelWidth))\(line)\n"
    }.joined()
  }
}
