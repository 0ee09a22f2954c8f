import CrossModal
import Messages

/// One measure of all pairs of up to 64 spaces as a matrix: the stronger the color, the higher the score.
struct SpaceHeatMap {
  /// Spaces that a picture has room for.
  static let mostSpaces = 64
  // Spaces up to which the scores are in the fields.
  private static let mostWithNumbers = 14
  private static let longestName = 18

  private let names: [String]
  private let values: [[Double?]]
  private let title: String

  /// The picture of a symmetric matrix; undefined values are empty fields, as is the diagonal.
  init(names: [String], values: [[Double?]], title: String) {
    precondition(
      names.count == values.count && values.allSatisfy { $0.count == names.count }
        && (2...Self.mostSpaces).contains(names.count),
      "\(names.count) names of \(values.count) spaces")
    self.names = names.map(Self.shortened)
    self.values = values
    self.title = title
  }

  /// The picture of a measure of all pairs; nil for fewer than three spaces, more than 64, or no score.
  init?(_ compared: ComparedPairs, names: [String], measure: ComparisonMeasure, k: Int?) {
    guard (3...Self.mostSpaces).contains(names.count) else { return nil }
    var values = [[Double?]](repeating: [Double?](repeating: nil, count: names.count), count: names.count)
    for pair in compared.pairs {
      let value = pair.scores.first { $0.measure == measure && $0.k == k }?.value
      (values[pair.first][pair.second], values[pair.second][pair.first]) = (value, value)
    }
    guard values.joined().contains(where: { $0 != nil }) else { return nil }
    self.init(names: names, values: values, title: measure.rawValue + (k.map { " \($0)" } ?? ""))
  }

  /// Side of a field in units of the picture.
  private var side: Int { names.count <= 8 ? 44 : names.count <= 16 ? 32 : names.count <= 32 ? 19 : 12 }

  /// The picture.
  var plot: Plot {
    let found = values.joined().compactMap { $0 }
    let (low, high) = (found.min() ?? 0, found.max() ?? 0)
    var (boxes, labels): ([Int: [[String]]], [String]) = ([:], [])
    for (row, line) in values.enumerated() {
      for (column, value) in line.enumerated() where row != column {
        let level = value.map { Self.level($0, low, high) } ?? 0
        let (x, y) = (Double(column), -Double(row))
        boxes[level, default: []].append(
          [x, y, x - 0.48, x + 0.48, y - 0.48, y + 0.48].map { Plot.number($0) })
        if names.count <= Self.mostWithNumbers, let value {
          labels.append(
            "set label \(Plot.quoted(format(value, 2))) at \(column),\(-row) center front font ',\(min(Plot.fontSize, side / 3 + 1))' "
              + "textcolor rgb \(PlotColor.text(onHeat: level).script)")
        }
      }
    }
    let levels = boxes.keys.sorted()
    let curves = levels.map {
      "$level\($0) using 1:2:3:4:5:6 with boxxyerror lc rgb \(PlotColor.heat($0)) notitle"
    }
    let fontSize = min(Plot.fontSize, side - 2)
    func tics(_ sign: Int) -> String {
      names.enumerated().map { "\(Plot.quoted($1)) \(sign * $0)" }.joined(separator: ", ")
    }
    let margin = 20 + Int(0.58 * Double(fontSize) * Double(names.map(\.count).max() ?? 0))
    let (width, height) = (margin + side * names.count + 16, margin + side * names.count + 16)
    let count = Double(names.count)
    let script = """
      \(levels.map { Plot.data("level\($0)", boxes[$0] ?? []) }.joined())
      \(labels.joined(separator: "\n"))
      set lmargin at screen \(Double(margin) / Double(width))
      set rmargin at screen \(1 - 8 / Double(width))
      set bmargin at screen \(Double(margin) / Double(height))
      set tmargin at screen \(1 - 8 / Double(height))
      set xrange [-0.5:\(count - 0.5)]
      set yrange [\(0.5 - count):0.5]
      set xtics rotate by 90 right (\(tics(1))) font ',\(fontSize)' textcolor rgb \(PlotColor.ink.script)
      set ytics (\(tics(-1))) font ',\(fontSize)' textcolor rgb \(PlotColor.ink.script)
      set style fill solid 1 noborder
      plot \(curves.joined(separator: ", "))
      """
    return Plot(
      width: width, height: height, script: script,
      alternative: "Heat map of \(title) of all pairs of \(names.count) spaces. Highest: \(highest).",
      caption:
        "\(title) of all pairs, from \(format(low, 3)) (lightest) to \(format(high, 3)) (strongest); empty: undefined, or a "
        + "space with itself.")
  }

  private var highest: String {
    var pairs: [(first: Int, second: Int, value: Double)] = []
    for first in names.indices {
      for second in names.indices where second > first {
        if let value = values[first][second] { pairs.append((first, second, value)) }
      }
    }
    return pairs.sorted { ($1.value, $0.first, $0.second) < ($0.value, $1.first, $1.second) }.prefix(3)
      .map { "\(format($0.value, 3)) \(names[$0.first]) with \(names[$0.second])" }.joined(separator: "; ")
  }

  private static func level(_ value: Double, _ low: Double, _ high: Double) -> Int {
    let share = high > low ? (value - low) / (high - low) : 1
    return 1 + Int((share * Double(PlotColor.heatLevels - 2)).rounded())
  }

  // The end tells layers of one file apart.
  private static func shortened(_ name: String) -> String {
    name.count <= longestName ? name : "…" + name.suffix(longestName - 1)
  }
}
