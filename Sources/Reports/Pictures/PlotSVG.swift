import Foundation
import Studies

/// gnuplot's SVG made fit for a page: no fixed colors and fonts, no clash of names with other pictures, a description, and
/// a third of the size.
enum PlotSVG {
  /// The picture from its `<svg` to its `</svg>`.
  static func cleaned(_ text: String, plot: Plot, number: Int) -> String? {
    guard let start = text.range(of: "<g id=\"gnuplot_canvas\">"), let end = text.range(of: "</svg>"),
      let group = text[..<end.lowerBound].range(of: "</g>", options: .backwards)
    else { return nil }
    var body = String(text[start.upperBound..<group.lowerBound])
    if let first = body.range(of: "<defs>"), let last = body.range(of: "</defs>") {
      let symbols = body[first.upperBound..<last.lowerBound]
      let rest = String(body[..<first.lowerBound]) + String(body[last.upperBound...])
      body = needed(symbols, in: rest) + rest
    }
    for (written, variable) in PlotColor.replacements {
      body = body.replacingOccurrences(of: written, with: variable)
    }
    for (found, replacement) in fixed { body = body.replacingOccurrences(of: found, with: replacement) }
    for (pattern, replacement) in patterns {
      body = body.replacingOccurrences(of: pattern, with: replacement, options: .regularExpression)
    }
    body = shortened(body)
    for mark in ["'gp", "#gp"] {
      body = body.replacingOccurrences(of: mark, with: "\(mark.prefix(1))p\(number)gp")
    }
    let label = ReportText.html(plot.alternative)
    return "<svg viewBox=\"0 0 \(plot.width) \(plot.height)\" role=\"img\" aria-label=\"\(label)\" "
      + "style=\"font-size:\(Plot.fontSize)px\">\(body)</svg>"
  }

  /// The numbers inside of tags with one decimal, without one that is zero. In one pass: a path has thousands of them.
  static func shortened(_ text: String) -> String {
    let bytes = Array(text.utf8)
    func isDigit(_ index: Int) -> Bool { index < bytes.count && (0x30...0x39).contains(bytes[index]) }
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var (index, isInTag) = (0, false)
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "<") { isInTag = true }
      if byte == UInt8(ascii: ">") { isInTag = false }
      guard isInTag, byte == UInt8(ascii: "."), isDigit(index) else {
        kept.append(byte)
        continue
      }
      if bytes[index] != UInt8(ascii: "0") { kept += [byte, bytes[index]] }
      while isDigit(index) { index += 1 }
    }
    return String(decoding: kept, as: UTF8.self)
  }

  // The point symbols that a picture uses, and those that they are made of.
  private static func needed(_ symbols: Substring, in rest: String) -> String {
    var kept: [Substring] = []
    for line in symbols.split(separator: "\n").reversed() {
      guard
        let name = line.range(of: "id='")
          .map({ line[$0.upperBound...].prefix { $0 != "'" } }), !line.contains("filter")
      else { continue }
      let use = "'#\(name)'"
      if rest.contains(use) || kept.contains(where: { $0.contains(use) }) { kept.append(line) }
    }
    return kept.isEmpty ? "" : "<defs>" + kept.reversed().joined() + "</defs>"
  }

  private static let fixed = [
    ("stroke='black'", "stroke='var(--ink)'"), ("fill=\"black\"", "fill=\"var(--ink)\""),
    ("fill=\"#ffffff\"", "fill=\"none\""), ("color=\"black\"", ""), ("color=\"white\"", ""),
    ("stroke=\"currentColor\"", ""), ("stroke-linecap=\"butt\"", ""), ("stroke-linejoin=\"miter\"", ""),
    ("stroke-width=\"1.00\"", ""), ("font-size=\"\(Plot.fontSize).00\"", ""), ("xlink:href", "href"),
    ("font-family=\"\"", ""),
  ]

  private static let patterns = [
    ("<title>[^<]*</title>", ""), (" id=\"gnuplot_plot_[0-9]+\"", ""), ("font-family=\"[^\"]*\"", ""),
    ("<tspan[^>]*>", ""), ("</tspan>", ""),
    ("\\s+", " "), (" ([/>])", "$1"),
    ("> <", "><"),
    ("(<g[^>]*></g>)+", ""), ("(<g[^>]*></g>)+", ""), (" '", "'"),
  ]
}
