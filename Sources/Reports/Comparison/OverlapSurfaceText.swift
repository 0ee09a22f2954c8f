import CrossModal
import Messages

/// The overlap over the number of items in words: a table of at most 80 columns, and sentences.
package struct OverlapSurfaceText {
  private let surface: OverlapSurface

  /// The words of a surface.
  package init(_ surface: OverlapSurface) { self.surface = surface }

  /// Sentences: what happens at a fixed share and at a fixed number of neighbors, and how it was measured.
  package var sentences: [String] {
    var sentences = [surface.trendOfShares.map(Self.share), surface.trendOfCounts.map(Self.count)]
      .compactMap { $0 }
    if sentences.isEmpty {
      sentences.append(
        surface.sizes.count > 1
          ? "\(surface.items) items are too few to say whether the overlap changes with their number."
          : "\(surface.items) items are too few for subsets of \(OverlapSurface.fewestItems): the overlap is that of all items "
            + "alone.")
    }
    return sentences + [method]
  }

  /// Rows: numbers of items, each with half of the 95 % interval below; columns: k, then k as a share of the items.
  package var table: String {
    let columns = surface.columns
    let parts = stride(from: 0, to: columns.count, by: Self.columnsInLine).map {
      Array(columns[$0..<min($0 + Self.columnsInLine, columns.count)])
    }
    return parts.map(part).joined(separator: "\n")
  }

  private static let (labelWidth, width, columnsInLine) = (8, 8, 9)

  private func part(_ columns: [NeighborCount]) -> String {
    var lines = [Self.line("items", columns.map { ($0.share == nil ? "k=" : "") + $0.description })]
    for items in surface.sizes {
      let cells = columns.map { surface.cell(items: items, $0) }
      guard cells.contains(where: { $0 != nil }) else { continue }
      lines.append(
        Self.line("\(items)", cells.map { cell in cell.map { Self.value($0) } ?? "" }))
      let halves = cells.map { cell -> String in
        cell?.interval.map { "±" + format(($0.upperBound - $0.lowerBound) / 2, 3) } ?? ""
      }
      if halves.contains(where: { !$0.isEmpty }) { lines.append(Self.line("", halves)) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  // A share that a whole number of neighbors cannot keep is marked by that number.
  private static func value(_ cell: OverlapSurface.Cell) -> String {
    format(cell.value, 3) + (cell.keepsShare ? "" : "*")
  }

  private static func line(_ label: String, _ cells: [String]) -> String {
    var text = label.padding(labelWidth, onRight: true)
    for cell in cells {
      // The mark is in the space behind the digits.
      let isMarked = cell.hasSuffix("*")
      text += cell.padding(isMarked ? width : width - 1, onRight: false) + (isMarked ? "" : " ")
    }
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }

  private var method: String {
    let subsets = surface.cells.filter { $0.items < surface.items }.map(\.subsets)
    var text = "Without the item itself; ±: half of a 95 % interval over samples of as many items"
    if let fewest = subsets.min(), let most = subsets.max() {
      text +=
        "; smaller numbers of items are means over \(fewest == most ? "" : "\(fewest) to ")\(most) random subsets"
    }
    text += "."
    if surface.cells.contains(where: { !$0.keepsShare }) {
      text += " *: so few neighbors are not that share of the items."
    }
    if !surface.leftOut.isEmpty {
      text += " Left out, as their lists would be too long: \(surface.leftOut.joined(separator: ", "))."
    }
    return text
  }

  private static func share(_ trend: OverlapTrend) -> String {
    let (small, whole) = (trend.small, trend.whole)
    let neighbors = "At k = \(digits(100 * (whole.share ?? 0))) % of the items the overlap"
    let values =
      "\(percent(small.value)) of \(small.items) items, \(percent(whole.value)) of \(whole.items)"
      + span(trend) + "."
    switch trend.outcome {
    case .flat:
      return isChance(whole)
        ? "\(neighbors) is chance, whatever the number of items: \(values)"
        : "\(neighbors) is flat, whatever the number of items: \(values)"
    case .falls: return "\(neighbors) falls with the number of items: \(values)"
    case .rises: return "\(neighbors) rises with the number of items: \(values)"
    case .undecided:
      return "\(neighbors) may be flat or not, the items are too few to tell: \(values)"
    }
  }

  private static func count(_ trend: OverlapTrend) -> String {
    let (small, whole) = (trend.small, trend.whole)
    let values =
      "\(percent(small.value)) of \(small.items) items (chance \(percent(small.chance))), \(percent(whole.value)) of "
      + "\(whole.items) (chance \(percent(whole.chance)))" + span(trend)
    let start = "At k = \(whole.k) it"
    switch trend.outcome {
    case .flat: return "\(start) is flat: \(values)."
    case .falls:
      return "\(start) falls: \(values); the same k is a finer neighborhood among more items."
    case .rises: return "\(start) rises: \(values)."
    case .undecided: return "\(start) may be flat or not: \(values)."
    }
  }

  private static func span(_ trend: OverlapTrend) -> String {
    guard let change = trend.change, let interval = trend.interval else { return "" }
    return
      ", a change of \(signed(change)) (95 %: \(signed(interval.lowerBound)) to \(signed(interval.upperBound)))"
  }

  private static func isChance(_ cell: OverlapSurface.Cell) -> Bool {
    cell.interval?.contains(cell.chance) ?? false
  }

  private static func signed(_ share: Double) -> String {
    let number = (100 * share).rounded()
    return number == 0 ? "0 %" : (number < 0 ? "−" : "+") + format(abs(number), 0) + " %"
  }

  private static func percent(_ share: Double) -> String {
    share > 0 && share < 0.0995
      ? SignificantDigits.text(100 * share, digits: 2) + " %" : format(100 * share, 1) + " %"
  }

  private static func digits(_ number: Double) -> String { SignificantDigits.text(number, digits: 3) }
}

extension String {
  /// With blanks up to a width in characters.
  func padding(_ width: Int, onRight: Bool) -> String {
    let blanks = String(repeating: " ", count: max(0, width - count))
    return onRight ? self + blanks : blanks + self
  }
}
