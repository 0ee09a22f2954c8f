import Foundation
import Studies

extension PlotSVG {
  /// A cleaned picture as a file of its own: with the name space, the page's colors for light and dark schemes, and its
  /// font.
  static func standalone(_ picture: String) -> String {
    let sheet = StyleSheet.text
    let colors = sheet.range(of: "\n* {").map { sheet[..<$0.lowerBound] } ?? sheet[...]
    let style =
      "<style>\(colors)\nsvg { background: var(--paper); color: var(--ink); font-family: var(--plain) }</style>"
    let opening = picture.replacingOccurrences(
      of: "<svg ",
      with: "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" ",
      options: .anchored)
    guard let end = opening.firstIndex(of: ">") else { return opening }
    return opening[...end] + style + opening[opening.index(after: end)...] + "\n"
  }
}
