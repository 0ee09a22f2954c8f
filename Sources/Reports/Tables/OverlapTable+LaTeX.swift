import Studies

extension OverlapTable {
  /// The table as a `table` environment with booktabs rules, for `\input`; see ``latexDocument(of:)``.
  package var latex: String {
    let width = 3 + 5 * images.count
    var lines = [
      "\\begin{table}", "\\centering", "\\caption{\(ReportText.latex(title)). \(latexLegend)}", "\\small",
      "\\setlength{\\tabcolsep}{3.5pt}",
      "\\begin{tabular}{ll" + String(repeating: "rrrrr", count: images.count) + "}", "\\toprule",
    ]
    lines.append(
      "& "
        + images.map { "& \\multicolumn{5}{c}{\(ReportText.latex(PaperTables.title(of: $0)))}" }.joined(
          separator: " ")
        + " \\\\")
    lines.append(
      images.indices.map { "\\cmidrule(lr){\(3 + 5 * $0)-\(7 + 5 * $0)}" }.joined(separator: " "))
    lines.append(
      "direction & model"
        + String(repeating: " & $X,f$ & $Y,f$ & $X,Y$ & chance & items", count: images.count) + " \\\\")
    for block in blocks {
      lines.append("\\midrule")
      lines.append("\\multicolumn{\(width - 1)}{l}{\\textbf{\(ReportText.latex(block.title))}} \\\\")
      for row in block.rows {
        lines.append(
          "\(Self.arrow(row)) & \(ReportText.latex(row.model.rawValue))"
            + row.entries.map { " & " + ours($0) }.joined() + " \\\\")
        if row.entries.contains(where: { $0.paper != nil }) {
          lines.append(
            "& \\scriptsize paper" + row.entries.map { " & " + papers($0) }.joined() + " \\\\")
        }
      }
    }
    lines += ["\\bottomrule", "\\end{tabular}"]
    for note in notes { lines += ["", "\\smallskip", "{\\footnotesize \(ReportText.latex(note))\\par}"] }
    lines += ["\\end{table}"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// A document that reads all these tables from the files next to it.
  static func latexDocument(of names: [String]) -> String {
    let inputs = names.map { "\\input{\($0)}\n\\clearpage" }.joined(separator: "\n")
    return """
      % pdflatex all.tex
      \\documentclass{article}
      \\usepackage[T1]{fontenc}
      \\usepackage[utf8]{inputenc}
      \\usepackage{textcomp,booktabs}
      \\usepackage[a4paper,landscape,margin=15mm]{geometry}
      \\begin{document}
      \(inputs)
      \\end{document}

      """
  }

  private var latexLegend: String {
    let mode = includesSelf ? "counted as its own neighbor" : "not counted as a neighbor"
    return
      "mNNO$_{\(k)}$, \(ReportText.latex(metric)) neighbors, the item itself \(mode). Mean $\\pm$ standard deviation "
      + "over \(repetitions); \(boldWords("$X,f$", "$Y,f$").replacing("%", with: "\\%"))"
  }

  // The paper's sides by their letters, as the paper has them; others by their names.
  private static func arrow(_ row: Row) -> String {
    guard row.sides == .usual else {
      let (input, target) = row.sides.ends(of: row.direction)
      return "\(ReportText.latex(input)) $\\rightarrow$ \(ReportText.latex(target))"
    }
    return row.direction == .firstToSecond ? "$I \\rightarrow T$" : "$T \\rightarrow I$"
  }

  private func ours(_ entry: Entry) -> String {
    let numbers = OverlapNumbers(entry)
    func value(_ side: OverlapNumbers.Side) -> String {
      guard let mean = side.mean, let deviation = side.deviation else {
        return "\\textit{\(entry.state.text)}"
      }
      return (side.isBest ? "\\textbf{\(mean)}" : mean) + "{\\scriptsize$\\,\\pm\\,$\(deviation)}"
    }
    let items = numbers.items.replacing("–", with: "--")
    return [value(numbers.input), value(numbers.target), numbers.pair, numbers.chance, items].joined(
      separator: " & ")
  }

  private func papers(_ entry: Entry) -> String {
    let numbers = OverlapNumbers(entry)
    func value(_ side: OverlapNumbers.Side) -> String {
      guard let paper = side.paper else { return "" }
      let difference = side.difference.map {
        " (\($0.replacing("\u{2212}", with: "$-$").replacing("±", with: "$\\pm$")))"
      }
      return "\\scriptsize " + (side.paperIsBest ? "\\textbf{\(paper)}" : paper) + (difference ?? "")
    }
    return [value(numbers.input), value(numbers.target), "", "", ""].joined(separator: " & ")
  }
}
