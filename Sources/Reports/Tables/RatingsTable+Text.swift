import Messages
import Studies

extension RatingsTable {
  private static let title = "Table 10 of the paper: untrained maps and human ratings"

  /// The table in GitHub's Markdown.
  package var markdown: String {
    let ratings = ratings
    var lines = ["## \(Self.title)", ""]
    let columns = ratings.flatMap {
      ["\(ReportText.markdown($0)) cosine", "\(ReportText.markdown($0)) Euclidean"]
    }
    lines.append("| vectors | " + columns.joined(separator: " | ") + " |")
    lines.append("|---|" + Array(repeating: "---:", count: columns.count).joined(separator: "|") + "|")
    for row in rows {
      let cells = ratings.flatMap { pair(row, $0) }.map { cell -> String in
        let ours = cell.ours.map { cell.isBest ? "**\($0)**" : $0 } ?? "not run"
        let paper = cell.paper.map {
          "(paper \(cell.paperIsBest ? "**\($0)**" : $0)\(cell.difference.map { ", \($0)" } ?? ""))"
        }
        return [ours, paper].compactMap { $0 }.joined(separator: " ")
      }
      lines.append("| \(ReportText.markdown(row.title)) | " + cells.joined(separator: " | ") + " |")
    }
    lines += ["", "Spearman's correlation with human ratings; the larger of each pair in bold."]
    lines += coverage.flatMap { ["", ReportText.markdown($0)] }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The table as a `table` environment with booktabs rules.
  package var latex: String {
    let ratings = ratings
    var lines = [
      "\\begin{table}", "\\centering",
      "\\caption{\(Self.title): Spearman's correlation; the larger of each pair in bold.}", "\\scriptsize",
      "\\setlength{\\tabcolsep}{3pt}",
      "\\begin{tabular}{l" + String(repeating: "rr", count: ratings.count) + "}", "\\toprule",
      ratings.map { "& \\multicolumn{2}{c}{\(ReportText.latex($0))}" }.joined(separator: " ") + " \\\\",
      "vectors" + String(repeating: " & cos & Eucl", count: ratings.count) + " \\\\", "\\midrule",
    ]
    for row in rows {
      let cells = ratings.flatMap { pair(row, $0) }
      let ours = cells.map { cell in
        guard let ours = cell.ours.map(Self.latex) else { return "\\textit{not run}" }
        return cell.isBest ? "\\textbf{\(ours)}" : ours
      }
      let papers = cells.map { cell in cell.paper.map { cell.paperIsBest ? "\\textbf{\($0)}" : $0 } ?? "" }
      lines.append(ReportText.latex(row.title) + ours.map { " & " + $0 }.joined() + " \\\\")
      if cells.contains(where: { $0.paper != nil }) {
        lines.append("\\quad paper" + papers.map { " & " + $0 }.joined() + " \\\\")
      }
    }
    lines += ["\\bottomrule", "\\end{tabular}"]
    lines += coverage.map { "\\par " + Self.latex(ReportText.latex($0)) }
    return (lines + ["\\end{table}"]).joined(separator: "\n") + "\n"
  }

  private static func latex(_ number: String) -> String {
    [("†", "\\dag{}"), ("−", "$-$"), ("–", "--")].reduce(number) { $0.replacing($1.0, with: $1.1) }
  }

  /// One correlation of a pair (cosine, Euclidean).
  struct Correlation: Sendable {
    let value: Double?
    let paperValue: Double?
    let isBest: Bool
    let paperIsBest: Bool
    let isMeasured: Bool
    let isSparse: Bool

    /// A dash where fewer than two pairs leave nothing to correlate; nil if nobody measured it.
    var ours: String? {
      guard let value else { return isMeasured ? "–" : nil }
      return format(value, 3).replacing("-", with: "−") + (isSparse ? "†" : "")
    }
    var paper: String? { paperValue.map { format($0, 3) } }
    var difference: String? {
      value.flatMap { value in paperValue.map { OverlapNumbers.signed(value - $0) } }
    }
  }

  /// Cosine and Euclidean of a row and ratings.
  func pair(_ row: Row, _ ratings: String) -> [Correlation] {
    let (ours, theirs) = (measured(row, ratings), published(row, ratings))
    let isSparse = isSparse(row, ratings)
    func make(_ value: Double?, _ other: Double?, _ paper: Double?, _ otherPaper: Double?) -> Correlation {
      Correlation(
        value: value, paperValue: paper, isBest: (value ?? 0) > (other ?? 0) && value != nil,
        paperIsBest: (paper ?? 0) > (otherPaper ?? 0) && paper != nil,
        isMeasured: ours != nil, isSparse: isSparse)
    }
    return [
      make(ours?.cosine, ours?.euclidean, theirs?.spearmanCosine, theirs?.spearmanEuclidean),
      make(ours?.euclidean, ours?.cosine, theirs?.spearmanEuclidean, theirs?.spearmanCosine),
    ]
  }
}
