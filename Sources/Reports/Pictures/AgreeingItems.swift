import CrossModal
import Messages

/// The items that agree most and least, with their neighbors in both spaces, for people: as text and as HTML.
package struct AgreeingItems {
  private let agreement: ItemAgreement
  private let count: Int
  private let items: ShownItems
  private let labels: (String, String)

  /// The `count` items at both ends.
  /// - Parameters:
  ///   - items: what they are called, and their pictures; without names `row 12`.
  ///   - labels: what the two spaces are called, in one or two letters.
  package init(
    _ agreement: ItemAgreement, count: Int, items: ShownItems, labels: (String, String) = ("A", "B")
  ) {
    precondition(
      items.names.map { $0.count == agreement.shared.count } ?? true,
      "\(items.names?.count ?? 0) names of \(agreement.shared.count) items")
    (self.agreement, self.count, self.items, self.labels) = (agreement, count, items, labels)
  }

  /// Lines of at most 80 characters; shared neighbors are marked by a star.
  package var text: String {
    let (most, least) = agreement.top(count)
    let head = (summary + " *: a neighbor in both.").wrapped(width: 80).map { $0 + "\n" }.joined()
    return head + "\n" + lines(mostTitle(most), most)
      + (least.isEmpty ? "" : "\n" + lines(leastTitle(least), least))
  }

  /// A fragment of the page: names, or pictures where there are any; shared neighbors are underlined.
  package var html: String {
    let (most, least) = agreement.top(count)
    let sheet = self.items.styleSheet
    var html = sheet.isEmpty ? "" : "<style>\n\(sheet)</style>\n"
    html += "<p>\(ReportText.html(summary)) Neighbors that an item has in both spaces are underlined.</p>\n"
    for (title, items) in [(mostTitle(most), most), (leastTitle(least), least)] where !items.isEmpty {
      let list = items.map(self.html).joined()
      html += "<h3>\(ReportText.html(title))</h3>\n<ol class=\"neighbors\">\n\(list)</ol>\n"
    }
    return html
  }

  private var summary: String {
    "Of its \(agreement.k) nearest neighbors an item has \(format(agreement.mean, 2)) in both spaces on average; "
      + "\(agreement.count(sharing: 0)) of \(agreement.shared.count) items have none, "
      + "\(agreement.count(sharing: agreement.k)) all."
  }

  private func mostTitle(_ items: [ItemAgreement.Item]) -> String {
    title(items, "agrees most", "agree most")
  }
  private func leastTitle(_ items: [ItemAgreement.Item]) -> String {
    title(items, "agrees least", "agree least")
  }

  private func title(_ items: [ItemAgreement.Item], _ one: String, _ several: String) -> String {
    guard items.count != 1 else { return "The item that \(one)" }
    // Where more items share as many as the last, the lower rows stand here.
    let tied = items.last.map { agreement.count(sharing: $0.shared) } ?? 0
    let shown = items.count { $0.shared == items.last?.shared }
    return "The \(items.count) items that \(several)"
      + (tied > shown ? " (the first \(shown) of \(tied) that share \(items.last?.shared ?? 0))" : "")
  }

  // Words of a terminal.

  private func lines(_ title: String, _ items: [ItemAgreement.Item]) -> String {
    title + "\n"
      + items.map { item in
        let share = "\(item.shared) of \(agreement.k)"
        let head = "  \(ReportText.terminal(self.items.name(item.item)))".cut(78 - share.count)
        return "\(head)  \(share)\n" + list(labels.0, item.first) + list(labels.1, item.second)
      }.joined()
  }

  private func list(_ label: String, _ neighbors: [ItemAgreement.Neighbor]) -> String {
    let indent = String(repeating: " ", count: 4 + label.count + 2)
    var (lines, line) = ([String](), "    \(label)  ")
    var isStart = true
    for (place, neighbor) in neighbors.enumerated() {
      let word =
        ReportText.terminal(self.items.name(neighbor.item)).cut(40) + (neighbor.isShared ? "*" : "")
        + (place + 1 < neighbors.count ? "," : "")
      if !isStart, line.count + 1 + word.count > 80 {
        lines.append(line)
        (line, isStart) = (indent, true)
      }
      line += (isStart ? "" : " ") + word
      isStart = false
    }
    return (lines + [line]).map { $0 + "\n" }.joined()
  }

  // A fragment of a page.

  private func html(_ item: ItemAgreement.Item) -> String {
    let tile = items.picture(item.item).map { $0 + " " } ?? ""
    return "<li><p class=\"query\">\(tile)<b>\(ReportText.html(items.name(item.item)))</b> "
      + "<span class=\"quiet\">\(item.shared) of \(agreement.k) shared</span></p><dl>"
      + html(labels.0, item.first) + html(labels.1, item.second) + "</dl></li>\n"
  }

  private func html(_ label: String, _ neighbors: [ItemAgreement.Neighbor]) -> String {
    let tiles = neighbors.map { items.tile($0.item, marks: $0.isShared ? " shared" : "") }
    return "<dt>\(ReportText.html(label))</dt><dd>\(tiles.joined())</dd>"
  }
}

extension String {
  /// At most so many characters, the last an ellipsis where some are missing.
  fileprivate func cut(_ length: Int) -> String { count <= length ? self : prefix(length - 1) + "…" }
}
