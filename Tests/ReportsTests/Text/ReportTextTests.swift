import Testing

@testable import Reports

@Suite struct ReportTextTests {
  /// Names that would act in one kind of file or another.
  static let hostile = [
    "<script>alert(1)</script>", "\" onload=\"x", "\"\u{301} onload=\"x", "' or '1", "a\nb\r\nc",
    "../../etc/passwd",
    "$(touch x)", "`touch x`", "=cmd()", "+1", "-1", "@SUM(A1)", "\u{1B}[31mred\u{1B}[0m", "\u{9B}31m",
    "\\input{x}",
    "a|b*c_d", "{{title}}", "{{{css}}}", "%s%n", "\u{202E}gnp.exe", "a\u{0}b", "EOD", "|^~#&_%{}", "🍎",
  ]

  @Test("HTML keeps no tag, quote or control character", arguments: hostile)
  func html(name: String) {
    let text = ReportText.html(name)
    let scalars = text.unicodeScalars
    #expect(!scalars.contains { "<>\"'".unicodeScalars.contains($0) || $0.isControl })
    #expect(!text.replacing("&lt;", with: "").replacing("&gt;", with: "").contains("<"))
  }

  @Test("HTML shows what was written") func htmlByHand() {
    #expect(ReportText.html("a<b> & \"c'") == "a&lt;b&gt; &amp; &quot;c&#39;")
    #expect(ReportText.html("a\nb") == "a b")
    #expect(ReportText.html("plain 🍎") == "plain 🍎")
  }

  @Test("Markdown has no markup left", arguments: hostile)
  func markdown(name: String) {
    let text = ReportText.markdown(name)
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if !isEscaped { #expect(!"|*_`[]#<>$~".unicodeScalars.contains(scalar)) }
      isEscaped = !isEscaped && scalar == "\\"
      #expect(!scalar.isControl)
    }
  }

  @Test("LaTeX has only the commands that the escaping writes", arguments: hostile)
  func latex(name: String) {
    var text = ReportText.latex(name)
    for command in [
      "\\textbackslash{}", "\\textasciicircum{}", "\\textasciitilde{}", "\\textless{}", "\\textgreater{}",
      "\\textbar{}",
      "\\textquotedbl{}", "\\textquotesingle{}", "\\textasciigrave{}", "\\{", "\\}", "\\$", "\\&", "\\#",
      "\\_", "\\%",
      "{-}", "{[}", "{]}",
    ] {
      text = text.replacing(command, with: "")
    }
    #expect(
      !text.unicodeScalars.contains { "\\{}$&#_%^~<>|\"'`[]".unicodeScalars.contains($0) || $0.isControl })
    #expect(text.unicodeScalars.allSatisfy { $0.value < 0x100 })
  }

  @Test("LaTeX has the marks of print") func latexMarks() {
    #expect(
      ReportText.latex("the paper’s “a” · 1–2")
        == "the paper\\textquoteright{}s \\textquotedblleft{}a\\textquotedblright{} \\textperiodcentered{} 1\\textendash{}2"
    )
  }

  @Test("a line of CSV stays a line of as many fields, and no field begins a formula", arguments: hostile)
  func csv(name: String) {
    let text = ReportText.csv(name)
    #expect(!["=", "+", "-", "@"].contains { text.hasPrefix($0) || text.hasPrefix("\"" + $0) })
    let fields = Self.parse("a," + text + ",b\n")
    #expect(fields.count == 1 && fields[0].count == 3)
    var shown = ""
    for scalar in name.unicodeScalars {
      shown.unicodeScalars.append(scalar.isControl && scalar != "\n" && scalar != "\r" ? "\u{FFFD}" : scalar)
    }
    #expect(fields[0][1] == shown || fields[0][1] == "'" + shown)
  }

  @Test("gnuplot's strings cannot be left", arguments: hostile)
  func gnuplot(name: String) {
    let text = ReportText.gnuplot(name)
    #expect(!text.unicodeScalars.contains { "\"'`\\{}$<>@^_~#%".unicodeScalars.contains($0) || $0.isControl })
  }

  @Test("a terminal sees no control character", arguments: hostile)
  func terminal(name: String) {
    #expect(!ReportText.terminal(name).unicodeScalars.contains { $0.isControl })
  }

  // RFC 4180.
  private static func parse(_ text: String) -> [[String]] {
    var (rows, row, field, isQuoted) = ([[String]](), [String](), "", false)
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch (scalar, isQuoted) {
      case ("\"", true) where scalars.first == "\"":
        field.unicodeScalars.append("\"")
        scalars = scalars.dropFirst()
      case ("\"", _): isQuoted.toggle()
      case (",", false):
        row.append(field)
        field = ""
      case ("\n", false):
        rows.append(row + [field])
        (row, field) = ([], "")
      default: field.unicodeScalars.append(scalar)
      }
    }
    return rows
  }
}
